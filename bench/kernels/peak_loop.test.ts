import { describe, expect, test } from "vitest";
import { peakLoop } from "./peak_loop.ts";

describe("peakLoop()", () => {
  test.each(["fast", "portable"] as const)(
    "takes longer for more turns in %s mode, so that nothing is left out",
    async (mode) => {
      const { run, flops } = await peakLoop(mode);
      const seconds = (turns: number): number => {
        const start = performance.now();
        run(turns);
        return (performance.now() - start) / 1000;
      };
      seconds(1e4);
      const [short, long] = [1e4, 1e6].map((turns) => Math.min(...[0, 1, 2].map(() => seconds(turns))));
      expect(long!).toBeGreaterThan(20 * short!);
      // a thread that did more than 1,000 GFLOP/s would have been spared the work
      expect((1e6 * flops) / long!).toBeLessThan(1e12);
    },
  );
});
