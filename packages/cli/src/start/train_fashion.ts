import type { Client, Dataset, Model, ModelSpec, Run, Variant, Version } from "@convzoo/client";
import { isClientError } from "@convzoo/client";
import { referenceTraining, type TrainSpec } from "@convzoo/core";
import { openUpload } from "../open_upload.ts";
import { type FashionFiles, fashionClasses } from "./fashion_files.ts";
import { fashionModel } from "./fashion_model.ts";
import type { Screen } from "./screen.ts";
import { createTrainingProgress } from "./training_progress.ts";

/** How to train. */
export interface TrainFashionOptions {
  readonly files: FashionFiles;
  readonly epochs: number;
  readonly screen: Screen;
  readonly signal: AbortSignal;
}

/** A trained version, and the run that made it. */
export interface TrainedFashion {
  readonly run: Run;
  readonly version: Version;
}

const modelName = "fashion";

/**
 * Sees to it that the zoo has a trained version of the reference CNN: what is there already is used, what is missing is
 * made. Everything goes through the client.
 * @throws {Error} If the run fails.
 */
export async function trainFashion(zoo: Client, options: TrainFashionOptions): Promise<TrainedFashion> {
  const { files, epochs, screen, signal } = options;
  const dataset = await registerDataset(zoo, files, signal);
  screen.say(
    `Dataset "${dataset.name}": ${count(dataset.trainCount)} training and ${count(dataset.testCount)} test images`,
  );
  const model = await ensureModel(zoo, signal);
  const spec = await fashionModel(files);
  const training = referenceTraining({ images: dataset.trainCount, epochs });
  const variant = await createVariant(zoo, model, { spec, train: training, signal });
  screen.say(`Variant "${variant.name}": ${count(variant.parameterCount)} weights`);
  const found = await findVersion(zoo, { model, variant, dataset, signal });
  if (found !== undefined) {
    const run = await zoo.runs.get(found.run.id, { signal });
    screen.say(`Using the version that was trained on ${found.createdAt.slice(0, 10)}`);
    return { run: run!, version: found };
  }
  const run = await train(zoo, { variant, dataset, screen, signal });
  const version = await zoo.versions.get(run.version!.id, { signal });
  return { run, version: version! };
}

/** Gives the dataset with these very files, uploading them if need be: the server knows equal ones by their digest. */
async function registerDataset(zoo: Client, files: FashionFiles, signal: AbortSignal): Promise<Dataset> {
  return await zoo.datasets.register(
    {
      name: files.name,
      classes: fashionClasses,
      trainImages: await openUpload(files.trainImages),
      trainLabels: await openUpload(files.trainLabels),
      testImages: await openUpload(files.testImages),
      testLabels: await openUpload(files.testLabels),
    },
    { signal },
  );
}

async function ensureModel(zoo: Client, signal: AbortSignal): Promise<Model> {
  const found = await zoo.models.get(modelName, { signal });
  if (found !== null) {
    return found;
  }
  try {
    const description = "What garment a picture shows";
    return await zoo.models.create({ name: modelName, description }, { signal });
  } catch (error) {
    // Another program may have made it in this very moment.
    const model =
      isClientError(error) && error.code === "CONFLICT" ? await zoo.models.get(modelName, { signal }) : null;
    if (model === null) {
      throw error;
    }
    return model;
  }
}

async function createVariant(
  zoo: Client,
  model: Model,
  options: { readonly spec: ModelSpec; readonly train: TrainSpec; readonly signal: AbortSignal },
): Promise<Variant> {
  const { spec, train: training, signal } = options;
  const { epochs } = training;
  const name = `reference_cnn, ${epochs} ${epochs === 1 ? "epoch" : "epochs"}`;
  return await zoo.variants.create({ modelId: model.id, name, spec, train: training }, { signal });
}

async function findVersion(
  zoo: Client,
  wanted: {
    readonly model: Model;
    readonly variant: Variant;
    readonly dataset: Dataset;
    readonly signal: AbortSignal;
  },
): Promise<Version | undefined> {
  const { model, variant, dataset, signal } = wanted;
  let newest: Version | undefined;
  for await (const version of zoo.versions.list({ modelId: model.id, signal })) {
    const fits = version.variant.id === variant.id && version.dataset.id === dataset.id;
    if (fits && (newest === undefined || version.createdAt > newest.createdAt)) {
      newest = version;
    }
  }
  return newest;
}

async function train(
  zoo: Client,
  options: {
    readonly variant: Variant;
    readonly dataset: Dataset;
    readonly screen: Screen;
    readonly signal: AbortSignal;
  },
): Promise<Run> {
  const { variant, dataset, screen, signal } = options;
  const unfinished = await findUnfinishedRun(zoo, { variant, dataset, signal });
  screen.say(unfinished === undefined ? "Training" : "Training: going on with the run that was interrupted");
  const run =
    unfinished ?? (await zoo.runs.start({ variantId: variant.id, datasetId: dataset.id }, { signal }));
  const progress = createTrainingProgress(screen, run);
  for await (const event of zoo.runs.watch(run.id, { signal })) {
    progress.show(event);
  }
  const ended = await zoo.runs.get(run.id, { signal });
  if (ended?.state !== "SUCCEEDED") {
    const reason = ended?.failure?.message ?? `its state is ${ended?.state}`;
    throw new Error(`Cannot use the run as it must succeed: ${reason}`);
  }
  return ended;
}

/** A start that was stopped in the middle of a training leaves its run in the queue. */
async function findUnfinishedRun(
  zoo: Client,
  wanted: { readonly variant: Variant; readonly dataset: Dataset; readonly signal: AbortSignal },
): Promise<Run | undefined> {
  const { variant, dataset, signal } = wanted;
  for await (const run of zoo.runs.list({ variantId: variant.id, signal })) {
    if (run.dataset.id === dataset.id && (run.state === "QUEUED" || run.state === "RUNNING")) {
      return run;
    }
  }
  return undefined;
}

function count(value: number): string {
  return value.toLocaleString("en-US");
}
