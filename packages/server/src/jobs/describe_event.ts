import type { TrainEvent } from "@convzoo/core";
import type { JournalEntry } from "./run_journal.ts";

/** Makes what core tells of a training into what is written down of it; undefined for what is written otherwise. */
export function describeEvent(event: TrainEvent, totalSteps: number): JournalEntry | undefined {
  switch (event.type) {
    case "started":
      return { progress: { engine: event.engine } };
    case "batch": {
      const { type: _, ...figures } = event;
      const progress = figures.step / totalSteps;
      return { event: { type: "RunBatch", ...figures, progress }, progress: { progress } };
    }
    case "epoch": {
      const { type: _, epoch, ...values } = event;
      return {
        event: { type: "RunEpoch", epoch, ...values },
        progress: { epoch },
        metrics: { epoch, values },
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
}
