import { expect, test } from "vitest";
import { findDuplicates } from "./find_duplicates.ts";
import { syntheticDataset } from "./synthetic_dataset.ts";

const { train } = syntheticDataset({ height: 16, width: 16, train: 20, test: 1, seed: 3 });
const shape = { height: 16, width: 16, channels: 1 };

function withCopy(change: (byte: number, index: number) => number): Uint8Array {
  const copy = train.images.subarray(3 * 256, 4 * 256).map(change);
  return Uint8Array.from([...train.images, ...copy]);
}

test("findDuplicates() finds nothing among different images", () => {
  expect(findDuplicates(train.images, shape)).toEqual({ pairs: [], complete: true });
});

test("findDuplicates() tells an exact copy from a brightened one", () => {
  expect(
    findDuplicates(
      withCopy((byte) => byte),
      shape,
    ).pairs,
  ).toEqual([{ first: 3, second: 20, exact: true }]);
  expect(
    findDuplicates(
      withCopy((byte) => Math.min(255, byte + 4)),
      shape,
    ).pairs,
  ).toEqual([{ first: 3, second: 20, exact: false }]);
});

test("findDuplicates() does not call images near whose hashes are alike and whose pixels are not", () => {
  expect(
    findDuplicates(
      withCopy((byte) => Math.min(255, byte + 20)),
      shape,
    ).pairs,
  ).toEqual([]);
});
