import { readFile } from "node:fs/promises";
import { type ImageDataset, parseIdxDataset } from "@convzoo/core";
import type { TrainTask } from "./train_message.ts";

/** Reads a dataset from its files on this machine. */
export async function readDatasetFiles({
  name,
  classes,
  files,
}: Pick<TrainTask["dataset"], "name" | "classes" | "files">): Promise<ImageDataset> {
  const read = await Promise.all(
    Object.entries(files).map(async ([file, path]) => [file, await readFile(path as string)] as const),
  );
  const bytes = Object.fromEntries(read) as unknown as Record<keyof typeof files, Uint8Array>;
  return await parseIdxDataset({ name, classes, ...bytes });
}
