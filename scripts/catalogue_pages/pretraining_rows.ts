import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import type { AblationRow } from "../../bench/ablation/measurement_file.ts";
import { ARMS } from "../../bench/label_efficiency/arms.ts";
import { fineTuning } from "../../bench/label_efficiency/fine_tuning.ts";
import type { LabelEfficiencyFile } from "../../bench/label_efficiency/measurement_file.ts";

/**
 * What the label efficiency bench says of pretrainings, as rows of an ablation: with all labels first, which is what the index shows, then from
 * few labels to many.
 */
export function pretrainingRows({ dataset, rows }: LabelEfficiencyFile): readonly AblationRow[] {
  const measured = rows.flatMap((row): { readonly fraction: number; readonly row: AblationRow }[] => {
    const { arm, fraction, labels, variants, seeds, accuracies, difference } = row;
    const base = rows.find((one) => one.arm === "scratch" && one.fraction === fraction);
    const spec = ARMS.find(({ id }) => id === arm)?.pretraining?.pretraining;
    if (difference === null || base === undefined || spec === undefined || spec === null) {
      return [];
    }
    const part = fraction === 1 ? "all its labels" : `${labels} of its labels`;
    return [
      {
        fraction,
        row: {
          ...{ kind: "pretraining", id: arm, spec, variant: variants[1], baselineVariant: base.variants[1] },
          ...{ seeds, accuracies, baselineAccuracies: base.accuracies, ...difference },
          dataset: `${dataset} with ${part}`,
          epochs: fineTuning(labels, null).epochs!,
        },
      },
    ];
  });
  const rank = (fraction: number): number => (fraction === 1 ? 0 : fraction);
  return measured.sort((a, b) => rank(a.fraction) - rank(b.fraction)).map(({ row }) => row);
}

/** Those of a file, if it is there. */
export async function readPretrainingRows(path: URL): Promise<readonly AblationRow[]> {
  return existsSync(path)
    ? pretrainingRows(JSON.parse(await readFile(path, "utf8")) as LabelEfficiencyFile)
    : [];
}
