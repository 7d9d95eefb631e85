import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { catalogue } from "../packages/core/src/catalogue/catalogue.ts";
import { sweepCatalogue } from "../packages/core/src/catalogue/sweep_catalogue.ts";

const run = promisify(execFile);

function script(...given: string[]): Promise<{ stdout: string; stderr: string }> {
  const path = fileURLToPath(new URL("catalogue.ts", import.meta.url));
  return run(process.execPath, [path, ...given]);
}

describe("pnpm catalogue", () => {
  test("pnpm catalogue --json prints every entry's kind, id, summary and parameters", async () => {
    const entries = JSON.parse((await script("--json")).stdout) as unknown[];
    expect(entries).toEqual(
      [...catalogue(), ...sweepCatalogue()].map(({ kind, id, summary, parameters }) => ({
        ...{ kind, id, summary, parameters },
      })),
    );
  });

  test("pnpm catalogue prints a line an entry, of one kind if asked", async () => {
    const lines = (await script("--kind", "metric")).stdout.trim().split("\n");
    expect(lines).toHaveLength(catalogue().filter(({ kind }) => kind === "metric").length);
    expect(lines.at(-1)).toMatch(/^metric {2}topKAccuracy +Part of the examples .* \(k=5\)$/);
  });

  test("pnpm catalogue names the kinds if there is none of that name", async () => {
    await expect(script("--kind", "metrics")).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/--kind must be one of layer, .*: current value is "metrics"/) as string,
    });
  });
});
