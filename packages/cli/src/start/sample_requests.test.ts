import { execFileSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { sampleRequests } from "./sample_requests.ts";

/** What a shell makes of the words after `curl`. */
function wordsOf(command: string): string[] {
  const script = command.replace(/^curl /, "printf '%s\\0' ");
  return execFileSync("sh", ["-c", script]).toString().split("\0").slice(0, -1);
}

describe("sampleRequests()", () => {
  const [query, upload, subscription] = sampleRequests({
    url: "http://127.0.0.1:4000/graphql",
    runId: "UnVuOjE=",
    versionId: "VmVyc2lvbjox",
    imagePath: "/home/o'neil/my zoo/garment.png",
  }).map(({ command }) => wordsOf(command));

  test("asks with JSON", () => {
    expect(query?.slice(0, 5)).toEqual([
      "-s",
      "http://127.0.0.1:4000/graphql",
      "-H",
      "content-type: application/json",
      "-d",
    ]);
    expect(JSON.parse(query?.[5] ?? "")).toHaveProperty("query");
  });

  test("uploads with the header that browsers cannot forge, whatever the path is called", () => {
    expect(upload).toContain("x-graphql-yoga-csrf: 1");
    expect(upload).toContain('map={"0":["variables.images.0"]}');
    expect(upload?.at(-1)).toBe('0=@"/home/o\'neil/my zoo/garment.png"');
    const operations = upload?.find((word) => word.startsWith("operations="))?.slice("operations=".length);
    expect(JSON.parse(operations ?? "").variables).toEqual({ id: "VmVyc2lvbjox", images: [null] });
  });

  test("asks for an event stream", () => {
    expect(subscription).toContain("accept: text/event-stream");
    expect(JSON.parse(subscription?.at(-1) ?? "").variables).toEqual({ id: "UnVuOjE=" });
  });
});
