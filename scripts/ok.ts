/**
 * The gate: every check of the repository, one after the other, whatever fails.
 * Usage: pnpm ok
 * The last line counts the checks and the tests: `N passed, N failed` (and `, N skipped`).
 */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { runCommand } from "./gate/run_command.ts";
import { freshnessStep, type GateStep, readingSteps, testCommand } from "./gate/steps.ts";
import {
  addCounts,
  type Counts,
  countVitest,
  formatCounts,
  type VitestReport,
} from "./gate/vitest_counts.ts";

/** Runs a check, prints its line, and its output if it failed. */
async function runStep({ name, command }: GateStep): Promise<boolean> {
  const { ok, seconds, output } = await runCommand(command);
  console.log(`${ok ? "ok  " : "FAIL"}  ${seconds.toFixed(1).padStart(5)} s  ${name}`);
  if (!ok) {
    console.log(`\n$ ${command.join(" ")}\n${output.trimEnd()}\n`);
  }
  return ok;
}

/** Runs checks side by side, as many as there are processors, and returns the names of those that failed. */
async function runSteps(steps: readonly GateStep[]): Promise<string[]> {
  const waiting = [...steps];
  const failed: string[] = [];
  const work = async (): Promise<void> => {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
      if (!(await runStep(step))) {
        failed.push(step.name);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), 4) }, work));
  return failed;
}

/** Runs all tests and counts them from vitest's report. */
async function runTests(): Promise<Counts> {
  const folder = await mkdtemp(join(tmpdir(), "convzoo-gate-"));
  try {
    const report = join(folder, "vitest.json");
    const { ok } = await runCommand(testCommand(report), { show: true });
    const text = await readFile(report, "utf8").catch(() => undefined);
    const counts = countVitest(text === undefined ? undefined : (JSON.parse(text) as VitestReport));
    return ok || counts.failed > 0 ? counts : { ...counts, failed: 1 };
  } finally {
    await rm(folder, { recursive: true });
  }
}

const started = performance.now();
const failedSteps = [
  ...((await runStep(freshnessStep)) ? [] : [freshnessStep.name]),
  ...(await runSteps(readingSteps)),
];
const tests = await runTests();

const stepCount = 1 + readingSteps.length;
const checks: Counts = { passed: stepCount - failedSteps.length, failed: failedSteps.length, skipped: 0 };
const failures = [...failedSteps, ...(tests.failed > 0 ? ["tests"] : [])];
const minutes = ((performance.now() - started) / 60_000).toFixed(1);
console.log(
  `\n${failures.length === 0 ? "The gate is open" : `Failed: ${failures.join("; ")}`} (${minutes} min)`,
);
console.log(
  `Counted: ${stepCount} checks (${formatCounts(checks)}) and vitest's tests (${formatCounts(tests)})`,
);
console.log(formatCounts(addCounts(checks, tests)));
process.exitCode = failures.length === 0 ? 0 : 1;
