import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { syntheticDataset } from "@convzoo/core";
import type { TrainTask } from "../jobs/train_message.ts";
import { idxFiles } from "./idx_files.ts";
import { tinyModel } from "./models.ts";

/** A task that trains in a moment, and its files. */
export interface TrainTaskFixture {
  readonly task: TrainTask;
  /** Removes the files. */
  remove(): Promise<void>;
}

/** Writes a synthetic dataset into a directory of its own, with a task to train the tiny model on it for two epochs. */
export async function createTrainTask(): Promise<TrainTaskFixture> {
  const directory = await mkdtemp(join(tmpdir(), "convzoo-train-"));
  const data = syntheticDataset({ height: 8, width: 8, train: 64, test: 16 });
  const paths: Record<string, string> = {};
  for (const [name, bytes] of Object.entries(idxFiles(data))) {
    paths[name] = join(directory, name);
    await writeFile(paths[name], bytes);
  }
  const task: TrainTask = {
    modelSpec: tinyModel,
    trainSpec: { epochs: 2, batchSize: 16 },
    dataset: {
      name: "synthetic",
      classes: data.classes,
      digest: "d".repeat(64),
      files: paths as unknown as TrainTask["dataset"]["files"],
    },
    variantDigest: "e".repeat(64),
    seed: 3,
    mode: "portable",
    engineVersion: "1.2.3",
    checkpointInterval: 0,
    keepsCheckpoints: false,
  };
  return { task, remove: () => rm(directory, { recursive: true, force: true }) };
}
