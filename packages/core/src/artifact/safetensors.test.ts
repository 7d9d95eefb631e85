import { describe, expect, test } from "vitest";
import type { ArtifactErrorCode } from "../errors/artifact_error.ts";
import { decodeSafetensors, encodeSafetensors, type Safetensors } from "./safetensors.ts";

const CONTENT: Safetensors = {
  tensors: new Map([
    ["b", { shape: [2, 2], data: Float32Array.of(1, -2, 0.5, 1e-40) }],
    ["a.bias", { shape: [], data: Float32Array.of(3) }],
  ]),
  metadata: { note: "ü" },
};

/** A file from a header and data bytes. */
function file(header: unknown, data: readonly number[] = []): Uint8Array {
  const text = typeof header === "string" ? header : JSON.stringify(header);
  const json = new TextEncoder().encode(text);
  const bytes = new Uint8Array(8 + json.length + data.length);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(json.length), true);
  bytes.set(json, 8);
  bytes.set(data, 8 + json.length);
  return bytes;
}

function tensor(begin: number, end: number, options: { shape?: unknown; dtype?: unknown } = {}): object {
  const { shape = [(end - begin) / 4], dtype = "F32" } = options;
  return { dtype, shape, data_offsets: [begin, end] };
}

const EIGHT = [0, 0, 0, 0, 0, 0, 128, 63];

describe("encodeSafetensors()", () => {
  test("encodeSafetensors() writes the bytes that the format says", () => {
    const bytes = encodeSafetensors(CONTENT);
    const length = Number(new DataView(bytes.buffer).getBigUint64(0, true));
    expect(length % 8).toBe(0);
    const json =
      '{"__metadata__":{"note":"ü"},"a.bias":{"data_offsets":[0,4],"dtype":"F32","shape":[]},"b":{"data_offsets":[4,20],"dtype":"F32","shape":[2,2]}}';
    expect(new TextDecoder().decode(bytes.subarray(8, 8 + length)).trimEnd()).toBe(json);
    // 3, then 1, -2, 0.5 and a denormal, little-endian
    expect([...bytes.subarray(8 + length)]).toEqual([
      0, 0, 64, 64, 0, 0, 128, 63, 0, 0, 0, 192, 0, 0, 0, 63, 194, 22, 1, 0,
    ]);
  });

  test("encodeSafetensors() writes the same bytes whatever the order of its input", () => {
    const reversed = { ...CONTENT, tensors: new Map([...CONTENT.tensors].reverse()) };
    expect(encodeSafetensors(reversed)).toEqual(encodeSafetensors(CONTENT));
  });
});

describe("decodeSafetensors()", () => {
  test("decodeSafetensors() reads what encodeSafetensors() wrote, also within a larger buffer", () => {
    const bytes = encodeSafetensors(CONTENT);
    const { tensors, metadata } = decodeSafetensors(bytes);
    expect(metadata).toEqual(CONTENT.metadata);
    expect(tensors).toEqual(CONTENT.tensors);
    const within = new Uint8Array(bytes.length + 6);
    within.set(bytes, 3);
    expect(decodeSafetensors(within.subarray(3, 3 + bytes.length))).toEqual(decodeSafetensors(bytes));
  });

  test("decodeSafetensors() reads a file without metadata, its tensors in any order", () => {
    const { tensors, metadata } = decodeSafetensors(file({ y: tensor(4, 8), x: tensor(0, 4) }, EIGHT));
    expect(metadata).toEqual({});
    expect(tensors.get("y")).toEqual({ shape: [1], data: Float32Array.of(1) });
  });

  const large = new Uint8Array(16);
  new DataView(large.buffer).setBigUint64(0, 2n ** 40n, true);
  test.each<[claim: string, bytes: Uint8Array, code: ArtifactErrorCode, path: string, message: string]>([
    ["nothing", new Uint8Array(), "TRUNCATED", "", "it must have at least 8 bytes: current value is 0"],
    [
      "half a header",
      file({}).subarray(0, 9),
      "TRUNCATED",
      "",
      "it must have at least 10 bytes for its header: current value is 9",
    ],
    [
      "a header of a terabyte",
      large,
      "HEADER_TOO_LARGE",
      "",
      "its header must not be longer than 16777216 bytes: current value is 1099511627776",
    ],
    [
      "a header that is no JSON",
      file("{a}"),
      "HEADER_INVALID",
      "",
      'its header must be JSON: current value is "{a}"',
    ],
    [
      "a header that is a list",
      file([1]),
      "HEADER_INVALID",
      "",
      "its header must be an object: current value is [1]",
    ],
    [
      "metadata that is no text",
      file({ __metadata__: { a: 1 } }),
      "HEADER_INVALID",
      "__metadata__",
      '__metadata__ must hold text by key: current value is {"a":1}',
    ],
    [
      "a tensor without offsets",
      file({ x: { dtype: "F32", shape: [1] } }),
      "HEADER_INVALID",
      "x",
      'tensor "x" must have a dtype, a shape and data_offsets: current value is {"dtype":"F32","shape":[1]}',
    ],
    [
      "a negative size",
      file({ x: tensor(0, 4, { shape: [-1] }) }),
      "HEADER_INVALID",
      "x",
      'tensor "x" must have a dtype, a shape and data_offsets: current value is {"dtype":"F32","shape":[-1],"data_offsets":[0,4]}',
    ],
    [
      "another element type",
      file({ x: tensor(0, 8, { shape: [1], dtype: "F64" }) }, EIGHT),
      "DTYPE_UNSUPPORTED",
      "x",
      'tensor "x" must have dtype F32: current value is "F64"',
    ],
    [
      "offsets that do not fit the shape",
      file({ x: tensor(0, 8, { shape: [3] }) }, EIGHT),
      "OFFSETS_INVALID",
      "x",
      'tensor "x" of shape [3] must have data_offsets 12 bytes apart: current value is [0,8]',
    ],
    [
      "tensors that overlap",
      file({ x: tensor(0, 8), y: tensor(4, 8) }, EIGHT),
      "OFFSETS_INVALID",
      "y",
      'the data of tensor "y" must begin at 8, where the one before it ends: current value is 4',
    ],
    [
      "a hole between tensors",
      file({ x: tensor(4, 8) }, EIGHT),
      "OFFSETS_INVALID",
      "x",
      'the data of tensor "x" must begin at 0, where the one before it ends: current value is 4',
    ],
    [
      "data that is cut short",
      file({ x: tensor(0, 8) }, EIGHT.slice(0, 7)),
      "TRUNCATED",
      "",
      "it must have 8 bytes of data: current value is 7",
    ],
    [
      "a shape of more than any file has",
      file({ x: tensor(0, 2 ** 50) }, EIGHT),
      "TRUNCATED",
      "",
      "it must have 1125899906842624 bytes of data: current value is 8",
    ],
    [
      "data after the last tensor",
      file({ x: tensor(0, 4) }, EIGHT),
      "OFFSETS_INVALID",
      "",
      "it must end after 4 bytes of data: current value is 8",
    ],
  ])("decodeSafetensors() refuses %s", (_claim, bytes, code, path, message) => {
    expect(() => decodeSafetensors(bytes)).toThrow(
      expect.objectContaining({
        name: "ArtifactError",
        code,
        path,
        message: `Cannot use the model file as ${message}`,
      }),
    );
  });
});
