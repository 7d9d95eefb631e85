import { describe, expect, test } from "vitest";
import { type Contestant, type Introduction, interleave } from "./interleave.ts";

function recorded(
  name: string,
  log: string[],
  {
    fails = false,
    introduction = { name, threads: 2 },
  }: { fails?: boolean; introduction?: Introduction } = {},
): Contestant {
  let count = 0;
  return {
    warmUp: async () => {
      log.push(`${name} warms up`);
      return introduction;
    },
    round: async () => {
      log.push(`${name} runs`);
      if (fails) {
        throw new Error(`${name} fell`);
      }
      count++;
      return { speed: count, peakMemory: 10 * count };
    },
    close: async () => {
      log.push(`${name} closes`);
    },
  };
}

describe("interleave()", () => {
  test("warms all up, then lets them take turns", async () => {
    const log: string[] = [];
    const measured = await interleave([recorded("a", log), recorded("b", log)], 2);
    expect(measured).toEqual([
      { introduction: { name: "a", threads: 2 }, speeds: [1, 2], peakMemory: 20 },
      { introduction: { name: "b", threads: 2 }, speeds: [1, 2], peakMemory: 20 },
    ]);
    expect(log).toEqual([
      "a warms up",
      "b warms up",
      "a runs",
      "b runs",
      "a runs",
      "b runs",
      "a closes",
      "b closes",
    ]);
  });

  test("goes on without one that is absent", async () => {
    const log: string[] = [];
    const introduction = { absent: "no compiler" };
    const measured = await interleave([recorded("a", log, { introduction }), recorded("b", log)], 1);
    expect(measured[0]).toEqual({ introduction, speeds: [], peakMemory: null });
    expect(measured[1]?.speeds).toEqual([1]);
    expect(log).toEqual(["a warms up", "b warms up", "b runs", "a closes", "b closes"]);
  });

  test("closes all when one fails", async () => {
    const log: string[] = [];
    await expect(interleave([recorded("a", log), recorded("b", log, { fails: true })], 3)).rejects.toThrow(
      "b fell",
    );
    expect(log.slice(-2)).toEqual(["a closes", "b closes"]);
  });
});
