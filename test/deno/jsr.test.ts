import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";

async function readJson(path: string): Promise<Record<string, unknown>> {
  return JSON.parse(await readFile(new URL(`../../${path}`, import.meta.url), "utf8")) as Record<
    string,
    unknown
  >;
}

test("jsr.json says what package.json says: changesets write the version into that one only", async () => {
  const [jsr, npm] = [await readJson("packages/core/jsr.json"), await readJson("packages/core/package.json")];
  for (const key of ["name", "version", "license", "exports"]) {
    expect(jsr[key], key).toEqual(npm[key]);
  }
});
