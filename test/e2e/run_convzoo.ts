import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { fileURLToPath } from "node:url";

const main = fileURLToPath(new URL("../../packages/cli/src/main.ts", import.meta.url));

/** A running `convzoo`, and all that it started. */
export interface RunningConvzoo {
  readonly child: ChildProcess;
  readonly ended: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
  stdout(): string;
  stderr(): string;
  /** Resolves once its output has the text. */
  shows(text: string | RegExp): Promise<void>;
  /** The processes that it started, and it itself, that run now. */
  processes(): StartedProcess[];
}

/** One process of a {@linkcode RunningConvzoo}. */
interface StartedProcess {
  readonly pid: number;
  readonly command: string;
}

/** Starts `convzoo` as a person would. */
export function runConvzoo(
  words: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): RunningConvzoo {
  // Whatever is started inherits the mark, so a process that got lost is found too.
  const mark = `CONVZOO_TEST_MARK=${randomUUID()}`;
  const { CONVZOO_DATABASE_URL: _, ...inherited } = process.env;
  const child = spawn(process.execPath, [main, ...words], {
    env: { ...inherited, ...environment, CONVZOO_TEST_MARK: mark.split("=")[1] },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let stdout = "";
  let stderr = "";
  const watchers = new Set<() => void>();
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
    notify();
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
    notify();
  });
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
    child.once("close", (code, signal) => resolve({ code, signal }));
  });
  return {
    child,
    ended,
    stdout: () => stdout,
    stderr: () => stderr,
    async shows(text) {
      const shown = new Promise<void>((resolve) => {
        const check = (): void => {
          const output = stdout + stderr;
          if (typeof text === "string" ? output.includes(text) : text.test(output)) {
            watchers.delete(check);
            resolve();
          }
        };
        watchers.add(check);
        check();
      });
      const failed = ended.then(() => {
        throw new Error(`convzoo ended before it showed ${text}:\n${stdout}${stderr}`);
      });
      await Promise.race([shown, failed]);
    },
    processes: () => findMarked(mark),
  };

  function notify(): void {
    for (const check of watchers) {
      check();
    }
  }
}

/** Asks `ps`, which shows the environment of our own processes too. */
function findMarked(mark: string): StartedProcess[] {
  const lines = execFileSync("ps", ["axeww", "-o", "pid=,command="], {
    encoding: "utf8",
    maxBuffer: 1 << 26,
  });
  return lines
    .split("\n")
    .filter((line) => line.includes(mark))
    .map((line) => {
      const [, pid, command] = /^\s*(\d+)\s+(.*)$/.exec(line) ?? [];
      return { pid: Number(pid), command: (command ?? "").slice(0, 200) };
    });
}
