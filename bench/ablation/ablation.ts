import { fileURLToPath } from "node:url";
import {
  ablationEffects,
  type CatalogueEntry,
  catalogue,
  datasetDigest,
  type ImageDataset,
  type Interval,
  meanInterval,
  parseModelSpec,
  parseTrainSpec,
  variantDigest,
} from "@convzoo/core";
import { findFashionMnist, readFashionMnist } from "../fashion_mnist.ts";
import type { BenchOptions } from "../options.ts";
import type { Recipe } from "../recipe.ts";
import { type BenchReport, type BenchRow, benchReport } from "../report.ts";
import { TRAINING_THREADS, trainRecipe } from "../train_recipe.ts";
import { readBaseline } from "./baseline.ts";
import { MeasuredAccuracies } from "./measured_accuracies.ts";
import {
  type AblationRow,
  type BaselineRow,
  type MeasurementFile,
  readMeasurements,
  type UnmeasuredEntry,
  writeMeasurements,
} from "./measurement_file.ts";
import { planTrial } from "./plan_trial.ts";
import type { Trial } from "./trial.ts";

/** Where the measurements lie. */
function pathOf(isFull: boolean): string {
  const name = isFull ? "ablation_full.json" : "ablation.json";
  return fileURLToPath(new URL(`../../docs/measurements/${name}`, import.meta.url));
}

function pair(interval: Interval | null): readonly [number, number] | null {
  return interval === null ? null : [interval.lower, interval.upper];
}

function digestOf({ model, train }: Recipe): Promise<string> {
  return variantDigest(parseModelSpec(model), parseTrainSpec(train));
}

/** Measures techniques on one dataset and keeps the file. */
class Ablation {
  readonly #dataset: ImageDataset;
  readonly #seeds: readonly number[];
  readonly #log: (line: string) => void;
  readonly #path: string;
  readonly #known: MeasuredAccuracies;
  #file: MeasurementFile;

  constructor(
    dataset: ImageDataset,
    options: {
      readonly seeds: readonly number[];
      readonly log: (line: string) => void;
      readonly path: string;
      readonly file: MeasurementFile;
    },
  ) {
    this.#dataset = dataset;
    this.#seeds = options.seeds;
    this.#log = options.log;
    this.#path = options.path;
    this.#file = options.file;
    this.#known = new MeasuredAccuracies(options.file);
  }

  get file(): MeasurementFile {
    return this.#file;
  }

  async measureBaseline(recipe: Recipe): Promise<void> {
    const variant = await digestOf(recipe);
    const accuracies = await this.#accuracies("baseline", recipe, {
      variant,
      older: this.#file.baseline?.variant,
    });
    const { mean, interval } = meanInterval(accuracies);
    const row: BaselineRow = {
      variant,
      dataset: this.#dataset.name,
      epochs: recipe.train.epochs!,
      seeds: this.#seeds,
      accuracies,
      mean,
      interval: pair(interval),
    };
    await this.#write({ ...this.#file, baseline: row });
  }

  async measure({ kind, id }: CatalogueEntry, trial: Trial): Promise<void> {
    const name = `${kind} ${id}`;
    const [variant, baselineVariant] = [await digestOf(trial.with), await digestOf(trial.without)];
    const before = this.#file.rows.find((row) => row.kind === kind && row.id === id);
    if (variant === baselineVariant) {
      await this.report({ kind, id, reason: "the reference CNN has it already, with these values" });
      return;
    }
    const without = await this.#accuracies(`${name}, left out`, trial.without, {
      variant: baselineVariant,
      older: before?.baselineVariant,
    });
    const accuracies = await this.#accuracies(name, trial.with, { variant, older: before?.variant });
    const bySeed = (values: readonly number[]): Map<number, number> =>
      new Map(this.#seeds.map((seed, index) => [seed, values[index]!]));
    const [effect] = ablationEffects({
      kind: "addOneIn",
      base: bySeed(without),
      trials: { [id]: bySeed(accuracies) },
    });
    const { mean, interval, verdict } = effect!;
    const row: AblationRow = {
      kind,
      id,
      spec: trial.spec,
      variant,
      baselineVariant,
      seeds: this.#seeds,
      accuracies,
      baselineAccuracies: without,
      mean,
      interval: pair(interval),
      verdict,
      dataset: this.#dataset.name,
      epochs: parseTrainSpec(trial.with.train).epochs,
    };
    this.#log(`${name}: ${describeRow(row)}`);
    await this.#replace({ kind, id }, { rows: [row], unmeasured: [] });
  }

  /** Notes an entry that has no row. */
  async report(entry: UnmeasuredEntry): Promise<void> {
    this.#log(`${entry.kind} ${entry.id}: no rule, ${entry.reason}`);
    await this.#replace(entry, { rows: [], unmeasured: [entry] });
  }

  /** Puts an entry's row, or why it has none, in the place of what the file says of it, in the catalogue's order. */
  async #replace(
    { kind, id }: Pick<CatalogueEntry, "id"> & { readonly kind: string },
    { rows, unmeasured }: Pick<MeasurementFile, "rows" | "unmeasured">,
  ): Promise<void> {
    const order = catalogue().map((entry) => `${entry.kind} ${entry.id}`);
    const place = (one: UnmeasuredEntry | AblationRow): number => order.indexOf(`${one.kind} ${one.id}`);
    const others = <T extends UnmeasuredEntry | AblationRow>(list: readonly T[], fresh: readonly T[]): T[] =>
      [...list.filter((one) => !(one.kind === kind && one.id === id)), ...fresh].sort(
        (a, b) => place(a) - place(b),
      );
    await this.#write({
      ...this.#file,
      rows: others(this.#file.rows, rows),
      unmeasured: others(this.#file.unmeasured, unmeasured),
    });
  }

  async #accuracies(
    name: string,
    recipe: Recipe,
    { variant, older }: { readonly variant: string; readonly older: string | undefined },
  ): Promise<number[]> {
    return await this.#known.take(variant, this.#seeds, {
      older,
      measure: async (seed) => {
        const { testAccuracy, seconds } = await trainRecipe(recipe, { dataset: this.#dataset, seed });
        this.#log(`  ${name}, seed ${seed}: ${testAccuracy.toFixed(4)} (${seconds.toFixed(0)} s)`);
        return testAccuracy;
      },
    });
  }

  async #write(file: MeasurementFile): Promise<void> {
    this.#file = file;
    await writeMeasurements(this.#path, file);
  }
}

