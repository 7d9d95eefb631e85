import type { LogLevel } from "../store/run_event.ts";
import { type LoggedEvent, levelOf } from "../store/run_log.ts";

/** A line of a run's log, for people. */
export interface RunLogLine {
  /** That of the event; lines are in its order. */
  readonly sequence: number;
  readonly time: Date;
  readonly level: LogLevel;
  /** Null in lines of a server that did not note it. */
  readonly attempt: number | null;
  readonly message: string;
}

/** Says what an event is about. The log is what has happened, in words: nothing is kept twice that could come apart. */
export function runLogLine(event: LoggedEvent): RunLogLine {
  const { sequence, createdAt: time, attempt = null } = event;
  return { sequence, time, level: levelOf(event), attempt, message: messageOf(event) };
}

const stateMessages = {
  QUEUED: "The run waits for a worker",
  RUNNING: "A worker has the run",
  PAUSED: "The run is paused",
  SUCCEEDED: "The run has succeeded",
  FAILED: "The run has failed",
  CANCELED: "The run is canceled",
} as const;

function messageOf(event: LoggedEvent): string {
  switch (event.type) {
    case "RunStateChanged":
      return event.state === "RUNNING"
        ? `${stateMessages.RUNNING} (attempt ${event.attempt})`
        : stateMessages[event.state];
    case "RunStarted": {
      const { engine, stepsPerEpoch, resumedEpoch, resumedStep = resumedEpoch * stepsPerEpoch } = event;
      const where = resumedStep === 0 ? "begins" : `goes on after epoch ${resumedEpoch}, step ${resumedStep}`;
      return `The training ${where}: ${stepsPerEpoch} steps an epoch on the engine ${engine}`;
    }
    case "RunEpoch": {
      const { loss, accuracy, validationLoss, validationAccuracy, testLoss, testAccuracy } = event;
      const figures = { loss, accuracy, validationLoss, validationAccuracy, testLoss, testAccuracy };
      const best = event.isBest === true ? " (the best so far)" : "";
      return `Epoch ${event.epoch}${best}: ${listFigures(figures)} in ${round(event.seconds)} s`;
    }
    case "RunCheckpointed":
      return `Checkpoint stored after epoch ${event.epoch}, step ${event.step}`;
    case "RunLog":
      return event.message;
    case "RunFinished": {
      const { epochs, stoppedEarly, bestEpoch, testLoss, testAccuracy, seconds } = event;
      const count = epochs === undefined ? "" : ` after ${epochs} epochs`;
      const early = stoppedEarly === true ? ", before its time" : "";
      const best = bestEpoch == null ? "" : `, best epoch ${bestEpoch}`;
      return `The training ended${count}${early}: ${listFigures({ testLoss, testAccuracy })}${best} in ${round(seconds)} s`;
    }
    case "RunFailed":
      return `${event.code}: ${event.message}`;
  }
}

function listFigures(figures: Readonly<Record<string, number | null | undefined>>): string {
  return Object.entries(figures)
    .flatMap(([name, value]) => (value == null ? [] : [`${inWords(name)} ${round(value)}`]))
    .join(", ");
}

/** `validationLoss` becomes `validation loss`. */
function inWords(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

function round(value: number): string {
  return String(Number(value.toPrecision(4)));
}
