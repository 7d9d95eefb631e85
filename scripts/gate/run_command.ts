import { spawn } from "node:child_process";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's folder. */
export const root: string = fileURLToPath(new URL("../..", import.meta.url));

/** What became of a command. */
export interface CommandResult {
  readonly ok: boolean;
  readonly seconds: number;
  /** All that it wrote, both streams in order; empty when it was shown as it came. */
  readonly output: string;
}

/** How a command runs. */
export interface CommandOptions {
  /** Shows the output as it comes instead of keeping it. @default {false} */
  readonly show?: boolean;
  /** Variables to add to the environment. @default {{}} */
  readonly env?: Readonly<Record<string, string>>;
  /** Where it runs, from the repository's folder. @default {"."} */
  readonly folder?: string;
}

/**
 * Runs a program from the repository's pinned tools, without a shell and without input.
 * This process's own Node comes first on the path, then the tools of the folder it runs in: every tool runs under the pinned Node.
 * @param command The program and its arguments.
 * @param options Where its output goes, and its environment.
 * @returns The result; a program that cannot start or that a signal ends has failed.
 */
export function runCommand(command: readonly string[], options: CommandOptions = {}): Promise<CommandResult> {
  const { show = false, env = {}, folder = "." } = options;
  const [program = "", ...programArguments] = command;
  const started = performance.now();
  const bins = [folder, "."].map((place) => join(root, place, "node_modules/.bin"));
  const path = [dirname(process.execPath), ...bins, process.env["PATH"] ?? ""].join(delimiter);
  const child = spawn(program, programArguments, {
    cwd: join(root, folder),
    env: { ...process.env, ...colour(), ...env, PATH: path },
    stdio: ["ignore", show ? "inherit" : "pipe", show ? "inherit" : "pipe"],
  });
  let output = "";
  const keep = (chunk: Buffer): void => {
    output += chunk.toString();
  };
  child.stdout?.on("data", keep);
  child.stderr?.on("data", keep);
  return new Promise((resolve) => {
    const end = (ok: boolean): void => resolve({ ok, seconds: (performance.now() - started) / 1000, output });
    child.on("error", (error) => {
      output += `${error.message}\n`;
      end(false);
    });
    child.on("close", (code) => end(code === 0));
  });
}

/** Colours only where a person reads them. */
function colour(): Record<string, string> {
  return process.stdout.isTTY ? {} : { NO_COLOR: "1", FORCE_COLOR: "0" };
}
