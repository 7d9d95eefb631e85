import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test, vi } from "vitest";
import type { NewPrediction } from "../store/insert_predictions.ts";
import { createPredictionLog, type MadePrediction, type PredictionLogOptions } from "./prediction_log.ts";

const made: MadePrediction = {
  versionId: "v",
  aliasId: null,
  imageDigest: new Uint8Array(32),
  classes: [1],
  scores: [0.5],
  actor: "anonymous",
  milliseconds: 1,
};
const several = (count: number): MadePrediction[] => Array<MadePrediction>(count).fill(made);

/** A database that is there, away or stuck. */
function logInto(written: NewPrediction[], options: Partial<PredictionLogOptions> = {}) {
  const onError = vi.fn();
  const log = createPredictionLog({
    write: async (batch) => {
      written.push(...batch);
    },
    isTransient: ({ message }: Error) => message === "away",
    onError,
    pause: 5,
    backOff: 5,
    patience: 200,
    ...options,
  } as PredictionLogOptions);
  return { log, onError };
}

describe("createPredictionLog()", () => {
  test("writes what comes, in batches and in order, under the ids that it gave", async () => {
    const written: NewPrediction[] = [];
    const write = vi.fn(async (batch: readonly NewPrediction[]) => void written.push(...batch));
    const { log } = logInto(written, { write, batch: 4 });
    const ids = [...log.add(several(3)), ...log.add(several(6))];
    expect(write).not.toHaveBeenCalled();
    await vi.waitFor(() => expect(log.state).toEqual({ isOn: true, waiting: 0, stored: 9, dropped: 0 }));
    expect(written.map(({ id }) => id)).toEqual(ids);
    expect(write.mock.calls.map(([batch]) => batch.length)).toEqual([4, 4, 1]);
    log.add(several(1));
    await vi.waitFor(() => expect(log.state.stored).toBe(10));
    await log.close();
  });

  test("keeps what waits while the database is away, and drops what there is no room for", async () => {
    const written: NewPrediction[] = [];
    let isAway = true;
    const { log, onError } = logInto(written, {
      most: 5,
      write: async (batch) => {
        if (isAway) {
          throw new Error("away");
        }
        written.push(...batch);
      },
    });
    expect(log.add(several(4)).every((id) => id !== null)).toBe(true);
    expect(log.add(several(3)).map((id) => id === null)).toEqual([false, true, true]);
    await vi.waitFor(() => expect(onError.mock.calls.length).toBeGreaterThan(4));
    expect(log.state).toEqual({ isOn: true, waiting: 5, stored: 0, dropped: 2 });
    isAway = false;
    await vi.waitFor(() => expect(log.state.stored).toBe(5));
    expect(written).toHaveLength(5);
    await log.close();
  });

  test("gives a batch up that the database refuses, and goes on with the next", async () => {
    const written: NewPrediction[] = [];
    const { log, onError } = logInto(written, {
      batch: 2,
      write: async (batch) => {
        if (batch.some(({ actor }) => actor === "bad")) {
          throw new Error("refused");
        }
        written.push(...batch);
      },
    });
    log.add([made, { ...made, actor: "bad" }, made]);
    await vi.waitFor(() => expect(log.state).toEqual({ isOn: true, waiting: 0, stored: 1, dropped: 2 }));
    expect(onError.mock.calls.map(([, lost]) => lost)).toEqual([0, 0, 2]);
    await log.close();
  });

  test("writes all that waits before it closes, and takes nothing on afterwards", async () => {
    const written: NewPrediction[] = [];
    const { log } = logInto(written, { pause: 60_000 });
    log.add(several(1200));
    await log.close();
    expect(written).toHaveLength(1200);
    expect(log.add([made])).toEqual([null]);
    expect(log.state).toEqual({ isOn: true, waiting: 0, stored: 1200, dropped: 1 });
  });

  test("closes in time although the database does not answer, and says what is lost", async () => {
    const { log, onError } = logInto([], { write: () => new Promise(() => undefined), patience: 50 });
    log.add(several(7));
    await sleep(20);
    const started = performance.now();
    await log.close();
    expect(performance.now() - started).toBeLessThan(1000);
    expect(log.state).toEqual({ isOn: true, waiting: 0, stored: 0, dropped: 7 });
    expect(onError).toHaveBeenCalledExactlyOnceWith(expect.any(Error), 7);
  });
});
