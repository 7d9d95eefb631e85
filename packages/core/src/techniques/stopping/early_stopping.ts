import type { EpochMeasures, StoppingDefinition } from "./stopping_definition.ts";

/** What is watched: the loss, of which less is better, or the accuracy, of which more is. */
export type StoppingMonitor = "loss" | "accuracy";

/** Which way is better. */
export type StoppingMode = "auto" | "minimize" | "maximize";

/** Parameters of `earlyStopping`. */
export interface EarlyStoppingParameters {
  readonly monitor: StoppingMonitor;
  readonly patience: number;
  readonly minDelta: number;
  readonly mode: StoppingMode;
  readonly restoreBest: boolean;
}

/** What early stopping remembers between epochs. */
export interface EarlyStoppingState {
  /** Epochs decided so far. */
  readonly epoch: number;
  /** Best value so far; null before the first that is a number. */
  readonly best: number | null;
  /** Epoch of the best value, 1 for the first; 0 before there is one. */
  readonly bestEpoch: number;
  /** Epochs in a row without an improvement. */
  readonly waited: number;
}

function isBetter(
  value: number,
  best: number | null,
  { monitor, minDelta, mode }: EarlyStoppingParameters,
): boolean {
  if (best === null) {
    return !Number.isNaN(value);
  }
  const isMaximized = mode === "auto" ? monitor === "accuracy" : mode === "maximize";
  return isMaximized ? value > best + minDelta : value < best - minDelta;
}

/**
 * Ends a training when a measure has not improved for some epochs, and goes back to the best weights.
 *
 * `better_t = value_t < best - minDelta` (or `>  best + minDelta`); stop after `patience` epochs in a row without one, and after the first one
 * if `patience` is 0, as in Keras.
 * @see Prechelt, Early Stopping - But When?, 1998
 */
export const earlyStopping: StoppingDefinition<"earlyStopping", EarlyStoppingParameters, EarlyStoppingState> =
  {
    id: "earlyStopping",
    summary: "Ends a training when a measure has not improved for some epochs.",
    parameters: {
      monitor: {
        kind: "enum",
        typeName: "StoppingMonitor",
        summary: "What must improve, measured on images that are not trained on.",
        values: ["loss", "accuracy"],
        default: "loss",
      },
      patience: {
        kind: "int",
        summary: "Epochs in a row without an improvement after which training ends.",
        minimum: 0,
        maximum: 10_000,
        default: 5,
      },
      minDelta: {
        kind: "float",
        summary: "Smallest change that counts as an improvement.",
        minimum: 0,
        default: 0,
      },
      mode: {
        kind: "enum",
        typeName: "StoppingMode",
        summary: "Which way is better; auto is less of a loss and more of an accuracy.",
        values: ["auto", "minimize", "maximize"],
        default: "auto",
      },
      restoreBest: {
        kind: "boolean",
        summary: "Whether the weights of the best epoch are kept instead of the last ones.",
        default: true,
      },
    },
    documentation: {
      formula:
        "stop after patience epochs in a row without value < best - minDelta (or value > best + minDelta)",
      advice:
        "Saves time and is the simplest regularisation, with a validation split: on the test images it would choose the epoch that suits them. Keras' EarlyStopping has a patience of 0 and keeps the last weights; here it is 5, and the best ones.",
      reference: "Prechelt, Early Stopping - But When?, 1998",
      example: { earlyStopping: { monitor: "loss", patience: 3 } },
    },
    initialState: { epoch: 0, best: null, bestEpoch: 0, waited: 0 },
    decide: (state, measures: EpochMeasures, parameters) => {
      const value = measures[parameters.monitor];
      const epoch = state.epoch + 1;
      if (isBetter(value, state.best, parameters)) {
        return { state: { epoch, best: value, bestEpoch: epoch, waited: 0 }, isBest: true, stop: false };
      }
      const waited = state.waited + 1;
      return {
        state: { ...state, epoch, waited },
        isBest: false,
        // the first epoch has nothing to improve on, so it ends nothing
        stop: waited >= parameters.patience && epoch > 1,
      };
    },
  };
