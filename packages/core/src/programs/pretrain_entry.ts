import type { ModelSpec } from "../spec/model_spec.ts";
import type { TrainSpec } from "../spec/train_spec.ts";
import { pretextState, tracePretext } from "./trace_pretext.ts";
import { beginStep, finishStep, type TrainEntry } from "./training_step.ts";

/**
 * Traces one step of a pretraining: as `trainEntry`, with the pretext task in place of head and labels.
 * Feeds: `images` uint8[views * batch, height, width, channels], `learningRate` float32[], and what the task asks for.
 * Fetches: as {@linkcode finishStep} says.
 * @throws {SpecError} If the pretext task does not go with the model or the batch size.
 */
export function pretrainEntry(model: ModelSpec, train: TrainSpec, batch: number): TrainEntry {
  const specs = { model, train };
  const begun = beginStep();
  const traced = tracePretext(begun.builder, specs, { batch, random: begun.random });
  return finishStep(begun, specs, { ...traced, batch, ownState: pretextState(model, train) });
}
