import { describe, expect, test } from "vitest";
import type { DataErrorCode } from "../errors/data_error.ts";
import { readIdx } from "./read_idx.ts";

/** An IDX file: magic number, sizes, elements. */
function idx(magic: number, shape: readonly number[], data: readonly number[]): Uint8Array<ArrayBuffer> {
  const header = [magic, ...shape].flatMap((word) => [word >>> 24, word >>> 16, word >>> 8, word]);
  return Uint8Array.from([...header, ...data]);
}

async function gzip(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

const labels = idx(0x801, [3], [7, 8, 9]);
const images = idx(0x803, [2, 1, 3], [1, 2, 3, 4, 5, 6]);

describe("readIdx()", async () => {
  test("readIdx() reads labels and images, plain and gzip", async () => {
    const both = [
      [labels, { shape: [3], data: Uint8Array.of(7, 8, 9) }],
      [images, { shape: [2, 1, 3], data: Uint8Array.of(1, 2, 3, 4, 5, 6) }],
    ] as const;
    for (const [file, array] of both) {
      expect(await readIdx(file)).toEqual(array);
      expect(await readIdx(await gzip(file))).toEqual(array);
    }
  });

  test("readIdx() reads a file that lies within a larger buffer", async () => {
    const within = Uint8Array.from([9, 9, 9, ...labels, 9]).subarray(3, 3 + labels.length);
    expect(await readIdx(within)).toEqual({ shape: [3], data: Uint8Array.of(7, 8, 9) });
  });

  test("readIdx() reads a file without elements", async () => {
    expect(await readIdx(idx(0x803, [0, 28, 28], []))).toEqual({
      shape: [0, 28, 28],
      data: new Uint8Array(),
    });
  });

  const packed = await gzip(images);
  const zeros = await gzip(new Uint8Array(1_000_000));
  test.each<[claim: string, bytes: Uint8Array, code: DataErrorCode, message: string]>([
    [
      "nothing at all",
      new Uint8Array(),
      "IDX_TRUNCATED",
      "Cannot read labels as it must have 4 bytes for its header: current length is 0",
    ],
    [
      "a magic number of floats",
      idx(0xd03, [1, 1, 1], [1]),
      "IDX_MAGIC",
      "Cannot read labels as its first four bytes must be 0x00000801 (labels), 0x00000803 or 0x00000804 (images): current value is 0x00000d03",
    ],
    [
      "a PNG",
      Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10),
      "IDX_MAGIC",
      "Cannot read labels as its first four bytes must be 0x00000801 (labels), 0x00000803 or 0x00000804 (images): current value is 0x89504e47",
    ],
    [
      "half a header",
      images.subarray(0, 10),
      "IDX_TRUNCATED",
      "Cannot read labels as it must have 16 bytes for its header: current length is 10",
    ],
    [
      "a short body",
      images.subarray(0, -1),
      "IDX_TRUNCATED",
      "Cannot read labels as it must have 22 bytes for its shape [2,1,3]: current length is 21",
    ],
    [
      "bytes after the body",
      Uint8Array.from([...labels, 1]),
      "IDX_TRAILING_BYTES",
      "Cannot read labels as it must end after 11 bytes for its shape [3]: current length is 12",
    ],
    [
      "a header that claims 2^96 bytes",
      idx(0x803, [0xffff_ffff, 0xffff_ffff, 0xffff_ffff], [1]),
      "IDX_TRUNCATED",
      `Cannot read labels as it must have ${16 + 0xffff_ffff * 0xffff_ffff * 0xffff_ffff} bytes for its shape [4294967295,4294967295,4294967295]: current length is 17`,
    ],
    [
      "gzip that is cut short",
      packed.subarray(0, -6),
      "GZIP_INVALID",
      `Cannot read labels as it must be whole gzip data: current length is ${packed.length - 6} bytes`,
    ],
    [
      "gzip whose checksum is wrong",
      packed.map((byte, index) => (index === packed.length - 8 ? byte ^ 1 : byte)),
      "GZIP_INVALID",
      `Cannot read labels as it must be whole gzip data: current length is ${packed.length} bytes`,
    ],
    [
      "garbage behind a gzip magic number",
      Uint8Array.of(0x1f, 0x8b, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10),
      "GZIP_INVALID",
      "Cannot read labels as it must be whole gzip data: current length is 12 bytes",
    ],
    [
      "gzip that inflates over the limit",
      zeros,
      "DATA_TOO_LARGE",
      "Cannot read labels as it must not inflate to more than 50000 bytes",
    ],
    [
      "a plain file over the limit",
      new Uint8Array(50_001),
      "DATA_TOO_LARGE",
      "Cannot read labels as it must not have more than 50000 bytes: current length is 50001",
    ],
  ])("readIdx() refuses %s", async (_claim, bytes, code, message) => {
    await expect(readIdx(bytes, { path: "labels", limit: 50_000 })).rejects.toMatchObject({
      name: "DataError",
      code,
      path: "labels",
      message,
    });
  });
});
