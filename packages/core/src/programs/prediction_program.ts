import type { Entry, Program } from "../graph/program.ts";
import type { ModelSpec } from "../spec/model_spec.ts";
import { predictEntry } from "./predict_entry.ts";
import { modelState } from "./trace_model.ts";

/** Name of the prediction for a batch size. */
export function predictEntryName(batch: number): string {
  return `predict:${batch}`;
}

/** One program with a prediction for each batch size, over the weights of a model. */
export function predictionProgram(model: ModelSpec, batches: readonly number[]): Program {
  const entries: Record<string, Entry> = {};
  for (const batch of batches) {
    entries[predictEntryName(batch)] = predictEntry(model, batch);
  }
  return { name: "prediction", state: modelState(model), entries };
}
