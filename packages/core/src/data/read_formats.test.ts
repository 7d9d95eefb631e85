import { describe, expect, test } from "vitest";
import { parseIdxDataset } from "./parse_idx_dataset.ts";
import { readCifar } from "./read_cifar.ts";
import { readNpy } from "./read_npy.ts";
import { readPixelCsv } from "./read_pixel_csv.ts";
import { writeIdx } from "./write_idx.ts";

function npy(header: string, data: readonly number[]): Uint8Array {
  const text = new TextEncoder().encode(header);
  return Uint8Array.from([
    0x93,
    ...new TextEncoder().encode("NUMPY"),
    1,
    0,
    text.length,
    0,
    ...text,
    ...data,
  ]);
}

describe("readNpy()", () => {
  test("readNpy() reads bytes and wide whole numbers of either order", () => {
    const bytes = npy("{'descr': '|u1', 'fortran_order': False, 'shape': (2, 2), }\n", [1, 2, 3, 4]);
    expect(readNpy(bytes, "x")).toEqual({ shape: [2, 2], data: Uint8Array.of(1, 2, 3, 4) });
    const wide = npy("{'descr': '<i8', 'fortran_order': False, 'shape': (1,), }\n", [7, 1, 0, 0, 0, 0, 0, 0]);
    expect(readNpy(wide, "y")).toEqual({ shape: [1], data: Int32Array.of(263) });
    const big = npy("{'descr': '>i4', 'fortran_order': False, 'shape': (1,), }\n", [0, 0, 1, 7]);
    expect(readNpy(big, "y").data).toEqual(Int32Array.of(263));
  });

  test.each([
    ["pickled objects", "{'descr': '|O', 'fortran_order': False, 'shape': (1,), }\n", [1]],
    ["fractions", "{'descr': '<f4', 'fortran_order': False, 'shape': (1,), }\n", [0, 0, 0, 0]],
    ["column-major order", "{'descr': '|u1', 'fortran_order': True, 'shape': (1,), }\n", [1]],
    ["a short body", "{'descr': '|u1', 'fortran_order': False, 'shape': (2,), }\n", [1]],
    ["a huge shape", "{'descr': '|u1', 'fortran_order': False, 'shape': (4294967296, 9), }\n", [1]],
  ])("readNpy() refuses %s", (_what, header, data) => {
    expect(() => readNpy(npy(header, data), "x")).toThrow(
      expect.objectContaining({ code: "FORMAT_INVALID" }),
    );
  });
});

test("readCifar() puts channels side by side, and refuses labels that are no class", () => {
  const record = new Uint8Array(3073);
  record.set([1, 10]);
  record[1 + 1024] = 20;
  record[1 + 2048] = 30;
  const { images, labels, count } = readCifar(record, { path: "b", classes: 2, labelBytes: 1 });
  expect([count, labels[0], ...images.subarray(0, 4)]).toEqual([1, 1, 10, 20, 30, 0]);
  expect(() => readCifar(record, { path: "b", classes: 1, labelBytes: 1 })).toThrow(/below 1/);
  expect(() => readCifar(record.subarray(1), { path: "b", classes: 2, labelBytes: 1 })).toThrow(
    /multiple of 3073/,
  );
});

test("readPixelCsv() skips a header, and tells which lines are no image", () => {
  const text = "label,a,b\n1,0,255\r\n0,3\n\n2,1,1\n0,256,1\n0,1,2";
  expect(readPixelCsv(text, { path: "t.csv", classes: 2, pixels: 2 })).toEqual({
    images: Uint8Array.of(0, 255, 1, 2),
    labels: Uint8Array.of(1, 0),
    count: 2,
    unread: [
      { line: 3, reason: expect.stringContaining("3 fields") },
      { line: 5, reason: expect.stringContaining("field 1 must be a whole number from 0 to 1") },
      { line: 6, reason: expect.stringContaining("field 2") },
    ],
  });
  expect(() => readPixelCsv("label\n", { path: "t.csv", classes: 2, pixels: 2 })).toThrow(
    /at least one line/,
  );
});

test.each([1, 3])("writeIdx() writes what parseIdxDataset() reads, with %i channels", async (channels) => {
  const shape = { height: 2, width: 1, channels };
  const set = {
    images: Uint8Array.from({ length: 2 * channels }, (_, i) => i),
    labels: Uint8Array.of(1),
    count: 1,
  };
  const { images, labels } = writeIdx(set, shape);
  const files = { trainImages: images, trainLabels: labels, testImages: images, testLabels: labels };
  const read = await parseIdxDataset({ classes: ["a", "b"], ...files });
  expect(read).toMatchObject({ ...shape, train: set, test: set });
});
