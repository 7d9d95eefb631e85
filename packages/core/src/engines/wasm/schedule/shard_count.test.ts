import { describe, expect, test } from "vitest";
import { MOST_SHARDS, shardCount } from "./shard_count.ts";

describe("shardCount()", () => {
  test.each([
    [1, 1],
    [7, 1],
    [8, 2],
    [15, 2],
    [16, 4],
    [256, MOST_SHARDS],
  ])("shardCount() cuts %i images into %i parts", (images, shards) => {
    expect(shardCount(images, 1000)).toBe(shards);
  });

  test.each([
    [2 ** 25, 4],
    [2 ** 26, 2],
    [2 ** 28, 1],
  ])(
    "shardCount() cuts 64 images with sums of %i bytes into %i parts, so that they need not more than 128 MiB",
    (bytes, shards) => {
      expect(shardCount(64, bytes)).toBe(shards);
    },
  );
});
