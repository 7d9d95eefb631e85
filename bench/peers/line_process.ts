import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** A process that answers one line of JSON with one line of JSON. */
export interface LineProcess {
  /** Sends a message, if there is one, and waits for the next line. @throws {Error} With its last words, if it ends instead. */
  ask(message?: unknown): Promise<unknown>;
  /** Closes its input and waits until it has ended. */
  close(): Promise<void>;
}

/** What is started, and how. */
export interface LineProgram {
  readonly command: string;
  readonly args: readonly string[];
  /** Variables beside those of this process. */
  readonly env?: Readonly<Record<string, string>>;
}

/** How long a process may take to end after its input is closed, in milliseconds. */
const PATIENCE = 10_000;

function lastLine(text: string): string {
  return text.trim().split("\n").at(-1) ?? "";
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once("close", () => resolve());
    child.once("error", () => resolve());
  });
}

/** Starts a process that speaks lines of JSON. */
export function startLineProcess({ command, args, env }: LineProgram): LineProcess {
  const child = spawn(command, args, { stdio: ["pipe", "pipe", "pipe"], env: { ...process.env, ...env } });
  const end = ended(child);
  let words = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    words = (words + text).slice(-4000);
  });
  child.once("error", (error) => {
    words = error.message;
  });
  // writing to a process that has ended is told by the missing answer
  child.stdin.on("error", () => undefined);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    ask: async (message) => {
      if (message !== undefined) {
        child.stdin.write(`${JSON.stringify(message)}\n`);
      }
      const { value, done } = await lines.next();
      if (done) {
        await end;
        throw new Error(
          `Cannot go on as the process ${command} must answer: it ended with "${lastLine(words)}"`,
        );
      }
      return JSON.parse(value) as unknown;
    },
    close: async () => {
      child.stdin.end();
      const timer = setTimeout(() => child.kill("SIGKILL"), PATIENCE);
      await end;
      clearTimeout(timer);
    },
  };
}
