/**
 * Writes every generated file anew: clients, schemas, types.
 * Usage: pnpm generate            writes them, and says what changed
 *        pnpm generate --check    changes nothing, and fails with the names of the files that are not fresh
 */
import { parseArgs } from "node:util";
import { runCommand } from "./gate/run_command.ts";
import { readOutputs, restoreOutputs, staleFiles } from "./gate/snapshot.ts";
import { generators } from "./generators.ts";

const usage = "Usage: pnpm generate [--check]";
const { values } = parseArgs({
  options: { check: { type: "boolean", default: false }, help: { type: "boolean" } },
});

if (values.help === true) {
  console.log(usage);
} else {
  process.exitCode = (await generate(values.check)) ? 0 : 1;
}

/** Runs all generators; with `check`, puts every file back as it was. Returns whether all is well. */
async function generate(check: boolean): Promise<boolean> {
  const paths = generators.flatMap(({ outputs }) => outputs);
  const before = await readOutputs(paths);
  const failed = await runGenerators();
  const stale = staleFiles(before, await readOutputs(paths));
  if (check || failed.length > 0) {
    await restoreOutputs(before, paths);
  }
  if (failed.length > 0) {
    console.log(`Cannot generate as these failed: ${failed.join(", ")}`);
    return false;
  }
  if (check && stale.length > 0) {
    console.log(`Not fresh; run pnpm generate and commit:\n${stale.map((file) => `  ${file}`).join("\n")}`);
    return false;
  }
  console.log(
    stale.length === 0
      ? "Generated files are fresh"
      : `Changed:\n${stale.map((file) => `  ${file}`).join("\n")}`,
  );
  return true;
}

/** Runs the generators in their order and returns the names of those that failed. */
async function runGenerators(): Promise<string[]> {
  const failed: string[] = [];
  for (const { name, command, folder, env } of generators) {
    const result = await runCommand(command, { ...(folder && { folder }), ...(env && { env }) });
    if (!result.ok) {
      failed.push(name);
      console.log(`$ ${command.join(" ")}\n${result.output.trimEnd()}\n`);
    }
  }
  return failed;
}
