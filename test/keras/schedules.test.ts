import { describe, expect, test } from "vitest";
import { parseTrainSpec } from "../../packages/core/src/spec/parse_train_spec.ts";
import { buildSchedule } from "../../packages/core/src/techniques/schedules/build_schedule.ts";
import { expectNear } from "./expect_near.ts";
import { readFixture } from "./fixture.ts";

interface ScheduleCase {
  readonly schedule: object;
  readonly stepsPerEpoch: number;
  readonly steps: number;
  readonly points: readonly number[];
  readonly rates: readonly number[];
}

const { index } = await readFixture<{
  readonly rate: number;
  readonly cases: readonly ScheduleCase[];
  readonly losses: readonly number[];
  readonly plateaus: readonly { readonly schedule: object; readonly rates: readonly number[] }[];
}>("schedules");

// Keras computes rates in float32: of the highest rate, ours and its are the same to its last digits
const RATES = { absolute: 3e-6 * index.rate };

describe("buildSchedule()", () => {
  test.each(index.cases.map((one) => [JSON.stringify(one.schedule), one] as const))(
    "gives the rates of Keras at 20 points: %s",
    (_title, { schedule, stepsPerEpoch, steps, points, rates }) => {
      const spec = parseTrainSpec({ schedule }).schedule;
      const { rateAt, memory } = buildSchedule(spec, { rate: index.rate, stepsPerEpoch, steps });
      const actual = points.map((step) => rateAt(step, memory));
      expect(points).toHaveLength(20);
      expectNear("rates", { actual, expected: rates }, RATES);
    },
  );

  test.each(index.plateaus.map((one) => [JSON.stringify(one.schedule), one] as const))(
    "follows the losses of 20 epochs as Keras does: %s",
    (_title, { schedule, rates }) => {
      const spec = parseTrainSpec({ schedule, validation: { given: {} } }).schedule;
      const built = buildSchedule(spec, { rate: index.rate, stepsPerEpoch: 1, steps: 20 });
      let { memory } = built;
      const actual = index.losses.map((loss) => {
        memory = built.afterEpoch(memory, loss);
        return built.rateAt(0, memory);
      });
      expect(new Set(rates).size).toBeGreaterThan(1);
      expectNear("rates", { actual, expected: rates }, RATES);
    },
  );
});
