import {
  contentDigest,
  datasetDigest,
  type Engine,
  type ModelSpec,
  parseModelSpec,
  parseTrainSpec,
  syntheticDataset,
  type TrainSpec,
  train,
  variantDigest,
  writeModelFile,
} from "@convzoo/core";

/** What every runtime must agree on, bit for bit. */
export interface SameBits {
  readonly steps: number;
  /** SHA-256 of the weights and their names, as 64 hex digits. */
  readonly sha256: string;
  readonly testLoss: number;
}

/** A small network with layers of every kind: dense and depthwise convolutions, norms, a residual, poolings, tanh, erf and exp. */
const model = parseModelSpec({
  input: { height: 16, width: 16, channels: 3 },
  classes: 4,
  layers: [
    { conv2d: { filters: 8, padding: "same", useBias: false } },
    { batchNorm: { momentum: 0.9 } },
    { activation: { function: "relu" } },
    { maxPool2d: {} },
    {
      residual: {
        layers: [
          { separableConv2d: { filters: 16, padding: "same", activation: "gelu" } },
          { squeezeExcitation: {} },
          { batchNorm: { momentum: 0.9 } },
        ],
        shortcut: [{ conv2d: { filters: 16, kernelSize: 1 } }],
        activation: "relu",
      },
    },
    { averagePool2d: {} },
    { conv2d: { filters: 16, activation: "tanh" } },
    { groupNorm: { groups: 4 } },
    { flatten: {} },
    { dense: { units: 24, activation: "swish" } },
    { dropout: { rate: 0.25 } },
    { dense: { units: 4, activation: "softmax" } },
  ],
});

/** 4 epochs of 50 steps, with host arithmetic of every kind: a schedule, images that turn, change their colours and are mixed. */
const spec = parseTrainSpec({
  epochs: 4,
  batchSize: 16,
  optimizer: { adam: { learningRate: 0.003 } },
  schedule: {
    linearWarmup: { epochs: 0.4, schedule: { cosineRestarts: { epochs: 1.2, growth: 1.5, peak: 0.9 } } },
  },
  gradients: [{ ema: { decay: 0.95 } }, { clipByGlobalNorm: { norm: 3 } }, { weightDecay: {} }],
  regularizer: { l1l2: { l1: 1e-6, l2: 1e-5 } },
  constraint: { maxNorm: { limit: 3 } },
  augmentations: [{ rotate: {} }, { hue: {} }, { noise: {} }, { randAugment: {} }, { mixup: {} }],
});

/** What is trained, complete. */
export const SAME_BITS_VARIANT: { readonly model: ModelSpec; readonly train: TrainSpec } = {
  model,
  train: spec,
};

const SEED = 7;

/** SHA-256 of weights: names in order, lengths, bytes. */
function weightsDigest(weights: Readonly<Record<string, ArrayBufferView>>): Promise<string> {
  const parts = Object.entries(weights)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([name, { buffer, byteOffset, byteLength }]) => [
      ...new TextEncoder().encode(`${name}:${byteLength};`),
      ...new Uint8Array(buffer, byteOffset, byteLength),
    ]);
  return contentDigest(Uint8Array.from(parts));
}

/**
 * Trains 200 steps with batch norm, dropout, augmentation, Adam and EMA: a function of nothing but the code.
 * @returns What runtimes compare, and the trained model as a file.
 */
export async function trainSameBits(engine: Engine): Promise<{ digest: SameBits; file: Uint8Array }> {
  const dataset = syntheticDataset({ seed: 3, height: 16, width: 16, channels: 3, train: 800, test: 64 });
  const training = train({ model, train: spec, dataset, seed: SEED, engine, testing: "atEnd" });
  let steps = 0;
  let next = await training.next();
  while (!next.done) {
    steps += next.value.type === "batch" ? 1 : 0;
    next = await training.next();
  }
  if (next.value.outcome !== "finished") {
    throw new Error(
      `Cannot compare runtimes as the training must finish: current outcome is ${next.value.code}`,
    );
  }
  const { weights, test } = next.value;
  const file = writeModelFile({
    model,
    train: spec,
    classes: dataset.classes,
    metrics: { testLoss: test.loss },
    weights,
    lineage: {
      datasetDigest: await datasetDigest(dataset),
      variantDigest: await variantDigest(model, spec),
      seed: SEED,
      mode: engine.mode,
      engine: engine.id,
      engineVersion: "test",
    },
  });
  return { digest: { steps, sha256: await weightsDigest(weights), testLoss: test.loss }, file };
}