function describeRow({ mean, interval, verdict }: AblationRow): string {
  const sign = (value: number): string => `${value < 0 ? "" : "+"}${value.toFixed(4)}`;
  const reach = interval === null ? "" : ` (${sign(interval[0])} to ${sign(interval[1])})`;
  const words = { better: "better", worse: "worse", notDistinguishable: "not distinguishable" };
  return `${sign(mean)}${reach}: ${words[verdict]}`;
}

/**
 * Adds each technique of the catalogue to the reference CNN and tells what it does to the test accuracy, against the same seeds without it.
 * What is measured already is not measured again; the file is written after each technique.
 */
export async function benchAblation(
  options: BenchOptions,
  log: (line: string) => void,
): Promise<BenchReport> {
  const { kinds, ids, seeds, full, limitMinutes } = options;
  const dataset = await readFashionMnist(findFashionMnist({ data: options.data, sample: !full }));
  const path = pathOf(full);
  const file = await readMeasurements(path, await datasetDigest(dataset));
  const ablation = new Ablation(dataset, { seeds, log, path, file });
  const plain = await readBaseline(dataset);
  const end = performance.now() + limitMinutes * 60_000;
  const entries = catalogue().filter(
    ({ kind, id }) => (kinds.length === 0 || kinds.includes(kind)) && (ids.length === 0 || ids.includes(id)),
  );
  if (entries.length === 0) {
    throw new RangeError(
      `Cannot measure techniques as --kind and --id must name some of the catalogue: current values are ${[...kinds, ...ids].join(", ")}`,
    );
  }
  await ablation.measureBaseline(plain);
  for (const [index, entry] of entries.entries()) {
    if (performance.now() > end) {
      log(`The time is over; ${entries.length - index} techniques are left for another run`);
      break;
    }
    const trial = planTrial(entry, plain);
    const { kind, id } = entry;
    if ("reason" in trial) {
      await ablation.report({ kind, id, reason: trial.reason });
      continue;
    }
    try {
      await ablation.measure(entry, trial);
    } catch (error) {
      await ablation.report({ kind, id, reason: error instanceof Error ? error.message : String(error) });
    }
  }
  return benchReport("ablation", ablation.file.rows.map(reportRow));
}

/** A technique's row for the report of all benches: accuracy with it as ours, without it as theirs. */
function reportRow({ kind, id, dataset, accuracies, baselineAccuracies, seeds }: AblationRow): BenchRow {
  const [ours, theirs] = [meanInterval(accuracies).mean, meanInterval(baselineAccuracies).mean];
  return {
    id: `ablation/${kind}/${id}/${dataset}`,
    ours,
    theirs,
    ratio: ours / theirs,
    unit: "test accuracy",
    rounds: seeds.length,
    spread: {
      ours: [Math.min(...accuracies), Math.max(...accuracies)],
      theirs: [Math.min(...baselineAccuracies), Math.max(...baselineAccuracies)],
    },
    threads: { ours: TRAINING_THREADS, theirs: TRAINING_THREADS },
  };
}
