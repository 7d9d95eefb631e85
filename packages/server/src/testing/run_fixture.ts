import { type ModelSpecInput, syntheticDataset, type TrainSpecInput } from "@convzoo/core";
import type { Database } from "../postgres/database.ts";
import { createModel } from "../services/create_model.ts";
import { createVariant } from "../services/create_variant.ts";
import { registerDataset } from "../services/register_dataset.ts";
import { idxFiles } from "./idx_files.ts";
import { slowModel, tinyModel } from "./models.ts";

/** What a run needs. */
export interface RunFixture {
  readonly datasetId: string;
  /** Makes a variant that trains in a moment. */
  variant(train?: TrainSpecInput): Promise<string>;
  /** Makes a variant that takes some hundredths of a second an epoch. */
  slowVariant(epochs: number): Promise<string>;
  /** Makes a variant of any network for the images, 8x8 of 4 classes. */
  variantOf(spec: ModelSpecInput, train: TrainSpecInput): Promise<string>;
}

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
  const create = async (name: string, spec: unknown, train: TrainSpecInput): Promise<string> =>
    (await createVariant({ database }, { modelId, name, spec, train })).id;
  const quick = { epochs: 2, batchSize: 16, optimizer: { adam: { learningRate: 0.01 } } };
  return {
    datasetId,
    variant: (train = quick) => create("tiny", tinyModel, train),
    variantOf: (spec, train) => create("other", spec, train),
    slowVariant: (epochs) => create("slow", slowModel, { epochs, batchSize: 16 }),
  };
}
