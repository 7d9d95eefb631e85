import { finiteFigures } from "./finite_figures.ts";
import type { JournalEntry } from "./run_journal.ts";
import type { ToldEvent } from "./train_message.ts";

/** Makes what is told of an attempt into what is written down of it. */
export type EventScribe = (event: ToldEvent) => JournalEntry | undefined;

/**
 * Begins an attempt's account: what is told later is described by what was told before.
 *
 * @param before The best epoch where the attempt goes on, if it does.
 * @param firstStep The steps that are done when the run begins, which is more than 0 in a fork.
 */
export function createEventScribe(
  before: { readonly bestEpoch: number | null } = { bestEpoch: null },
  firstStep = 0,
): EventScribe {
  let totalSteps = Number.POSITIVE_INFINITY;
  let epochSteps = 1;
  let { bestEpoch } = before;
  return (event) => {
    switch (event.type) {
      case "started": {
        const { engine, epochs, stepsPerEpoch, resumedEpoch, resumedStep } = event;
        totalSteps = epochs * stepsPerEpoch;
        epochSteps = stepsPerEpoch;
        if (resumedEpoch === 0) {
          bestEpoch = null;
        }
        return {
          event: { type: "RunStarted", engine, stepsPerEpoch, resumedEpoch, resumedStep },
          progress: { engine },
          beginsAnew: resumedStep === firstStep,
        };
      }
      case "batch": {
        const { type: _, ...figures } = event;
        const progress = figures.step / totalSteps;
        const values = finiteFigures({ batchLoss: figures.loss, batchAccuracy: figures.accuracy });
        return {
          event: { type: "RunBatch", ...figures, progress },
          progress: { progress },
          metrics: { epoch: figures.epoch - 1, step: figures.step, values },
        };
      }
      case "epoch": {
        const { type: _, metrics, ...figures } = event;
        const { epoch, isBest, ...values } = figures;
        if (isBest) {
          bestEpoch = epoch;
        }
        return {
          event: { type: "RunEpoch", ...figures, metrics: finiteFigures(metrics) },
          progress: { epoch, ...(isBest && { bestEpoch: epoch }) },
          metrics: { epoch, step: epoch * epochSteps, values: finiteFigures({ ...metrics, ...values }) },
        };
      }
      case "checkpoint": {
        const { epoch, step, file, endsEpoch } = event;
        return {
          event: { type: "RunCheckpointed", epoch, step },
          checkpoint: { epoch, step, bestEpoch, file, endsEpoch },
        };
      }
      case "log": {
        const { level, message } = event;
        return { event: { type: "RunLog", level, message } };
      }
      case "finished":
      case "failed":
        // The end of a run is written together with its state.
        return undefined;
    }
  };
}
