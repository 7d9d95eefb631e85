import type { RunEvent } from "@convzoo/client";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createScreen } from "./screen.ts";
import { createTrainingProgress, formatSeconds } from "./training_progress.ts";

function record(isTTY: boolean, columns = 200): { text(): string; screen: ReturnType<typeof createScreen> } {
  let text = "";
  const stream = {
    isTTY,
    columns,
    write(part: unknown): boolean {
      text += String(part);
      return true;
    },
  };
  return { text: () => text, screen: createScreen(stream) };
}

const batch: RunEvent = {
  type: "RunBatch",
  sequence: 1,
  createdAt: "",
  epoch: 2,
  step: 3,
  loss: 0.5,
  accuracy: 0.81234,
  learningRate: 0.001,
  gradientNorm: 1.5,
  imagesPerSecond: 4321.6,
  secondsLeft: 75,
  progress: 0.5,
};

const epoch: RunEvent = {
  type: "RunEpoch",
  sequence: 2,
  createdAt: "",
  epoch: 2,
  loss: 0.4,
  accuracy: 0.85,
  validationLoss: null,
  validationAccuracy: null,
  testLoss: 0.45,
  testAccuracy: 0.84,
  metrics: [{ name: "f1", value: 0.8 }],
  isBest: false,
  learningRate: 0.001,
  gradientNorm: 1.5,
  imagesPerSecond: 4000,
  seconds: 2.4,
};

beforeEach(() => {
  vi.stubEnv("CI", "");
  vi.stubEnv("TERM", "xterm");
});
afterEach(() => vi.unstubAllEnvs());

describe("createScreen()", () => {
  test("draws over a line in a terminal, and never wraps", () => {
    const { screen, text } = record(true, 10);
    screen.draw("a line that is too long");
    screen.draw("b");
    screen.say("c");
    expect(text()).toBe("\r\u001B[Ka line th\r\u001B[Kb\r\u001B[Kc\n");
  });

  test.each([
    ["a pipe", false, {}],
    ["CI", true, { CI: "true" }],
    ["a dumb terminal", true, { TERM: "dumb" }],
  ])("only writes lines that stay in %s", (_where, isTTY, environment) => {
    for (const [name, value] of Object.entries(environment)) {
      vi.stubEnv(name, value);
    }
    const { screen, text } = record(isTTY);
    screen.draw("a");
    screen.say("b");
    expect(text()).toBe("b\n");
  });
});

describe("createTrainingProgress()", () => {
  test("draws a bar with loss, accuracy, speed and time left", () => {
    const { screen, text } = record(true);
    createTrainingProgress(screen, { epochs: 5 }).show(batch);
    expect(text()).toBe(
      "\r\u001B[K[############------------] Epoch 2/5   50 %  loss 0.500  accuracy 0.812  4,322 images/s  1 min 15 s left",
    );
  });

  test.each([
    [80, "[###--] Epoch 2/5   50 %  loss 0.500  accuracy 0.812  4,322 images/s  15 s left"],
    [75, "Epoch 2/5   50 %  loss 0.500  accuracy 0.812  4,322 images/s  15 s left"],
    [40, "Epoch 2/5   50 %  loss 0.500  accuracy "],
  ])("gives the bar what the figures leave of %d columns", (columns, line) => {
    const { screen, text } = record(true, columns);
    createTrainingProgress(screen, { epochs: 5 }).show({ ...batch, secondsLeft: 15 });
    expect(text()).toBe(`\r\u001B[K${line}`);
  });

  test("writes a plain line an epoch where nothing can be drawn", () => {
    const { screen, text } = record(false);
    const progress = createTrainingProgress(screen, { epochs: 5 });
    progress.show(batch);
    progress.show(epoch);
    expect(text()).toBe(
      "  Epoch 2/5  loss 0.400  accuracy 0.850  test loss 0.450  test accuracy 0.840  4,000 images/s  2 s\n",
    );
  });

  test("writes what the validation images say where they judge, and which epoch is the best", () => {
    const { screen, text } = record(false);
    const judged = { validationLoss: 0.5, validationAccuracy: 0.83, testLoss: null, testAccuracy: null };
    createTrainingProgress(screen, { epochs: 5 }).show({ ...epoch, ...judged, isBest: true });
    expect(text()).toBe(
      "  Epoch 2/5  loss 0.400  accuracy 0.850  validation loss 0.500  validation accuracy 0.830  best so far  4,000 images/s  2 s\n",
    );
  });

  test.each<[string, Partial<RunEvent> & Pick<RunEvent, "type">, string]>([
    [
      "a start",
      { type: "RunStarted", engine: "wasm", stepsPerEpoch: 9, resumedEpoch: 0, resumedStep: 0 },
      "",
    ],
    [
      "going on",
      { type: "RunStarted", engine: "wasm", stepsPerEpoch: 9, resumedEpoch: 3, resumedStep: 29 },
      "  Going on after epoch 3, step 29\n",
    ],
    ["a checkpoint", { type: "RunCheckpointed", epoch: 3, step: 27 }, ""],
    ["the end", { type: "RunFinished", epochs: 5, bestEpoch: null, stoppedEarly: false }, ""],
    [
      "an early end",
      { type: "RunFinished", epochs: 4, bestEpoch: 2, stoppedEarly: true },
      "  Stopped early after epoch 4: epoch 2 was the best\n",
    ],
  ])("tells of %s where that says something", (_what, event, line) => {
    const { screen, text } = record(false);
    createTrainingProgress(screen, { epochs: 5 }).show({ sequence: 3, createdAt: "", ...event } as RunEvent);
    expect(text()).toBe(line);
  });

  test("writes a plain line every ten seconds within a long epoch", () => {
    vi.useFakeTimers();
    try {
      const { screen, text } = record(false);
      const progress = createTrainingProgress(screen, { epochs: 5 });
      for (let second = 0; second < 25; second += 1) {
        progress.show(batch);
        vi.advanceTimersByTime(1000);
      }
      expect(text().trim().split("\n")).toHaveLength(2);
    } finally {
      vi.useRealTimers();
    }
  });
});

describe("formatSeconds()", () => {
  test.each([
    [0.2, "0 s"],
    [59.4, "59 s"],
    [59.6, "1 min 0 s"],
    [3599, "59 min 59 s"],
  ])("%d becomes %s", (seconds, text) => {
    expect(formatSeconds(seconds)).toBe(text);
  });
});
