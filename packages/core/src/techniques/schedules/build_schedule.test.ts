import { describe, expect, it } from "vitest";
import { parseEntry } from "../../parameters/parse_parameters.ts";
import { buildSchedule } from "./build_schedule.ts";
import { SCHEDULES, type ScheduleId, type ScheduleSpec, type ScheduleSpecInput } from "./registry.ts";
import type { ScheduleContext } from "./schedule_definition.ts";

const CONTEXT: ScheduleContext = { rate: 0.1, stepsPerEpoch: 10, steps: 100 };

function complete(schedule: ScheduleSpecInput): ScheduleSpec {
  const [id, parameters] = Object.entries(schedule)[0]!;
  const location = { action: `Cannot build schedule "${id}"`, path: id };
  return { [id]: parseEntry(parameters, SCHEDULES[id as ScheduleId], location) } as unknown as ScheduleSpec;
}

function rates(schedule: ScheduleSpecInput, steps: readonly number[]): number[] {
  const { rateAt, memory } = buildSchedule(complete(schedule), CONTEXT);
  return steps.map((step) => Number(rateAt(step, memory).toPrecision(9)));
}

/** Rates at some steps of a training of 10 epochs of 10 steps with rate 0.1, by hand. */
const BY_HAND: { readonly [TId in ScheduleId]: readonly [ScheduleSpecInput, Record<number, number>][] } = {
  constant: [[{ constant: {} }, { 0: 0.1, 99: 0.1 }]],
  step: [[{ step: { every: 3, factor: 0.5 } }, { 0: 0.1, 29: 0.1, 30: 0.05, 60: 0.025, 99: 0.0125 }]],
  piecewise: [
    [{ piecewise: { boundaries: [2, 5.5], factors: [1, 0.3, 2] } }, { 19: 0.1, 20: 0.03, 54: 0.03, 55: 0.2 }],
  ],
  exponential: [[{ exponential: { every: 1, factor: 0.25 } }, { 0: 0.1, 5: 0.05, 10: 0.025, 20: 0.00625 }]],
  polynomial: [
    [{ polynomial: {} }, { 0: 0.1, 25: 0.075, 100: 0 }],
    [{ polynomial: { epochs: 4, power: 2, floor: 0.2 } }, { 0: 0.1, 20: 0.04, 40: 0.02, 90: 0.02 }],
  ],
  cosine: [
    [{ cosine: {} }, { 0: 0.1, 50: 0.05, 100: 0, 200: 0 }],
    [{ cosine: { epochs: 6, floor: 0.1 } }, { 0: 0.1, 20: 0.0775, 40: 0.0325, 60: 0.01, 61: 0.01 }],
  ],
  cosineRestarts: [
    // periods of 10, 20 and 40 steps
    [{ cosineRestarts: {} }, { 0: 0.1, 5: 0.05, 10: 0.1, 20: 0.05, 30: 0.1, 50: 0.05 }],
    [{ cosineRestarts: { growth: 1, peak: 0.5 } }, { 10: 0.05, 15: 0.025, 20: 0.025, 90: 0.1 / 512 }],
  ],
  oneCycle: [[{ oneCycle: {} }, { 0: 0.004, 14.5: 0.052, 29: 0.1, 64: 0.0500002, 99: 4e-7, 150: 4e-7 }]],
  reduceOnPlateau: [[{ reduceOnPlateau: {} }, { 0: 0.1, 99: 0.1 }]],
  linearWarmup: [
    [{ linearWarmup: {} }, { 0: 0, 5: 0.05, 10: 0.1, 99: 0.1 }],
    // what is left of the training is 80 steps, the middle of which is step 60
    [
      { linearWarmup: { epochs: 2, start: 0.5, schedule: { cosine: {} } } },
      { 0: 0.05, 10: 0.075, 20: 0.1, 60: 0.05, 100: 0 },
    ],
  ],
};

const IDS = Object.keys(SCHEDULES) as ScheduleId[];

