import { type ModelSpecInput, syntheticDataset, type TrainSpecInput } from "@convzoo/core";
import type { Database } from "../postgres/database.ts";
import { createModel } from "../services/create_model.ts";
import { createVariant } from "../services/create_variant.ts";
import { registerDataset } from "../services/register_dataset.ts";
import { idxFiles } from "./idx_files.ts";

/** What a run needs. */
export interface RunFixture {
  readonly datasetId: string;
  /** Makes a variant whose training takes a fraction of a second an epoch. */
  variant(train?: TrainSpecInput): Promise<string>;
}

/** A network for the 8x8 images of {@linkcode createRunFixture}. */
const tinyModel: ModelSpecInput = {
  input: { height: 8, width: 8, channels: 1 },
  preprocess: { scale: 1 / 255 },
  layers: [
    { conv2d: { filters: 4, kernelSize: [3, 3], activation: "relu" } },
    { maxPool2d: {} },
    { flatten: {} },
    { dense: { units: 4, activation: "softmax" } },
  ],
  classes: 4,
};

/** Registers a synthetic dataset and a model. */
export async function createRunFixture(database: Database): Promise<RunFixture> {
  const data = syntheticDataset({ height: 8, width: 8, train: 64, test: 16 });
  const files = Object.entries(idxFiles(data)).map(([name, bytes]) => [name, new Blob([bytes])]);
  const { id: datasetId } = await registerDataset(
    { database },
    {
      ...(Object.fromEntries(files) as Record<keyof ReturnType<typeof idxFiles>, Blob>),
      name: "synthetic",
      classes: data.classes,
    },
  );
  const { id: modelId } = await createModel({ database }, { name: "tiny", description: "" });
  return {
    datasetId,
    async variant(train = { epochs: 2, batchSize: 16, optimizer: { adam: { learningRate: 0.01 } } }) {
      const variant = await createVariant({ database }, { modelId, name: "tiny", spec: tinyModel, train });
      return variant.id;
    },
  };
}
