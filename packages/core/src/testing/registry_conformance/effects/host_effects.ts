import type { MetricDefinition, MetricValue } from "../../../analysis/metrics/metric_definition.ts";
import { METRICS, type MetricId } from "../../../analysis/metrics/registry.ts";
import { philoxBits } from "../../../graph/philox.ts";
import { type AugmentedBatch, augment } from "../../../techniques/augmentations/augment.ts";
import type { AugmentationSpec } from "../../../techniques/augmentations/registry.ts";
import { learningRateOf } from "../../../techniques/optimizers/build_optimizer.ts";
import { buildSchedule } from "../../../techniques/schedules/build_schedule.ts";
import { STOPPINGS, type StoppingId } from "../../../techniques/stopping/registry.ts";
import type { StoppingDefinition } from "../../../techniques/stopping/stopping_definition.ts";
import { type CataloguedEntry, exampleOf } from "../catalogued_entry.ts";
import { variantOf } from "../check_example.ts";
import { demand } from "../demand.ts";
import { readInPlace } from "../entry_place.ts";
import { trainVariant } from "../train_variant.ts";

/** A schedule gives a rate that is finite and not negative for each step of a long training, and the training runs at those rates. */
export async function checkScheduleEffect(entry: CataloguedEntry): Promise<void> {
  const variant = variantOf(entry);
  const { schedule, optimizer } = variant.train;
  const rate = learningRateOf(optimizer);
  const long = buildSchedule(schedule, { rate, stepsPerEpoch: 10, steps: 200 });
  let memory = Object.freeze(long.memory);
  for (let step = 0; step < 200; step++) {
    const at = long.rateAt(step, memory);
    demand(
      Number.isFinite(at) && at >= 0 && at <= rate,
      `the rate of step ${step} must be from 0 to ${rate}`,
      at,
    );
    if (step % 10 === 9) {
      memory = Object.freeze(long.afterEpoch(memory, 1));
    }
  }
  const { rates } = await trainVariant(variant, 1);
  const stepsPerEpoch = rates.length / variant.train.epochs;
  const short = buildSchedule(schedule, { rate, stepsPerEpoch, steps: rates.length });
  const expected = rates.map((_rate, step) => Math.fround(short.rateAt(step, short.memory)));
  demand(
    rates.every((one, step) => one === expected[step]),
    `the rates must be ${expected}`,
    rates,
  );
}

/** A rule that ends trainings ends one that never improves, goes on while each epoch is better, and counts NaN as no improvement. */
export function checkStoppingEffect(entry: CataloguedEntry): void {
  const definition = STOPPINGS[entry.id as StoppingId] as unknown as StoppingDefinition<
    string,
    unknown,
    unknown
  >;
  const parameters = readInPlace(entry, exampleOf(entry)).complete[entry.id];
  const epochsUntilStop = (measure: (epoch: number) => number): number => {
    let state = definition.initialState;
    for (let epoch = 1; epoch <= 1000; epoch++) {
      const value = measure(epoch);
      const decision = definition.decide(state, { loss: 1 - value, accuracy: value }, parameters);
      if (decision.stop) {
        return epoch;
      }
      state = JSON.parse(JSON.stringify(decision.state));
    }
    return 1001;
  };
  const [flat, rising, undefinedOnes] = [() => 0.5, (epoch: number) => epoch / 1000, () => Number.NaN].map(
    epochsUntilStop,
  );
  demand(flat! < 1000, "it must end a training that never improves", flat);
  demand(rising === 1001, "it must not end a training that improves", rising);
  demand(undefinedOnes! < 1000, "it must end a training whose measures are no numbers", undefinedOnes);
}

const SIZE = { height: 12, width: 11, channels: 3 };
const COUNT = 16;

function augmented(spec: AugmentationSpec, seed: number): AugmentedBatch {
  const length = SIZE.height * SIZE.width * SIZE.channels * COUNT;
  const set = {
    images: Uint8Array.from(philoxBits({ seed: 9, stream: 0, step: 0 }, length), (word) => word >>> 24),
    labels: Int32Array.from({ length: COUNT }, (_unused, index) => index % 4),
    count: COUNT,
  };
  const indices = Uint32Array.from({ length: COUNT }, (_unused, index) => index);
  return augment({ ...set, images: set.images.slice() }, [spec], {
    seed,
    epoch: 1,
    indices,
    size: SIZE,
    set,
  });
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((value, index) => value === b[index]);
}

/** An augmentation changes some images, not their number or size; the same seed makes the same bytes, another others. */
export function checkAugmentationEffect(entry: CataloguedEntry): void {
  const spec = readInPlace(entry, exampleOf(entry)).complete as unknown as AugmentationSpec;
  const [one, again, other] = [augmented(spec, 1), augmented(spec, 1), augmented(spec, 2)];
  const plain = philoxBits({ seed: 9, stream: 0, step: 0 }, one.images.length).map((word) => word >>> 24);
  demand(
    one.images.length === SIZE.height * SIZE.width * SIZE.channels * COUNT,
    "images must keep their size",
    one.images.length,
  );
  demand(
    one.images.some((value, index) => value !== plain[index]),
    "it must change some image",
  );
  demand(sameBytes(one.images, again.images), "the same seed must make the same images");
  demand(!sameBytes(one.images, other.images), "another seed must make other images");
}

/** A metric tells a perfect classifier from one that guesses, and does not care for the order of the examples. */
export function checkMetricEffect(entry: CataloguedEntry): void {
  const definition = METRICS[entry.id as MetricId] as unknown as MetricDefinition<string, unknown>;
  const parameters = readInPlace(entry, exampleOf(entry)).complete[entry.id];
  const [classes, count] = [4, 24];
  const labels = Int32Array.from({ length: count }, (_unused, index) => index % classes);
  const words = philoxBits({ seed: 4, stream: 0, step: 0 }, classes * count);
  /** Rows of probabilities: what was drawn, and more at the label. */
  const rows = (atLabel: number): number[][] =>
    Array.from(labels, (label, example) => {
      const raw = Array.from(
        { length: classes },
        (_unused, one) => (words[example * classes + one]! >>> 16) / 65536 + (one === label ? atLabel : 0),
      );
      const total = raw.reduce((sum, value) => sum + value, 0);
      return raw.map((value) => value / total);
    });
  const measure = (scores: number[][], order: readonly number[]): MetricValue =>
    definition.measure(
      { scores: order.flatMap((at) => scores[at]!), labels: order.map((at) => labels[at]!), classes },
      parameters,
    );
  const order = [...labels.keys()];
  const [guessing, perfect] = [measure(rows(0), order), measure(rows(100), order)];
  demand(
    JSON.stringify(guessing) !== JSON.stringify(perfect),
    "it must tell a perfect classifier from one that guesses",
    guessing,
  );
  const backwards = measure(rows(0), order.toReversed());
  const far = [guessing]
    .flat(2)
    .some((value, at) => Math.abs(Number(value) - Number([backwards].flat(2)[at])) > 1e-12);
  demand(!far, `the order of examples must not matter: ${JSON.stringify(guessing)}`, backwards);
}
