import { type ChildProcess, spawn } from "node:child_process";
import { open, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { ServiceMessage } from "./service_message.ts";

/** A `convzoo` command that runs as a process of its own. */
export interface ChildService {
  readonly name: string;
  /** Resolves with its address once it works; rejects if it ends before that. */
  readonly ready: Promise<string | undefined>;
  /** Rejects when it ends although nobody asked it to. */
  readonly crashed: Promise<never>;
  /** Asks it to end, and sees to it that it does. */
  stop(): Promise<void>;
  /** Ends it at once. */
  kill(): void;
}

/** How to start a {@linkcode ChildService}. */
export interface ChildServiceOptions {
  readonly command: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Where its output goes. */
  readonly logPath: string;
}

/** A little longer than the service's own patience with itself. */
const stopPatience = 20_000;

const program = fileURLToPath(new URL("../main.ts", import.meta.url));

/**
 * Starts a command of this program as a child.
 *
 * It gets a process group of its own, so that the terminal's Ctrl-C reaches only us, and we end things in order. It ends
 * by itself when its channel to us breaks, so nothing is left even if we are killed.
 */
export async function startChildService(options: ChildServiceOptions): Promise<ChildService> {
  const { command, environment, logPath } = options;
  const log = await open(logPath, "w", 0o600);
  const child = spawn(process.execPath, [...process.execArgv, program, command], {
    detached: true,
    env: { ...process.env, ...environment },
    stdio: ["ignore", log.fd, log.fd, "ipc"],
  });
  await log.close();
  let stopping = false;
  let failure: string | undefined;
  const ended = new Promise<string>((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("exit", (code, signal) => resolve(signal === null ? `exit code ${code}` : `signal ${signal}`));
  });
  const crashed = ended.then(async (end): Promise<never> => {
    if (stopping) {
      return await new Promise(() => undefined);
    }
    throw new Error(failure ?? `The ${command} ended with ${end}: ${await lastLine(logPath)}`);
  });
  const ready = new Promise<string | undefined>((resolve) => {
    child.on("message", (message: ServiceMessage) => {
      if (message.type === "ready") {
        resolve(message.url);
      } else {
        failure = message.message;
      }
    });
  });
  const working = Promise.race([ready, crashed]);
  // Whoever waits for one of these may have given up by the time it fails.
  crashed.catch(() => undefined);
  working.catch(() => undefined);
  return {
    name: command,
    ready: working,
    crashed,
    async stop() {
      stopping = true;
      signalQuietly(child, "SIGTERM");
      const timer = setTimeout(() => signalQuietly(child, "SIGKILL"), stopPatience);
      await ended;
      clearTimeout(timer);
    },
    kill() {
      stopping = true;
      signalQuietly(child, "SIGKILL");
    },
  };
}

function signalQuietly(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.exitCode === null && child.signalCode === null) {
    child.kill(signal);
  }
}

async function lastLine(path: string): Promise<string> {
  const lines = (await readFile(path, "utf8").catch(() => "")).trim().split("\n");
  return lines.at(-1) || `its log is ${path}`;
}
