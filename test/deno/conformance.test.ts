import { stripVTControlCharacters } from "node:util";
import { engineChecks, opCases, registryConformance } from "@convzoo/core/testing";
import { expect, test } from "vitest";
import { runCommand } from "../../scripts/gate/run_command.ts";

/** Engines that keep the contract: `reference` and both modes of `wasm`. */
const ENGINES = 3;
const WASM_MODES = 2;

test("conformance_test.ts passes under Deno with every op, every check of engines and every entry of the registries", async () => {
  const options = ["--no-check", "--no-lock", "--node-modules-dir=manual", "--allow-read", "--reporter=dot"];
  const result = await runCommand(["deno", "test", ...options, "test/deno/conformance_test.ts"]);
  const output = stripVTControlCharacters(result.output);
  const count = ENGINES * engineChecks.length + WASM_MODES * opCases.length + registryConformance().length;
  const [end = ""] = output.match(/^(ok|FAILED) \| .*$/m) ?? [];
  expect(end, output.replace(/^[.!,]\n/gm, "")).toMatch(
    new RegExp(String.raw`^ok \| ${count} passed \| 0 failed`),
  );
  expect(result.ok).toBe(true);
}, 300_000);
