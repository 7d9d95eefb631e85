import { describe, expect, test } from "vitest";
import { philox4x32, philoxBits, philoxUniform } from "./philox.ts";

describe("philox4x32()", () => {
  // known-answer vectors published with Random123
  test.each([
    { key: [0, 0], counter: [0, 0, 0, 0], words: [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8] },
    {
      key: [0xffffffff, 0xffffffff],
      counter: [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
      words: [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd],
    },
    {
      key: [0xa4093822, 0x299f31d0],
      counter: [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
      words: [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
    },
  ] as const)("philox4x32() gives the published words of counter $counter", ({ key, counter, words }) => {
    expect(philox4x32(key, counter)).toEqual(words);
  });

  test("philox4x32() reads negative words as their unsigned bits", () => {
    expect(philox4x32([-1, -1], [-1, -1, -1, -1])).toEqual([0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd]);
  });
});

describe("philoxBits()", () => {
  test("philoxBits() lays out key, counter and words as the op says", () => {
    const words = philoxBits({ seed: 7, stream: 3, step: 11 }, 6);
    expect([...words]).toEqual([
      ...philox4x32([7, 3], [0, 0, 11, 0]),
      ...philox4x32([7, 3], [1, 0, 11, 0]).slice(0, 2),
    ]);
  });

  test("philoxBits() differs by seed, by stream and by step", () => {
    const places = [
      { seed: 1, stream: 0, step: 0 },
      { seed: 0, stream: 1, step: 0 },
      { seed: 0, stream: 0, step: 1 },
      { seed: 0, stream: 0, step: 0 },
    ];
    expect(new Set(places.map((place) => philoxBits(place, 4).join())).size).toBe(4);
  });
});

describe("philoxUniform()", () => {
  test("philoxUniform() is even, below 1, and a multiple of 2^-24", () => {
    const numbers = philoxUniform({ seed: 42, stream: 0, step: 0 }, 20_000);
    const buckets = new Array<number>(10).fill(0);
    for (const number of numbers) {
      expect(number * 2 ** 24).toBe(Math.floor(number * 2 ** 24));
      buckets[Math.floor(number * 10)]!++;
    }
    // 2000 expected a bucket, standard deviation 42
    expect(Math.min(...buckets)).toBeGreaterThan(1800);
    expect(Math.max(...buckets)).toBeLessThan(2200);
  });
});
