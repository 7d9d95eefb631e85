/**
 * Usage: pnpm test                 runs the whole gate, as `pnpm ok` does
 *        pnpm test <arguments>     runs `vitest run <arguments>`: the inner loop, for a file or a folder
 */
import { runCommand } from "./gate/run_command.ts";

const [, , ...given] = process.argv;
if (given.length === 0) {
  await import("./ok.ts");
} else {
  const { ok } = await runCommand(["vitest", "run", ...given], { show: true });
  process.exitCode = ok ? 0 : 1;
}
