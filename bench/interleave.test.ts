import { describe, expect, test } from "vitest";
import { type Contestant, interleave } from "./interleave.ts";

function recorded(name: string, log: string[], fail = false): Contestant {
  let count = 0;
  return {
    name,
    warmUp: async () => {
      log.push(`${name} warms up`);
    },
    round: async () => {
      log.push(`${name} runs`);
      if (fail) {
        throw new Error(`${name} fell`);
      }
      return ++count;
    },
    close: async () => {
      log.push(`${name} closes`);
    },
  };
}

describe("interleave()", () => {
  test("warms all up, then lets them take turns", async () => {
    const log: string[] = [];
    const speeds = await interleave([recorded("a", log), recorded("b", log)], 2);
    expect(speeds).toEqual([
      [1, 2],
      [1, 2],
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

  test("closes all when one fails", async () => {
    const log: string[] = [];
    await expect(interleave([recorded("a", log), recorded("b", log, true)], 3)).rejects.toThrow("b fell");
    expect(log.slice(-2)).toEqual(["a closes", "b closes"]);
  });
});
