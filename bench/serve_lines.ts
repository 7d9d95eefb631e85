import { readFileSync } from "node:fs";
import process from "node:process";
import { createInterface } from "node:readline";
import type { Introduction } from "./interleave.ts";

/** The most memory that this process has held, in bytes, where Linux tells; children and parents are not counted, unlike in `getrusage`. */
function peakMemory(): number | null {
  try {
    const [, kilobytes] = /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync("/proc/self/status", "utf8")) ?? [];
    return kilobytes === undefined ? null : Number(kilobytes) * 1024;
  } catch {
    return null;
  }
}

/**
 * Speaks lines of JSON with the bench that started this program: introduces itself, then answers each `{ "steps": n }` once it has done so many.
 * @param run Does some steps. @returns How long they took, in seconds.
 */
export async function serveLines(
  introduction: Introduction,
  run: (steps: number) => Promise<number>,
): Promise<void> {
  const write = (message: unknown): void => void process.stdout.write(`${JSON.stringify(message)}\n`);
  write(introduction);
  for await (const line of createInterface({ input: process.stdin })) {
    const { steps } = JSON.parse(line) as { readonly steps: number };
    const seconds = await run(steps);
    write({ seconds, peakMemory: peakMemory() });
  }
}