describe.each(IDS)("schedule %s", (id) => {
  const definition = SCHEDULES[id];

  it("is registered under its own id, with words for itself and each parameter", () => {
    expect(definition.id).toBe(id);
    const { formula, advice, reference } = definition.documentation;
    const parameters = Object.values<{ readonly summary: string }>(definition.parameters);
    for (const sentence of [definition.summary, advice, ...parameters.map(({ summary }) => summary)]) {
      expect(sentence).toMatch(/^[A-Z0-9].*[.]$/);
    }
    expect(formula).toMatch(/rate/);
    expect(reference).toMatch(/\d{4}/);
  });

  it.each(BY_HAND[id].map((row) => [JSON.stringify(row[0]), ...row] as const))(
    "has the rates worked out by hand: %s",
    (_title, schedule, expected) => {
      const steps = Object.keys(expected).map(Number);
      const wanted = Object.values(expected).map((rate) => Number(rate.toPrecision(9)));
      const actual = rates(schedule, steps);
      for (const [i, rate] of wanted.entries()) {
        expect(actual[i], `step ${steps[i]}`).toBeCloseTo(rate, 12);
      }
    },
  );

  it("reads its own complete parameters back unchanged", () => {
    for (const [schedule] of BY_HAND[id]) {
      const spec = complete(schedule);
      expect(complete(JSON.parse(JSON.stringify(spec)))).toEqual(spec);
    }
  });

  it("gives a finite rate of at least 0 at every step, whatever the length", () => {
    for (const context of [
      CONTEXT,
      { rate: 1, stepsPerEpoch: 1, steps: 1 },
      { rate: 1, stepsPerEpoch: 7, steps: 14 },
    ]) {
      const { rateAt, memory } = buildSchedule(complete(BY_HAND[id][0]![0]), context);
      for (let step = 0; step <= 2 * context.steps; step++) {
        const rate = rateAt(step, memory);
        expect(Number.isFinite(rate) && rate >= 0 && rate <= 2 * context.rate, `step ${step}: ${rate}`).toBe(
          true,
        );
      }
    }
  });
});

describe("piecewise", () => {
  it.each([
    [
      { boundaries: [2, 2], factors: [1, 2, 3] },
      /piecewise\.boundaries|boundaries must rise: current value is \[2,2\]$/,
    ],
    [
      { boundaries: [2], factors: [1, 2, 3] },
      /factors must have one entry more than boundaries: current value is \[1,2,3\]$/,
    ],
    [
      { boundaries: [], factors: [1, 2] },
      /boundaries must be a list of 1 to 256 finite numbers of at least 0/,
    ],
    [{ boundaries: [1] }, /factors must be given/],
  ])("refuses %j", (piecewise, message) => {
    expect(() => complete({ piecewise } as unknown as ScheduleSpecInput)).toThrow(message);
  });
});

describe("reduceOnPlateau", () => {
  it("lowers the rate after patience epochs, waits, and stops at the floor", () => {
    const schedule = buildSchedule(
      complete({
        linearWarmup: {
          schedule: {
            reduceOnPlateau: { factor: 0.5, patience: 2, cooldown: 1, floor: 0.3, minimumDelta: 0.1 },
          },
        },
      }),
      CONTEXT,
    );
    let { memory } = schedule;
    const seen = [1, 0.95, 0.9, 0.8, 0.79, 0.78, 0.77, 0.76, 0.75].map((loss) => {
      // through text, as a checkpoint would
      memory = JSON.parse(JSON.stringify(schedule.afterEpoch(memory, loss)));
      return schedule.rateAt(50, memory);
    });
    // best 1; 0.95 and 0.9 are not better by more than 0.1: half. 0.8 is: best. 0.79, 0.78: at the floor. No lower after that
    expect(seen).toEqual([0.1, 0.1, 0.05, 0.05, 0.05, 0.03, 0.03, 0.03, 0.03]);
  });
});
