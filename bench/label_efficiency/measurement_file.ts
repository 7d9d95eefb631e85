import { existsSync } from "node:fs";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { Verdict } from "@convzoo/core";

/** What pretraining changes, over the seeds. */
export interface Difference {
  readonly mean: number;
  /** 95 % interval of the mean; null for one seed. */
  readonly interval: readonly [lower: number, upper: number] | null;
  readonly verdict: Verdict;
}

/** Test accuracies after learning from a part of the labels. */
export interface LabelEfficiencyRow {
  /** `scratch`, or the id of the pretraining. */
  readonly arm: string;
  readonly fraction: number;
  /** Number of labelled images. */
  readonly labels: number;
  /** Digests of the pretraining's variant and of the fine-tuning's, without its start; the former is null for `scratch`. */
  readonly variants: readonly [pretraining: string | null, fineTuning: string];
  readonly seeds: readonly number[];
  readonly accuracies: readonly number[];
  readonly mean: number;
  /** 95 % interval of the mean; null for one seed. */
  readonly interval: readonly [lower: number, upper: number] | null;
  /** Against `scratch` with the same seeds and the same labelled images; null for `scratch` itself. */
  readonly difference: Difference | null;
}

/** All that the bench has measured on one dataset. */
export interface LabelEfficiencyFile {
  readonly datasetDigest: string;
  readonly dataset: string;
  /** Images that pretrainings see, without their labels. */
  readonly images: number;
  readonly testImages: number;
  readonly rows: readonly LabelEfficiencyRow[];
}

/** What is measured so far; null if there is no file, or one of other data. */
export async function readLabelEfficiency(
  path: string,
  datasetDigest: string,
): Promise<LabelEfficiencyFile | null> {
  if (!existsSync(path)) {
    return null;
  }
  const file = JSON.parse(await readFile(path, "utf8")) as LabelEfficiencyFile;
  return file.datasetDigest === datasetDigest ? file : null;
}

/** The file's text: one row a line, so that a difference shows what was measured anew. */
export function formatLabelEfficiency({ rows, ...rest }: LabelEfficiencyFile): string {
  const members = Object.entries(rest).map(([name, value]) => `  "${name}": ${JSON.stringify(value)},`);
  const lines = rows.map((row) => `    ${JSON.stringify(row)}`).join(",\n");
  return `{\n${members.join("\n")}\n  "rows": [\n${lines}\n  ]\n}\n`;
}

/** Writes a file as a whole or not at all: a bench may be ended at any moment. */
export async function writeWhole(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(`${path}.part`, text);
  await rename(`${path}.part`, path);
}
