import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import type { Verdict } from "@convzoo/core";
import { meanInterval } from "@convzoo/core";
import type { AblationRow, MeasurementFile } from "../../bench/ablation/measurement_file.ts";
import { formatSpec } from "./format_spec.ts";
import { markdownTable } from "./markdown_table.ts";

/** Rows that the ablation bench has measured, and entries that it cannot measure. */
export type Measurements = Pick<MeasurementFile, "rows" | "unmeasured">;

/** Reads what is there of some files of measurements; an entry is unmeasured only if no file has a row of it. */
export async function readMeasurements(paths: readonly URL[]): Promise<Measurements> {
  const files = await Promise.all(
    paths.filter(existsSync).map(async (path) => JSON.parse(await readFile(path, "utf8")) as MeasurementFile),
  );
  return {
    rows: files.flatMap(({ rows }) => rows),
    unmeasured: files.flatMap(({ unmeasured }) => unmeasured),
  };
}

const VERDICTS: Readonly<Record<Verdict, string>> = {
  better: "better",
  worse: "worse",
  notDistinguishable: "not distinguishable",
};

/** `+0.0123`. */
function signed(value: number): string {
  return `${value < 0 ? "" : "+"}${value.toFixed(4)}`;
}

/** `0.8612 (0.8571 to 0.8653)`. */
function accuracy(values: readonly number[]): string {
  const { mean, interval } = meanInterval(values);
  const reach = interval === null ? "" : ` (${interval.lower.toFixed(4)} to ${interval.upper.toFixed(4)})`;
  return `${mean.toFixed(4)}${reach}`;
}

/** `+0.0123 (+0.0100 to +0.0146): better`. */
export function effect({
  mean,
  interval,
  verdict,
}: Pick<AblationRow, "mean" | "interval" | "verdict">): string {
  const reach = interval === null ? "" : ` (${signed(interval[0])} to ${signed(interval[1])})`;
  return `${signed(mean)}${reach}: ${VERDICTS[verdict]}`;
}

function rowText(row: AblationRow): string {
  const { dataset, epochs, seeds, spec } = row;
  const table = markdownTable(
    ["training", "test accuracy, mean and 95 % interval", "difference"],
    [
      ["without", accuracy(row.baselineAccuracies), ""],
      [`with \`${formatSpec(spec).replaceAll(/\s+/g, " ")}\``, accuracy(row.accuracies), effect(row)],
    ],
  );
  return `On ${dataset}, ${epochs} epochs, ${seeds.length} seeds, each against the same seed without it:\n\n${table}`;
}

/** What the ablation bench says of an entry. */
export function measuredText(
  { kind, id }: { readonly kind: string; readonly id: string },
  { rows, unmeasured }: Measurements,
): string {
  const own = rows.filter((row) => row.kind === kind && row.id === id);
  if (own.length > 0) {
    return own.map(rowText).join("\n\n");
  }
  const reason = unmeasured.find((one) => one.kind === kind && one.id === id)?.reason;
  return reason === undefined ? "Not measured." : `Not measured: ${reason}`;
}
