import type { Run, RunEvent } from "@convzoo/client";
import type { Screen } from "./screen.ts";

/** Shows the events of a run: a bar in a terminal, elsewhere a line now and then. */
export interface TrainingProgress {
  show(event: RunEvent): void;
}

/** Milliseconds between two plain lines within an epoch. */
const plainInterval = 10_000;
const barWidth = 24;
const narrowestBar = 4;

export function createTrainingProgress(screen: Screen, run: Pick<Run, "epochs">): TrainingProgress {
  let lastPlain = Date.now();
  return {
    show(event) {
      switch (event.type) {
        case "RunBatch": {
          const figures = describeBatch(event, run.epochs);
          screen.draw(`${bar(event.progress, screen.width - figures.length)}${figures}`);
          if (!screen.live && Date.now() - lastPlain > plainInterval) {
            lastPlain = Date.now();
            screen.say(`  ${figures}`);
          }
          break;
        }
        case "RunEpoch":
          lastPlain = Date.now();
          screen.say(`  ${describeEpoch(event, run.epochs)}`);
          break;
        case "RunStarted":
          if (event.resumedStep > 0) {
            screen.say(`  Going on after epoch ${event.resumedEpoch}, step ${event.resumedStep}`);
          }
          break;
        case "RunFinished":
          if (event.stoppedEarly) {
            screen.say(`  Stopped early after epoch ${event.epochs}: epoch ${event.bestEpoch} was the best`);
          }
          break;
        case "RunLog":
          screen.say(`  ${event.message}`);
          break;
        case "RunStateChanged":
          if (event.state === "RUNNING" && event.attempt > 1) {
            screen.say(`  Attempt ${event.attempt}`);
          }
          break;
        default:
          break;
      }
    },
  };
}

type EventOf<Type extends RunEvent["type"]> = Extract<RunEvent, { readonly type: Type }>;

function describeBatch(event: EventOf<"RunBatch">, epochs: number): string {
  return [
    `Epoch ${event.epoch}/${epochs}`,
    `${Math.floor(event.progress * 100)} %`.padStart(5),
    `loss ${event.loss.toFixed(3)}`,
    `accuracy ${event.accuracy.toFixed(3)}`,
    `${formatRate(event.imagesPerSecond)} images/s`,
    `${formatSeconds(event.secondsLeft)} left`,
  ].join("  ");
}

function describeEpoch(event: EventOf<"RunEpoch">, epochs: number): string {
  const figure = (name: string, value: number | null): string[] =>
    value === null ? [] : [`${name} ${value.toFixed(3)}`];
  return [
    `Epoch ${event.epoch}/${epochs}`,
    ...figure("loss", event.loss),
    ...figure("accuracy", event.accuracy),
    ...figure("validation loss", event.validationLoss),
    ...figure("validation accuracy", event.validationAccuracy),
    ...figure("test loss", event.testLoss),
    ...figure("test accuracy", event.testAccuracy),
    ...(event.isBest ? ["best so far"] : []),
    `${formatRate(event.imagesPerSecond)} images/s`,
    formatSeconds(event.seconds),
  ].join("  ");
}

/** As wide as there is room for beside the figures, which matter more. */
function bar(progress: number, room: number): string {
  const width = Math.min(barWidth, room - "[] ".length);
  if (width < narrowestBar) {
    return "";
  }
  const full = Math.round(Math.min(1, Math.max(0, progress)) * width);
  return `[${"#".repeat(full)}${"-".repeat(width - full)}] `;
}

function formatRate(rate: number): string {
  return Math.round(rate).toLocaleString("en-US");
}

/** `75` becomes `1 min 15 s`. */
export function formatSeconds(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
