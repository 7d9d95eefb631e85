import { describe, expect, test } from "vitest";
import { createLog, hidePasswords } from "./log.ts";

function lines(write: (log: ReturnType<typeof createLog>) => void): string[] {
  const written: string[] = [];
  write(createLog("test", { write: (line) => written.push(line) }));
  return written;
}

describe("createLog()", () => {
  test("writes one JSON object a line, with the error's type, message and cause", () => {
    const [line] = lines((log) =>
      log.error({ error: new TypeError("bad", { cause: new Error("why") }) }, "it failed"),
    );
    const entry = JSON.parse(line!) as Record<string, unknown>;
    expect(entry).toMatchObject({ name: "test", msg: "it failed", error: { type: "TypeError" } });
    expect(JSON.stringify(entry)).toContain("why");
  });

  test("never shows a password, wherever it is", () => {
    const url = "postgres://zoo:s3cret@db:5432/zoo";
    const written = lines((log) => {
      log.info({ url, nested: { databaseUrl: url }, password: "s3cret" }, `using ${url}`);
      log.error({ error: new Error(`no answer from ${url}`, { cause: new Error(url) }) });
    });
    expect(written).toHaveLength(2);
    expect(written.join("")).not.toContain("s3cret");
    expect(written[0]).toContain("postgres://zoo:***@db:5432/zoo");
  });
});

describe("hidePasswords()", () => {
  test("leaves addresses without a password as they are", () => {
    for (const text of ["http://127.0.0.1:4000/graphql", "postgres://zoo@db/zoo", "a: b@c", "mailto:a@b"]) {
      expect(hidePasswords(text)).toBe(text);
    }
  });
});
