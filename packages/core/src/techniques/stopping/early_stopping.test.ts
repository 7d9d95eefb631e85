import { describe, expect, test } from "vitest";
import { parseParameters } from "../../parameters/parse_parameters.ts";
import { type EarlyStoppingParameters, earlyStopping } from "./early_stopping.ts";
import { STOPPINGS, stoppingRegistry } from "./registry.ts";

/** Epoch after which it stops (0: never) and the best epoch, for a sequence of the monitored value. */
function follow(
  values: readonly number[],
  given: Partial<EarlyStoppingParameters> = {},
): { stopped: number; bestEpoch: number; bests: number[] } {
  const parameters = parseParameters<EarlyStoppingParameters>(given, earlyStopping.parameters, {
    action: "Cannot build it",
    path: "earlyStopping",
  });
  let state = earlyStopping.initialState;
  const bests: number[] = [];
  for (const [index, value] of values.entries()) {
    const measures = { loss: 0, accuracy: 0, [parameters.monitor]: value };
    const decision = earlyStopping.decide(state, measures, parameters);
    // a checkpoint holds the state as JSON
    state = JSON.parse(JSON.stringify(decision.state)) as typeof state;
    if (decision.isBest) {
      bests.push(index + 1);
    }
    if (decision.stop) {
      return { stopped: index + 1, bestEpoch: state.bestEpoch, bests };
    }
  }
  return { stopped: 0, bestEpoch: state.bestEpoch, bests };
}

describe("earlyStopping", () => {
  test("earlyStopping ends after patience epochs in a row without an improvement", () => {
    // better at 1, 2 and 4; 5, 6 and 7 are not
    expect(follow([5, 4, 4.5, 3, 3.5, 3, 3.2, 1], { patience: 3 })).toEqual({
      stopped: 7,
      bestEpoch: 4,
      bests: [1, 2, 4],
    });
    expect(follow([5, 4, 4.5, 3, 3.5, 3, 3.2, 1], { patience: 4 })).toMatchObject({
      stopped: 0,
      bestEpoch: 8,
    });
  });

  test("earlyStopping goes on while things improve", () => {
    expect(follow([5, 4, 3, 2, 1], { patience: 0 })).toMatchObject({ stopped: 0, bestEpoch: 5 });
  });

  test("earlyStopping with patience 0 or 1 ends at the first epoch that is no better", () => {
    expect(follow([5, 5], { patience: 0 }).stopped).toBe(2);
    expect(follow([5, 5], { patience: 1 }).stopped).toBe(2);
  });

  test("earlyStopping counts only changes above minDelta", () => {
    const values = [1, 0.95, 0.89, 0.88];
    expect(follow(values, { patience: 2, minDelta: 0.1 })).toMatchObject({ stopped: 0, bestEpoch: 3 });
    expect(follow(values, { patience: 2, minDelta: 0.2 })).toMatchObject({ stopped: 3, bestEpoch: 1 });
  });

  test("earlyStopping takes more of an accuracy and less of a loss as better, unless told otherwise", () => {
    expect(follow([0.5, 0.6, 0.7], { monitor: "accuracy", patience: 1 })).toMatchObject({ bestEpoch: 3 });
    expect(follow([0.5, 0.6, 0.7], { monitor: "loss", patience: 1 })).toMatchObject({
      stopped: 2,
      bestEpoch: 1,
    });
    expect(follow([0.5, 0.6], { monitor: "loss", mode: "maximize", patience: 1 })).toMatchObject({
      bestEpoch: 2,
    });
    expect(follow([0.5, 0.6], { monitor: "accuracy", mode: "minimize", patience: 1 })).toMatchObject({
      stopped: 2,
    });
  });

  test("earlyStopping never takes NaN as an improvement", () => {
    expect(follow([Number.NaN, 2, Number.NaN, Number.NaN], { patience: 2 })).toEqual({
      stopped: 4,
      bestEpoch: 2,
      bests: [2],
    });
    expect(follow([Number.NaN, Number.NaN], { patience: 1 })).toEqual({
      stopped: 2,
      bestEpoch: 0,
      bests: [],
    });
  });

  test("earlyStopping is registered with a whole documentation", () => {
    expect(Object.keys(STOPPINGS)).toEqual(stoppingRegistry.map(({ id }) => id));
    const { summary, documentation } = earlyStopping;
    for (const sentence of [summary, documentation.advice]) {
      expect(sentence).toMatch(/^[A-Z].*\.$/);
    }
  });
});
