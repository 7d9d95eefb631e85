import { fileURLToPath } from "node:url";
import {
  createWasmEngine,
  datasetDigest,
  type ImageDataset,
  type ModelSpec,
  type ParentModel,
  parseTrainSpec,
  pixelStatistics,
  referenceCnn,
  train,
  variantDigest,
} from "@convzoo/core";
import { findFashionMnist, readFashionMnist } from "../fashion_mnist.ts";
import type { BenchOptions } from "../options.ts";
import { type BenchReport, benchReport } from "../report.ts";
import { range } from "../statistics.ts";
import { ARMS, type Arm } from "./arms.ts";
import { Figures, type RowKey } from "./figures.ts";
import { fineTuning } from "./fine_tuning.ts";
import { formatPage } from "./format_page.ts";
import { labelSubset } from "./label_subset.ts";
import {
  formatLabelEfficiency,
  type LabelEfficiencyFile,
  readLabelEfficiency,
  writeWhole,
} from "./measurement_file.ts";
import { pretrain } from "./pretrain.ts";

/** Parts of the labels, from few to all. */
const FRACTIONS = [0.01, 0.05, 0.1, 1];

/** Where the figures and their page lie; those of the full dataset have no page. */
function pathsOf(isFull: boolean): { readonly figures: string; readonly page: string | null } {
  const at = (path: string): string => fileURLToPath(new URL(`../../docs/${path}`, import.meta.url));
  return isFull
    ? { figures: at("measurements/label_efficiency_full.json"), page: null }
    : { figures: at("measurements/label_efficiency.json"), page: at("label_efficiency.md") };
}

async function keysOf(model: ModelSpec, dataset: ImageDataset, arms: readonly Arm[]): Promise<RowKey[]> {
  const digest = (spec: object): Promise<string> => variantDigest(model, parseTrainSpec(spec));
  const keys: RowKey[] = [];
  for (const fraction of FRACTIONS) {
    const labels = labelSubset(dataset, fraction, 0).train.count;
    for (const { id, pretraining } of arms) {
      const first = pretraining === null ? null : await digest(pretraining);
      const variants = [first, await digest(fineTuning(labels, null))] as const;
      keys.push({ arm: id, fraction, labels, variants });
    }
  }
  return keys;
}

/** Learns the classes from labelled images. @returns The accuracy on the test images, which are looked at once, at the end. */
async function fineTune(
  model: ModelSpec,
  dataset: ImageDataset,
  { seed, parent }: { readonly seed: number; readonly parent: ParentModel | null },
): Promise<number> {
  const training = train({
    model,
    train: parseTrainSpec(fineTuning(dataset.train.count, parent)),
    dataset,
    seed,
    engine: createWasmEngine(),
    testing: "atEnd",
    checkpoints: false,
    ...(parent && { parent }),
  });
  for await (const event of training) {
    if (event.type === "failed") {
      throw new Error(event.message);
    }
    if (event.type === "finished") {
      return event.testAccuracy;
    }
  }
  throw new Error(`Cannot tell an accuracy as the training with seed ${seed} must finish: it just ended`);
}

/**
 * Pretrains encoders without labels, has them learn the classes from few labels and from all, and tells what that is worth against a network
 * that begins as the seed has it. What is measured already is not measured again; the file is written after each pretraining.
 */
export async function benchLabelEfficiency(
  options: BenchOptions,
  log: (line: string) => void,
): Promise<BenchReport> {
  const { seeds, full, ids } = options;
  const dataset = await readFashionMnist(findFashionMnist({ data: options.data, sample: !full }));
  const paths = pathsOf(full);
  const digest = await datasetDigest(dataset);
  const model = referenceCnn({ preprocess: pixelStatistics(dataset.train, dataset.channels) });
  const known = await readLabelEfficiency(paths.figures, digest);
  const figures = new Figures(known?.rows ?? []);
  const keys = await keysOf(model, dataset, ARMS);
  const fileOf = (): LabelEfficiencyFile => ({
    datasetDigest: digest,
    dataset: dataset.name,
    images: dataset.train.count,
    testImages: dataset.test.count,
    rows: figures.rows(keys),
  });
  log(`${dataset.train.count} images without labels, ${dataset.test.count} test images`);
  for (const seed of seeds) {
    for (const { id, pretraining } of ARMS.filter((arm) => ids.length === 0 || ids.includes(arm.id))) {
      const missing = keys.filter((key) => key.arm === id && !figures.has(key, seed));
      if (missing.length === 0) {
        continue;
      }
      log(`  ${id}, seed ${seed}`);
      const parent = pretraining === null ? null : await pretrain(model, pretraining, { dataset, seed, log });
      for (const key of missing) {
        const part = labelSubset(dataset, key.fraction, seed);
        const accuracy = await fineTune(model, part, { seed, parent });
        figures.set(key, seed, accuracy);
        log(`  ${id}, seed ${seed}, ${part.train.count} labels: ${accuracy.toFixed(4)}`);
      }
      const file = fileOf();
      await writeWhole(paths.figures, formatLabelEfficiency(file));
      if (paths.page !== null) {
        await writeWhole(paths.page, formatPage(file));
      }
    }
  }
  return benchReport(
    "label-efficiency",
    fileOf().rows.map(({ arm, labels, mean, accuracies }) => ({
      id: `label_efficiency/${arm}/${labels}/${dataset.name}`,
      ours: mean,
      theirs: null,
      ratio: null,
      unit: "test accuracy",
      rounds: accuracies.length,
      spread: { ours: range(accuracies), theirs: null },
      threads: { ours: 1, theirs: null },
    })),
  );
}
