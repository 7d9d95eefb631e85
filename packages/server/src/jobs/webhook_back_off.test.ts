import { describe, expect, test } from "vitest";
import { mostTries, retryDelay } from "./webhook_back_off.ts";

const delays = (dice: number): (number | null)[] =>
  Array.from({ length: mostTries }, (_, index) => retryDelay(index + 1, dice));

describe("retryDelay()", () => {
  test("grows fourfold from try to try, and ends", () => {
    expect(delays(1)).toEqual([5, 20, 80, 320, 1280, 5120, 20_480, null]);
    expect(retryDelay(mostTries + 1, 1)).toBeNull();
  });

  test("leaves half of a wait to chance", () => {
    expect(delays(0)).toEqual([2.5, 10, 40, 160, 640, 2560, 10_240, null]);
    expect(new Set(Array.from({ length: 5 }, () => retryDelay(1))).size).toBeGreaterThan(1);
  });
});
