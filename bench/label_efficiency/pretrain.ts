import {
  contentDigest,
  createWasmEngine,
  datasetDigest,
  type ImageDataset,
  type ModelSpec,
  type ParentModel,
  parseTrainSpec,
  type TrainSpecInput,
  train,
  variantDigest,
  writeModelFile,
} from "@convzoo/core";

/**
 * Pretrains an encoder on all training images, without their labels.
 * @returns The version that a run of the zoo would publish, for others to start from.
 * @throws {Error} If the training does not come to its end.
 */
export async function pretrain(
  model: ModelSpec,
  spec: TrainSpecInput,
  options: {
    readonly dataset: ImageDataset;
    readonly seed: number;
    readonly log: (line: string) => void;
  },
): Promise<ParentModel> {
  const { dataset, seed, log } = options;
  const parsed = parseTrainSpec(spec);
  const engine = createWasmEngine();
  const training = train({
    model,
    train: parsed,
    dataset,
    seed,
    engine,
    testing: "atEnd",
    checkpoints: false,
  });
  for (;;) {
    const { done, value } = await training.next();
    if (!done) {
      if (value.type === "epoch") {
        const { epoch, loss, accuracy, imagesPerSecond } = value;
        log(
          `    epoch ${epoch}: loss ${loss.toFixed(4)}, hits ${accuracy.toFixed(4)}, ${imagesPerSecond.toFixed(0)} images/s`,
        );
      }
      continue;
    }
    if (value.outcome !== "finished") {
      throw new Error(`Cannot start from a pretraining as it must finish: it ${value.outcome}`);
    }
    const { weights, test } = value;
    const file = writeModelFile({
      model,
      train: parsed,
      classes: dataset.classes,
      metrics: { pretextLoss: test.loss, pretextAccuracy: test.accuracy },
      lineage: {
        datasetDigest: await datasetDigest(dataset),
        variantDigest: await variantDigest(model, parsed),
        seed,
        mode: "portable",
        engine: engine.id,
        engineVersion: "bench",
      },
      weights,
    });
    return { digest: await contentDigest(file), model, weights };
  }
}
