import { describe, expect, test } from "vitest";
import { RandomWords } from "./random_words.ts";
import { shuffledOrder } from "./shuffled_order.ts";

describe("shuffledOrder()", () => {
  test("shuffledOrder() has every index once, in the order that its seed and epoch give", () => {
    const order = shuffledOrder(1000, { seed: 3, epoch: 1 });
    expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: 1000 }, (_unused, i) => i));
    expect(shuffledOrder(1000, { seed: 3, epoch: 1 })).toEqual(order);
    expect(shuffledOrder(1000, { seed: 3, epoch: 2 })).not.toEqual(order);
    expect(shuffledOrder(1000, { seed: 4, epoch: 1 })).not.toEqual(order);
  });

  test("shuffledOrder() gives the same order on every machine", () => {
    expect([...shuffledOrder(10, { seed: 1, epoch: 1 })]).toEqual([6, 2, 8, 3, 5, 4, 1, 7, 9, 0]);
  });

  test("shuffledOrder() stands nothing and one image", () => {
    expect(shuffledOrder(0, { seed: 1, epoch: 1 })).toEqual(new Uint32Array());
    expect(shuffledOrder(1, { seed: 1, epoch: 1 })).toEqual(Uint32Array.of(0));
  });

  test("shuffledOrder() gives each of the 24 orders of 4 as often", () => {
    const counts = new Map<string, number>();
    for (let epoch = 0; epoch < 24_000; epoch++) {
      const key = shuffledOrder(4, { seed: 7, epoch }).join();
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    expect(counts.size).toBe(24);
    // 1000 expected of each; chi-squared with 23 degrees of freedom is above 50 once in a thousand
    const chiSquared = [...counts.values()].reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
    expect(chiSquared).toBeLessThan(50);
  });
});

describe("RandomWords", () => {
  test("RandomWords.below() throws away the uneven end of the range", () => {
    // of a bound of 3 * 2^30, a quarter of the words lies at the end, and taking them modulo would double the low third
    const bound = 3 * 2 ** 30;
    const random = new RandomWords({ purpose: "shuffle", seed: 1, sequence: 0 });
    const thirds = [0, 0, 0];
    for (let draw = 0; draw < 30_000; draw++) {
      thirds[Math.floor(random.below(bound) / 2 ** 30)]!++;
    }
    // 10,000 expected in each, standard deviation 82
    expect(Math.max(...thirds)).toBeLessThan(10_400);
    expect(Math.min(...thirds)).toBeGreaterThan(9_600);
  });
});
