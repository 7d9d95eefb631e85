import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { describeFault } from "./describe_fault.ts";

describe("describeFault()", () => {
  test("does not tell paths of the machine", async () => {
    const error = await readFile("/some/secret/place").catch((reason: unknown) => reason);
    expect(describeFault(error)).toBe(
      "Cannot train as the worker's machine must do its part: open failed with ENOENT",
    );
  });

  test("does not tell passwords", () => {
    expect(describeFault(new Error("no way to postgres://zoo:secret@host/zoo"))).toBe(
      "no way to postgres://zoo:***@host/zoo",
    );
  });

  test("tells what is no error as it is", () => {
    expect(describeFault("stop")).toBe("stop");
  });
});
