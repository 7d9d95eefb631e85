import { describe, expect, test } from "vitest";
import { createEventScribe } from "./create_event_scribe.ts";
import type { ToldEvent } from "./train_message.ts";

const started: ToldEvent = {
  type: "started",
  epochs: 4,
  stepsPerEpoch: 25,
  parameters: 10,
  engine: "wasm",
  mode: "portable",
  compileSeconds: 1,
  resumedEpoch: 0,
  resumedStep: 0,
};

function epoch(number: number, isBest: boolean): Extract<ToldEvent, { type: "epoch" }> {
  return {
    type: "epoch",
    epoch: number,
    loss: 1,
    accuracy: 0.5,
    validationLoss: 0.75,
    validationAccuracy: 0.625,
    testLoss: null,
    testAccuracy: null,
    metrics: { f1: 0.25, rocAuc: Number.NaN },
    isBest,
    learningRate: 0.125,
    gradientNorm: 2,
    seconds: 3,
    imagesPerSecond: 4,
  };
}

function checkpoint(number: number): ToldEvent {
  return {
    type: "checkpoint",
    epoch: number,
    step: number * 25,
    file: new Uint8Array([number]),
    endsEpoch: true,
  };
}

describe("createEventScribe()", () => {
  test("describes a start, also one that goes on", () => {
    expect(createEventScribe()(started)).toEqual({
      event: { type: "RunStarted", engine: "wasm", stepsPerEpoch: 25, resumedEpoch: 0, resumedStep: 0 },
      progress: { engine: "wasm" },
      beginsAnew: true,
    });
    const goesOn = createEventScribe({ bestEpoch: 1 })({ ...started, resumedEpoch: 2, resumedStep: 50 });
    expect(goesOn).toMatchObject({ event: { resumedEpoch: 2, resumedStep: 50 }, beginsAnew: false });
    const forked = createEventScribe({ bestEpoch: null }, 50);
    expect(forked({ ...started, resumedEpoch: 2, resumedStep: 50 })).toMatchObject({ beginsAnew: true });
    const within = createEventScribe()({ ...started, resumedStep: 7 });
    expect(within).toMatchObject({ event: { resumedEpoch: 0, resumedStep: 7 }, beginsAnew: false });
  });

  test("says of a batch which share of all steps is done", () => {
    const scribe = createEventScribe();
    scribe(started);
    const speed = { imagesPerSecond: 1, secondsLeft: 1 };
    const figures = { epoch: 2, step: 30, loss: 1, accuracy: 0, learningRate: 0.1, gradientNorm: 3 };
    expect(scribe({ type: "batch", ...figures, ...speed })).toEqual({
      event: { type: "RunBatch", ...figures, ...speed, progress: 0.3 },
      progress: { progress: 0.3 },
      metrics: { epoch: 1, step: 30, values: { batchLoss: 1, batchAccuracy: 0 } },
    });
  });

  test("makes rows of all figures of an epoch that are numbers", () => {
    const scribe = createEventScribe();
    scribe(started);
    const entry = scribe(epoch(1, true));
    const { type: _, ...figures } = epoch(1, true);
    expect(entry).toEqual({
      event: { type: "RunEpoch", ...figures, metrics: { f1: 0.25 } },
      progress: { epoch: 1, bestEpoch: 1 },
      metrics: {
        epoch: 1,
        step: 25,
        values: {
          f1: 0.25,
          loss: 1,
          accuracy: 0.5,
          validationLoss: 0.75,
          validationAccuracy: 0.625,
          learningRate: 0.125,
          gradientNorm: 2,
          seconds: 3,
          imagesPerSecond: 4,
        },
      },
    });
    expect(createEventScribe()(epoch(2, false))?.progress).toEqual({ epoch: 2 });
  });

  test("keeps with a checkpoint which epoch was the best by then", () => {
    const scribe = createEventScribe({ bestEpoch: 2 });
    scribe({ ...started, resumedEpoch: 3 });
    expect(scribe(checkpoint(3))?.checkpoint).toMatchObject({ epoch: 3, step: 75, bestEpoch: 2 });
    scribe(epoch(4, true));
    scribe(epoch(5, false));
    expect(scribe(checkpoint(5))).toMatchObject({
      event: { type: "RunCheckpointed", epoch: 5, step: 125 },
      checkpoint: { epoch: 5, bestEpoch: 4 },
    });
    scribe(started);
    expect(scribe(checkpoint(1))?.checkpoint?.bestEpoch).toBeNull();
  });

  test("leaves the end to whoever writes the state", () => {
    const scribe = createEventScribe();
    expect(scribe({ type: "failed", code: "NON_FINITE_LOSS", message: "x" })).toBeUndefined();
  });
});
