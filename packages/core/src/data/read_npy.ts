import { DataError } from "../errors/data_error.ts";

/** An array of whole numbers from a NumPy file. */
export interface NpyArray {
  readonly shape: readonly number[];
  /** Elements, row-major. Bytes are a view on the file. */
  readonly data: Uint8Array | Int32Array;
}

const MAGIC = "\x93NUMPY";

function invalid(path: string, rule: string, value: unknown): DataError {
  const message = `Cannot read ${path} as ${rule}: current value is ${JSON.stringify(value)}`;
  return new DataError({ code: "FORMAT_INVALID", path, message, value });
}

/** How a type of NumPy is read; types with more than 32 bits are read where their values fit. */
function reader(view: DataView, descr: string): { size: number; at(offset: number): number } | undefined {
  const little = !descr.startsWith(">");
  switch (descr.slice(1)) {
    case "b1":
    case "u1":
      return { size: 1, at: (offset) => view.getUint8(offset) };
    case "i1":
      return { size: 1, at: (offset) => view.getInt8(offset) };
    case "u2":
      return { size: 2, at: (offset) => view.getUint16(offset, little) };
    case "i2":
      return { size: 2, at: (offset) => view.getInt16(offset, little) };
    case "u4":
      return { size: 4, at: (offset) => view.getUint32(offset, little) };
    case "i4":
      return { size: 4, at: (offset) => view.getInt32(offset, little) };
    case "u8":
      return { size: 8, at: (offset) => Number(view.getBigUint64(offset, little)) };
    case "i8":
      return { size: 8, at: (offset) => Number(view.getBigInt64(offset, little)) };
    default:
      return undefined;
  }
}

function parseHeader(bytes: Uint8Array, path: string): { header: string; start: number } {
  const magic = String.fromCharCode(...bytes.subarray(0, 6));
  if (magic !== MAGIC || bytes.length < 12) {
    throw invalid(path, "it must begin as a NumPy file", magic);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [prefix, length] = bytes[6] === 1 ? [10, view.getUint16(8, true)] : [12, view.getUint32(8, true)];
  if (prefix + length > bytes.length) {
    throw invalid(path, "its header must be whole", bytes.length);
  }
  return {
    header: new TextDecoder().decode(bytes.subarray(prefix, prefix + length)),
    start: prefix + length,
  };
}

/**
 * Reads a NumPy file (`.npy`, versions 1 to 3) of whole numbers in row-major order. Pickled objects are never read: data, not code.
 * @param bytes The file.
 * @param path Its name in errors.
 * @throws {DataError} `FORMAT_INVALID` if it is not whole, or has another type or order, or a value that does not fit 32 bits.
 */
export function readNpy(bytes: Uint8Array, path: string): NpyArray {
  const { header, start } = parseHeader(bytes, path);
  const descr = /'descr':\s*'([<>|=][a-zA-Z]\d+)'/.exec(header)?.[1];
  const axes = /'shape':\s*\(([\d,\s]*)\)/.exec(header)?.[1];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const read = descr === undefined ? undefined : reader(view, descr);
  if (read === undefined || axes === undefined) {
    throw invalid(path, "it must hold whole numbers of at most 64 bits", header.trim().slice(0, 120));
  }
  if (!/'fortran_order':\s*False/.test(header)) {
    throw invalid(path, "it must be in row-major order", header.trim().slice(0, 120));
  }
  const shape = axes
    .split(",")
    .map((text) => text.trim())
    .filter((text) => text !== "")
    .map(Number);
  const count = shape.reduce((size, dimension) => size * dimension, 1);
  if (bytes.length - start !== count * read.size) {
    throw invalid(path, `it must have ${count * read.size} bytes after its header`, bytes.length - start);
  }
  if (read.size === 1 && descr?.slice(1) !== "i1") {
    return { shape, data: bytes.subarray(start) };
  }
  const data = new Int32Array(count);
  for (let index = 0; index < count; index++) {
    const value = read.at(start + index * read.size);
    if (value !== (value | 0)) {
      throw invalid(`${path}[${index}]`, "it must fit 32 bits", value);
    }
    data[index] = value;
  }
  return { shape, data };
}
