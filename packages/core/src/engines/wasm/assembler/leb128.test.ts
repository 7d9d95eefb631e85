import { expect, test } from "vitest";
import { signed, text, unsigned, vector } from "./leb128.ts";

test.each([
  [0, [0x00]],
  [127, [0x7f]],
  [128, [0x80, 0x01]],
  // the example of the DWARF standard
  [624_485, [0xe5, 0x8e, 0x26]],
  [0xffff_ffff, [0xff, 0xff, 0xff, 0xff, 0x0f]],
])("unsigned() writes %i seven bits a byte", (value, bytes) => {
  expect(unsigned(value)).toEqual(bytes);
});

test.each([
  [0, [0x00]],
  [63, [0x3f]],
  [64, [0xc0, 0x00]],
  [-1, [0x7f]],
  [-64, [0x40]],
  [-65, [0xbf, 0x7f]],
  [-123_456, [0xc0, 0xbb, 0x78]],
  [-(2 ** 31), [0x80, 0x80, 0x80, 0x80, 0x78]],
  [-(2n ** 63n), [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x7f]],
])("signed() writes %d with its sign in the last byte", (value, bytes) => {
  expect(signed(value)).toEqual(bytes);
});

test("vector() and text() put the length in front", () => {
  expect(vector([[1], [2, 3]])).toEqual([2, 1, 2, 3]);
  expect(text("aé")).toEqual([3, 0x61, 0xc3, 0xa9]);
});
