import { afterEach, describe, expect, test, vi } from "vitest";
import { Breather } from "./breather.ts";

/** Keeps the event loop busy. */
function compute(milliseconds: number): void {
  const end = performance.now() + milliseconds;
  while (performance.now() < end) {
    // nothing but the clock
  }
}

describe("Breather", () => {
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  test.each([
    { host: "with setImmediate", stub: () => undefined },
    { host: "without", stub: () => vi.stubGlobal("setImmediate", undefined) },
  ])("Breather lets timers through after 50 ms, on a host $host", async ({ stub }) => {
    stub();
    const breather = new Breather();
    let ticks = 0;
    const timer = setInterval(() => ticks++, 1);
    for (let step = 0; step < 8; step++) {
      compute(30);
      await breather.breathe();
    }
    clearInterval(timer);
    expect(ticks).toBeGreaterThanOrEqual(2);
  });

  test("Breather takes no turn of the event loop before that", async () => {
    const breather = new Breather();
    let ticks = 0;
    const timer = setTimeout(() => ticks++, 0);
    await breather.breathe();
    expect(ticks).toBe(0);
    clearTimeout(timer);
  });
});
