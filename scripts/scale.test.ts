import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";

test("pnpm scale --small asks every question of a small zoo, each within its limit", async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ["scripts/scale.ts", "--small"]);
  for (const question of ["50 runs", "a count", "curves of 100 runs", "lineage"]) {
    expect(stdout).toContain(question);
  }
});
