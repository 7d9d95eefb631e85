import { ArtifactError } from "../errors/artifact_error.ts";
import type { NamedTensors } from "../graph/program.ts";
import { checkpointIdentity } from "./checkpoint.ts";
import { checkFork, forkedState } from "./fork_training.ts";
import { PhasedExecutable } from "./phased_executable.ts";
import { taskOf } from "./task_of.ts";
import type { TrainOptions } from "./train.ts";
import { Training } from "./training.ts";
import { trainingSets } from "./training_sets.ts";
import { transferWeights } from "./transfer_weights.ts";

/** Sizes of the batches that cover `count` items: whole ones, and the rest. */
function batchSizes(count: number, batchSize: number): number[] {
  const rest = count % batchSize;
  return [...(count >= batchSize ? [batchSize] : []), ...(rest > 0 ? [rest] : [])];
}

/** The weights that a train spec takes over from a version. */
function startWeights({ model, train: { start }, parent }: TrainOptions): NamedTensors {
  const expected = start?.version.digest;
  if (parent?.digest !== expected) {
    throw new ArtifactError({
      file: "the version to start from",
      code: "START_MISMATCH",
      path: "digest",
      rule: `its digest must be ${expected ?? "left out"}, as in start of the train spec`,
      received: parent?.digest,
    });
  }
  return start === null || parent === undefined ? {} : transferWeights(model, parent, start.version.layers);
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
    resumeOf,
    checkpoints = true,
    checkpointWhen,
  } = options;
  const sets = trainingSets(dataset, spec.validation);
  const task = taskOf(model, spec, { dataset, train: sets.train });
  const firstWeights = { ...startWeights(options), ...initialWeights };
  const identity =
    checkpoints || checkpointWhen !== undefined || resume !== undefined
      ? await checkpointIdentity({ model, train: spec, dataset, seed, engine, initialWeights: firstWeights })
      : "";
  const forked = resume !== undefined && resumeOf !== undefined;
  const expected = forked
    ? await checkpointIdentity({ ...resumeOf, dataset, seed, engine, initialWeights: firstWeights })
    : identity;
  if (resume !== undefined && resume.identity !== expected) {
    const rule = "it must be of a training of the same specs, data, seed and engine";
    const problem = { file: "the checkpoint", code: "CHECKPOINT_MISMATCH", path: "identity", rule } as const;
    throw new ArtifactError({ ...problem, received: resume.identity });
  }
  if (forked) {
    checkFork(resumeOf, { model, train: spec }, resume.memory.epoch);
  }
  const started = performance.now();
  const evaluated = [sets.validation, sets.test].flatMap((set) =>
    set === null ? [] : batchSizes(set.count, task.evaluationBatch),
  );
  const sizes = {
    train: batchSizes(sets.train.count, spec.batchSize),
    evaluate: [...new Set(evaluated)],
  };
  // A checkpoint between two epochs has the state of the one before
  const { epoch: done, within } = resume?.memory ?? { epoch: 0, within: null };
  const epoch = within === null ? Math.max(1, done) : done + 1;
  const host = await PhasedExecutable.open(
    { model, task, sizes, seed, engine },
    epoch,
    forked
      ? (program) => forkedState(resume, program, { from: resumeOf.train, to: spec })
      : (resume?.state ?? firstWeights),
  );
  const compileSeconds = (performance.now() - started) / 1000;
  return new Training({ options, sets, task, host, identity, compileSeconds });
}
