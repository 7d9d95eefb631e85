import { describe, expect, test } from "vitest";
import { ashaDecision, ashaRungs } from "./asha.ts";
import { sweepUniform } from "./sweep_uniform.ts";

const rule = { reductionFactor: 3, monitor: "validationAccuracy" } as const;

describe("ashaRungs()", () => {
  test("ashaRungs() multiplies by the reduction factor, and ends before the last epoch", () => {
    expect(ashaRungs({ minEpochs: 1, reductionFactor: 3 }, 27)).toEqual([1, 3, 9]);
    expect(ashaRungs({ minEpochs: 2, reductionFactor: 2 }, 17)).toEqual([2, 4, 8, 16]);
    expect(ashaRungs({ minEpochs: 5, reductionFactor: 2 }, 5)).toEqual([]);
  });
});

describe("ashaDecision()", () => {
  test("ashaDecision() keeps the best third of those that have come, and tells the cut", () => {
    const others = [0.1, 0.2, 0.3, 0.4, 0.5];
    expect(ashaDecision(0.45, others, rule)).toEqual({ isKept: true, cut: 0.45, count: 6 });
    expect(ashaDecision(0.39, others, rule)).toEqual({ isKept: false, cut: 0.4, count: 6 });
    expect(ashaDecision(0.4, [0.5, 0.3], rule)).toEqual({ isKept: false, cut: 0.5, count: 3 });
  });

  test("ashaDecision() takes less of a loss as better", () => {
    const loss = { reductionFactor: 2, monitor: "validationLoss" } as const;
    expect(ashaDecision(1.5, [1, 2, 3], loss)).toMatchObject({ isKept: true, cut: 1.5 });
    expect(ashaDecision(2.5, [1, 2, 3], loss)).toMatchObject({ isKept: false, cut: 2 });
  });

  test("ashaDecision() waits for nobody: the first goes on, and whoever equals the last that does", () => {
    expect(ashaDecision(0, [], rule)).toEqual({ isKept: true, cut: 0, count: 1 });
    expect(ashaDecision(0.5, [0.5, 0.5], rule).isKept).toBe(true);
    // What came later and is better does not take back what was decided.
    expect(ashaDecision(0.6, [0.5], rule).isKept).toBe(true);
    expect(ashaDecision(0.55, [0.5, 0.6], rule).isKept).toBe(false);
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])(
    "ashaDecision() takes %s as worse than anything, whichever way is better",
    (broken) => {
      for (const monitor of ["validationAccuracy", "validationLoss"] as const) {
        const broad = { reductionFactor: 2, monitor };
        expect(ashaDecision(broken, [0.1], broad)).toEqual({ isKept: false, cut: 0.1, count: 2 });
        expect(ashaDecision(broken, [], broad)).toEqual({ isKept: false, cut: null, count: 1 });
        // They count as trials that came as far, and take no place among the best.
        expect(ashaDecision(0.4, [broken, 0.4, broken], broad)).toEqual({ isKept: true, cut: 0.4, count: 4 });
        expect(ashaDecision(0.4, [broken, broken, broken], broad)).toEqual({
          ...{ isKept: true, cut: null, count: 4 },
        });
      }
    },
  );

  test("ashaDecision() lets about a third of many pass in random order, and the best among them", () => {
    const shown: number[] = [];
    let kept = 0;
    for (let number = 0; number < 600; number++) {
      const [value] = sweepUniform({ seed: 1, number, dimension: 0, draw: 0 });
      const { isKept } = ashaDecision(value, shown, rule);
      kept += Number(isKept);
      expect(isKept || value < Math.max(...shown)).toBe(true);
      shown.push(value);
    }
    expect(kept).toBeGreaterThan(150);
    expect(kept).toBeLessThan(250);
  });
});

describe("asha", () => {
  test("asha finds one of the best of 81 trials for less than a fifth of their epochs, several at a time", () => {
    const [epochs, rule] = [81, { minEpochs: 3, reductionFactor: 3, monitor: "validationAccuracy" as const }];
    const rungs = ashaRungs(rule, epochs);
    const [slots, results]: [{ number: number; epoch: number }[], { number: number; quality: number }[]] = [
      [],
      [],
    ];
    const quality = (number: number): number => sweepUniform({ seed: 3, number, dimension: 0, draw: 0 })[0];
    // A curve rises to what the trial is worth, and is noisy on its way.
    const curve = (number: number, epoch: number): number => {
      const [noise] = sweepUniform({ seed: 4, number, dimension: 0, draw: epoch });
      return quality(number) * (1 - 1 / (1 + epoch)) + 0.1 * (noise - 0.5);
    };
    const shown = new Map<number, number[]>(rungs.map((rung) => [rung, []]));
    let [begun, spent] = [0, 0];
    while (begun < 81 || slots.length > 0) {
      while (slots.length < 8 && begun < 81) {
        slots.push({ number: begun, epoch: 0 });
        begun += 1;
      }
      for (const slot of [...slots]) {
        slot.epoch += 1;
        spent += 1;
        const others = shown.get(slot.epoch);
        const value = curve(slot.number, slot.epoch);
        const isKept = others === undefined || ashaDecision(value, others, rule).isKept;
        others?.push(value);
        if (slot.epoch === epochs) {
          results.push({ number: slot.number, quality: quality(slot.number) });
        }
        if (!isKept || slot.epoch === epochs) {
          slots.splice(slots.indexOf(slot), 1);
        }
      }
    }
    expect(spent).toBeLessThan((81 * epochs) / 5);
    const best = Math.max(...results.map((each) => each.quality));
    const better = Array.from({ length: 81 }, (_, number) => quality(number)).filter((each) => each > best);
    expect(better.length).toBeLessThan(4);
  });
});
