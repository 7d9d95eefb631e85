import { DataError } from "../errors/data_error.ts";
import { inflate, isGzip } from "./inflate.ts";

/** Largest file, inflated, that is read where no limit is given: half a GiB. */
const IDX_LIMIT = 0x2000_0000;

/** An array of bytes from an IDX file. */
export interface IdxArray {
  /** `[count]` for labels, `[count, height, width]` for grey images, `[count, height, width, channels]` for others. */
  readonly shape: readonly number[];
  /** Elements, row-major. */
  readonly data: Uint8Array;
}

/** How an IDX file is read. */
export interface ReadIdxOptions {
  /** Name of the file in errors. @default {"idx"} */
  readonly path?: string;
  /** Largest number of bytes, inflated. @default {536870912} */
  readonly limit?: number;
}

/** Number of axes by magic number: type code 8 (unsigned bytes) and the axes in the last byte. */
const AXES: ReadonlyMap<number, number> = new Map([
  [0x0000_0801, 1],
  [0x0000_0803, 3],
  [0x0000_0804, 4],
]);

function hexadecimal(value: number): string {
  return `0x${value.toString(16).padStart(8, "0")}`;
}

function checkLength(path: string, length: number, header: { expected: number; shape?: string }): void {
  const { expected, shape } = header;
  const what = shape === undefined ? "for its header" : `for its shape [${shape}]`;
  if (length < expected) {
    throw new DataError({
      code: "IDX_TRUNCATED",
      path,
      message: `Cannot read ${path} as it must have ${expected} bytes ${what}: current length is ${length}`,
      value: length,
    });
  }
}

function parseIdx(bytes: Uint8Array, path: string): IdxArray {
  checkLength(path, bytes.length, { expected: 4 });
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const magic = view.getUint32(0);
  const axes = AXES.get(magic);
  if (axes === undefined) {
    throw new DataError({
      code: "IDX_MAGIC",
      path,
      message: `Cannot read ${path} as its first four bytes must be ${hexadecimal(0x801)} (labels), ${hexadecimal(0x803)} or ${hexadecimal(0x804)} (images): current value is ${hexadecimal(magic)}`,
      value: hexadecimal(magic),
    });
  }
  const headerLength = 4 + 4 * axes;
  checkLength(path, bytes.length, { expected: headerLength });
  const shape = Array.from({ length: axes }, (_unused, axis) => view.getUint32(4 + 4 * axis));
  // Four axes of 32 bits overflow no double's range, and a rounded product is still far from any real length.
  const expected = headerLength + shape.reduce((size, dimension) => size * dimension, 1);
  checkLength(path, bytes.length, { expected, shape: shape.join(",") });
  if (bytes.length > expected) {
    throw new DataError({
      code: "IDX_TRAILING_BYTES",
      path,
      message: `Cannot read ${path} as it must end after ${expected} bytes for its shape [${shape.join(",")}]: current length is ${bytes.length}`,
      value: bytes.length,
    });
  }
  return { shape, data: bytes.subarray(headerLength) };
}

/**
 * Reads an IDX file of unsigned bytes: labels (one axis), grey images (three) or images with channels (four).
 * Gzip is told by its first bytes and inflated. Nothing is allocated by what a header claims.
 * @param bytes The file.
 * @param options Name and limit.
 * @returns The shape and the elements; a view on `bytes` if they were not compressed.
 * @throws {DataError} If the file is not whole, or not IDX, or too large.
 */
export async function readIdx(bytes: Uint8Array, options: ReadIdxOptions = {}): Promise<IdxArray> {
  const { path = "idx", limit = IDX_LIMIT } = options;
  if (bytes.length > limit) {
    throw new DataError({
      code: "DATA_TOO_LARGE",
      path,
      message: `Cannot read ${path} as it must not have more than ${limit} bytes: current length is ${bytes.length}`,
      value: bytes.length,
    });
  }
  return parseIdx(isGzip(bytes) ? await inflate(bytes, { path, limit }) : bytes, path);
}
