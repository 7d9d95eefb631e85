import { existsSync } from "node:fs";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { Verdict } from "@convzoo/core";

/** Test accuracies of one variant, seed by seed. */
export interface MeasuredVariant {
  /** Digest of the variant in full; a spec that gets new parameters gets another. */
  readonly variant: string;
  readonly seeds: readonly number[];
  readonly accuracies: readonly number[];
}

/** The reference CNN alone. */
export interface BaselineRow extends MeasuredVariant {
  readonly dataset: string;
  readonly epochs: number;
  readonly mean: number;
  /** 95 % interval of the mean; null for one seed. */
  readonly interval: readonly [lower: number, upper: number] | null;
}

/** What one technique does to the reference CNN. */
export interface AblationRow extends MeasuredVariant {
  readonly kind: string;
  readonly id: string;
  /** The technique as it was added. */
  readonly spec: object;
  /** The variant without the technique; not always the reference CNN. */
  readonly baselineVariant: string;
  readonly baselineAccuracies: readonly number[];
  /** Mean of the differences, with minus without the technique. */
  readonly mean: number;
  /** 95 % interval of that mean; null for one seed. */
  readonly interval: readonly [lower: number, upper: number] | null;
  readonly verdict: Verdict;
  readonly dataset: string;
  readonly epochs: number;
}

/** An entry of the catalogue that has no row, and why. */
export interface UnmeasuredEntry {
  readonly kind: string;
  readonly id: string;
  readonly reason: string;
}

/** All that the ablation bench has measured on one dataset. */
export interface MeasurementFile {
  readonly datasetDigest: string;
  readonly baseline: BaselineRow | null;
  readonly rows: readonly AblationRow[];
  readonly unmeasured: readonly UnmeasuredEntry[];
}

/** What is measured so far; nothing if there is no file, or one of other data. */
export async function readMeasurements(path: string, datasetDigest: string): Promise<MeasurementFile> {
  const nothing: MeasurementFile = { datasetDigest, baseline: null, rows: [], unmeasured: [] };
  if (!existsSync(path)) {
    return nothing;
  }
  const file = JSON.parse(await readFile(path, "utf8")) as MeasurementFile;
  return file.datasetDigest === datasetDigest ? file : nothing;
}

function lines(list: readonly object[]): string {
  return list.length === 0 ? "[]" : `[\n${list.map((one) => `    ${JSON.stringify(one)}`).join(",\n")}\n  ]`;
}

/** The file's text: one row a line, so that a difference shows what was measured anew. */
export function formatMeasurements({ datasetDigest, baseline, rows, unmeasured }: MeasurementFile): string {
  const members = [
    `"datasetDigest": ${JSON.stringify(datasetDigest)}`,
    `"baseline": ${JSON.stringify(baseline)}`,
    `"rows": ${lines(rows)}`,
    `"unmeasured": ${lines(unmeasured)}`,
  ];
  return `{\n  ${members.join(",\n  ")}\n}\n`;
}

/** Writes the file as a whole or not at all: a bench may be ended at any moment. */
export async function writeMeasurements(path: string, file: MeasurementFile): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(`${path}.part`, formatMeasurements(file));
  await rename(`${path}.part`, path);
}
