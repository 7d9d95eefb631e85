import { describe, expect, test } from "vitest";
import { actorOf } from "./actor_of.ts";

describe("actorOf()", () => {
  const headers = new Headers({ "x-user": " ada ", "x-empty": " " });

  test("believes the header that the operator named, and no other", () => {
    expect(actorOf(headers, "x-user")).toBe("ada");
    expect(actorOf(headers, undefined)).toBe("anonymous");
    expect(actorOf(headers, "x-other")).toBe("anonymous");
  });

  test("is anonymous if the header says nothing, and never long", () => {
    expect(actorOf(headers, "x-empty")).toBe("anonymous");
    expect(actorOf(new Headers({ "x-user": "a".repeat(1000) }), "x-user")).toHaveLength(200);
  });
});
