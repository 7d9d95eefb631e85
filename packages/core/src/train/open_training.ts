import { ArtifactError } from "../errors/artifact_error.ts";
import { initializeState } from "../programs/initialize_state.ts";
import { checkpointIdentity } from "./checkpoint.ts";
import { classificationTask } from "./classification_task.ts";
import { pretrainingTask } from "./pretraining_task.ts";
import type { TrainOptions } from "./train.ts";
import { Training } from "./training.ts";
import { trainingSets } from "./training_sets.ts";

/** Sizes of the batches that cover `count` items: whole ones, and the rest. */
function batchSizes(count: number, batchSize: number): number[] {
  const rest = count % batchSize;
  return [...(count >= batchSize ? [batchSize] : []), ...(rest > 0 ? [rest] : [])];
}

/**
 * Compiles a training and writes its first state: that of the seed, or that of the checkpoint to go on from.
 * @throws As {@linkcode train} does.
 */
export async function openTraining(options: TrainOptions): Promise<Training> {
  const {
    model,
    train: spec,
    dataset,
    seed = 0,
    engine,
    initialWeights,
    resume,
    checkpoints = true,
  } = options;
  const sets = trainingSets(dataset, spec.validation);
  const task =
    spec.pretraining === null
      ? classificationTask(model, spec, { dataset, train: sets.train })
      : pretrainingTask(model, spec, spec.pretraining);
  const identity =
    checkpoints || resume !== undefined
      ? await checkpointIdentity({ model, train: spec, dataset, seed, engine, initialWeights })
      : "";
  if (resume !== undefined && resume.identity !== identity) {
    const rule = "it must be of a training of the same specs, data, seed and engine";
    const problem = { file: "the checkpoint", code: "CHECKPOINT_MISMATCH", path: "identity", rule } as const;
    throw new ArtifactError({ ...problem, received: resume.identity });
  }
  const start = performance.now();
  const evaluated = [sets.validation, sets.test].flatMap((set) =>
    set === null ? [] : batchSizes(set.count, task.evaluationBatch),
  );
  const program = task.program({
    train: batchSizes(sets.train.count, spec.batchSize),
    evaluate: [...new Set(evaluated)],
  });
  const executable = await engine.compile(program);
  try {
    const compileSeconds = (performance.now() - start) / 1000;
    await executable.writeState(resume?.state ?? { ...initializeState(program, seed), ...initialWeights });
    return new Training({ options, sets, task, program, executable, identity, compileSeconds });
  } catch (error) {
    executable.dispose();
    throw error;
  }
}
