import { type ChildProcess, spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { Interruption } from "./interruption.ts";
import type {
  FromTrainProcess,
  ToldEvent,
  ToTrainProcess,
  TrainTask,
  TrainVerdict,
} from "./train_message.ts";

/** Options of {@linkcode runTrainProcess}. */
export interface TrainProcessOptions {
  /** Ends the process: a canceled or stopped one may end by itself, any other is killed at once. */
  readonly signal: AbortSignal;
  readonly onEvent: (event: ToldEvent) => void;
  /** Called with what the process wrote to its error output, if something went wrong in it. */
  readonly onBroken?: ((output: string) => void) | undefined;
}

const program = fileURLToPath(new URL("train_child.ts", import.meta.url));
/** Milliseconds that a process has to end after it was asked to. */
const endPatience = 5000;
const mostOutput = 4000;

/**
 * Trains in a process of its own, and returns when that has ended.
 *
 * @returns How it ended; undefined if the signal ended it.
 */
export async function runTrainProcess(
  task: TrainTask,
  { signal, onEvent, onBroken }: TrainProcessOptions,
): Promise<TrainVerdict | undefined> {
  if (signal.aborted) {
    return undefined;
  }
  const child = startProcess();
  let verdict: TrainVerdict | undefined;
  let output = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    output = (output + text).slice(-mostOutput);
  });
  child.on("message", (message: FromTrainProcess) => {
    if (message.type === "event") {
      onEvent(message.event);
    } else {
      verdict = message;
      end();
    }
  });
  const ended = whenEnded(child);
  let killTimer: NodeJS.Timeout | undefined;
  signal.addEventListener("abort", interrupt, { once: true });
  say({ type: "train", task });
  const how = await ended;
  clearTimeout(killTimer);
  signal.removeEventListener("abort", interrupt);
  if (verdict === undefined && signal.aborted) {
    return undefined;
  }
  if (verdict === undefined || verdict.type === "broken") {
    onBroken?.(output);
  }
  if (verdict !== undefined) {
    return verdict;
  }
  const message = `Cannot train as the training process must not end before its time: it ended with ${how}`;
  return { type: "broken", message };

  function interrupt(): void {
    const { reason } = signal;
    const kind = reason instanceof Interruption ? reason.kind : undefined;
    if (kind === "cancel" || kind === "stop" || kind === "pause") {
      // Paused or stopped, it tells where it is and ends.
      say({ type: kind === "cancel" ? "cancel" : "stop" });
      killLater();
    } else {
      child.kill("SIGKILL");
    }
  }

  function end(): void {
    if (child.connected) {
      child.disconnect();
    }
    killLater();
  }

  function killLater(): void {
    killTimer ??= setTimeout(() => child.kill("SIGKILL"), endPatience);
  }

  function say(message: ToTrainProcess): void {
    if (child.connected) {
      // A process that cannot be told anything has ended, or is about to: `ended` tells.
      child.send(message, () => undefined);
    }
  }
}

function startProcess(): ChildProcess {
  // A training process has no business with the database.
  const { CONVZOO_DATABASE_URL: _, ...environment } = process.env;
  return spawn(process.execPath, [program], {
    env: environment,
    serialization: "advanced",
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
}

/** Waits until the process has ended and all that it wrote is read. @returns How it ended, in words. */
async function whenEnded(child: ChildProcess): Promise<string> {
  const how = new Promise<string>((resolve) => {
    child.on("error", (error) => resolve(`an error (${error.message})`));
    child.once("exit", (code, signal) => resolve(signal === null ? `exit code ${code}` : `signal ${signal}`));
  });
  // Not the event "close", which never comes if it was this side that has hung up.
  const told = new Promise((resolve) => child.stderr?.once("close", resolve));
  await Promise.race([told, how.then(() => sleep(endPatience, undefined, { ref: false }))]);
  return await how;
}
