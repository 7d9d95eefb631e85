import type { Program } from "../graph/program.ts";
import type { ModelSpec } from "../spec/model_spec.ts";
import type { TrainSpec } from "../spec/train_spec.ts";
import { type BatchSizes, trainingProgram } from "./training_program.ts";

/** As {@linkcode trainingProgram}. */
export function pretrainingProgram(model: ModelSpec, train: TrainSpec, sizes: BatchSizes): Program {
  return trainingProgram(model, train, sizes);
}
