/**
 * The program of a training process: it gets one task over its channel, tells what happens, and ends.
 *
 * It has no connection to the database, and it ends by itself when the worker that started it is gone.
 */
import { writeFileSync } from "node:fs";
import { setPriority } from "node:os";
import { describeFault } from "./describe_fault.ts";
import type { FromTrainProcess, ToTrainProcess, TrainTask, TrainVerdict } from "./train_message.ts";
import { trainModel } from "./train_model.ts";

const canceling = new AbortController();
const stopping = new AbortController();
/** When the last message has gone out. */
let sent: Promise<void> = Promise.resolve();

preferAsVictim();
yieldToServers();
process.once("disconnect", () => process.exit());
// A terminal's Ctrl-C and a service manager's stop reach the whole group; what to do then, the worker decides.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => undefined);
}
process.on("message", (message: ToTrainProcess) => {
  switch (message.type) {
    case "train":
      void work(message.task);
      break;
    case "stop":
      stopping.abort(new Error("The worker was stopped"));
      break;
    case "cancel":
      canceling.abort(new Error("The run is canceled"));
  }
});

/** If the machine runs out of memory, a training is what it can do without: it begins anew, a server does not. */
function preferAsVictim(): void {
  try {
    writeFileSync("/proc/self/oom_score_adj", "1000");
  } catch {
    // Only Linux has that.
  }
}

/** A training keeps all processors busy for minutes; whoever answers requests on the same machine goes first. */
function yieldToServers(): void {
  try {
    setPriority(10);
  } catch {
    // Not every container allows that.
  }
}

async function work(task: TrainTask): Promise<void> {
  const verdict = await judge(task);
  if (verdict === undefined) {
    // Hanging up throws away what is still on its way.
    await sent;
    process.disconnect();
  } else {
    // The worker hangs up when it has the verdict.
    send(verdict);
  }
}

/** @returns Undefined if the training was canceled or stopped: then there is nothing more to say. */
async function judge(task: TrainTask): Promise<TrainVerdict | undefined> {
  const { signal } = canceling;
  const { signal: stop } = stopping;
  try {
    return await trainModel(task, { signal, stop, onEvent: (event) => send({ type: "event", event }) });
  } catch (error) {
    if (signal.aborted || error === stop.reason) {
      return undefined;
    }
    process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
    return { type: "broken", message: describeFault(error) };
  }
}

function send(message: FromTrainProcess): void {
  sent = new Promise((resolve) => {
    // Without a worker to send to, the process is about to end.
    process.send?.(message, undefined, undefined, () => resolve());
  });
}
