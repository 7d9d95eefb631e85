import { ArtifactError } from "../errors/artifact_error.ts";
import { type Shape, sizeOf } from "../graph/tensor_type.ts";
import { canonicalJson } from "../spec/canonical_json.ts";

/** A float32 tensor of a file. */
export interface FileTensor {
  readonly shape: Shape;
  readonly data: Float32Array;
}

/** What a safetensors file holds. */
export interface Safetensors {
  readonly tensors: ReadonlyMap<string, FileTensor>;
  /** Free text by key. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** A tensor as the header describes it. */
interface TensorHeader {
  readonly name: string;
  readonly shape: Shape;
  readonly begin: number;
  readonly end: number;
}

const PREFIX = 8;
/** Longest header that is read: far above what a network with thousands of tensors needs. */
const HEADER_LIMIT = 0x100_0000;
const METADATA = "__metadata__";

/**
 * Writes a safetensors file. The same content gives the same bytes: tensors in the order of their names, canonical JSON, the header
 * padded with spaces so that data begins at a multiple of 8.
 */
export function encodeSafetensors({ tensors, metadata }: Safetensors): Uint8Array {
  const sorted = [...tensors].sort(([a], [b]) => (a < b ? -1 : 1));
  const header: Record<string, unknown> = { [METADATA]: metadata };
  let length = 0;
  for (const [name, { shape, data }] of sorted) {
    header[name] = { dtype: "F32", shape, data_offsets: [length, length + data.length * 4] };
    length += data.length * 4;
  }
  const json = new TextEncoder().encode(canonicalJson(header));
  const start = Math.ceil((PREFIX + json.length) / 8) * 8;
  const bytes = new Uint8Array(start + length).fill(0x20, PREFIX + json.length, start);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(start - PREFIX), true);
  bytes.set(json, PREFIX);
  let offset = start;
  for (const [, { data }] of sorted) {
    for (const value of data) {
      view.setFloat32(offset, value, true);
      offset += 4;
    }
  }
  return bytes;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isSizes(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((size) => Number.isSafeInteger(size) && size >= 0);
}

function truncated(rule: string, received: number): ArtifactError {
  return new ArtifactError({ code: "TRUNCATED", path: "", rule, received });
}

function invalidHeader(path: string, rule: string, received: unknown): ArtifactError {
  return new ArtifactError({ code: "HEADER_INVALID", path, rule, received });
}

/** Where the data begins, and the header's JSON. */
function readHeader(bytes: Uint8Array): { start: number; header: Readonly<Record<string, unknown>> } {
  if (bytes.length < PREFIX) {
    throw truncated(`it must have at least ${PREFIX} bytes`, bytes.length);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = Number(view.getBigUint64(0, true));
  if (length > HEADER_LIMIT) {
    throw new ArtifactError({
      code: "HEADER_TOO_LARGE",
      path: "",
      rule: `its header must not be longer than ${HEADER_LIMIT} bytes`,
      received: length,
    });
  }
  const start = PREFIX + length;
  if (bytes.length < start) {
    throw truncated(`it must have at least ${start} bytes for its header`, bytes.length);
  }
  const text = new TextDecoder().decode(bytes.subarray(PREFIX, start));
  let header: unknown;
  try {
    header = JSON.parse(text);
  } catch {
    throw invalidHeader("", "its header must be JSON", text.slice(0, 40));
  }
  if (!isObject(header)) {
    throw invalidHeader("", "its header must be an object", header);
  }
  return { start, header };
}

function readMetadata(header: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  const metadata = header[METADATA] ?? {};
  if (!isObject(metadata) || !Object.values(metadata).every((value) => typeof value === "string")) {
    throw invalidHeader(METADATA, `${METADATA} must hold text by key`, metadata);
  }
  return metadata as Readonly<Record<string, string>>;
}

function readTensorHeader(name: string, value: unknown): TensorHeader {
  if (!isObject(value) || !isSizes(value["shape"]) || !isSizes(value["data_offsets"])) {
    throw invalidHeader(name, `tensor "${name}" must have a dtype, a shape and data_offsets`, value);
  }
  if (value["dtype"] !== "F32") {
    throw new ArtifactError({
      code: "DTYPE_UNSUPPORTED",
      path: name,
      rule: `tensor "${name}" must have dtype F32`,
      received: value["dtype"],
    });
  }
  const { shape, data_offsets: offsets } = value;
  const needed = sizeOf(shape) * 4;
  if (offsets.length !== 2 || offsets[1]! - offsets[0]! !== needed) {
    throw new ArtifactError({
      code: "OFFSETS_INVALID",
      path: name,
      rule: `tensor "${name}" of shape [${shape.join(",")}] must have data_offsets ${needed} bytes apart`,
      received: offsets,
    });
  }
  return { name, shape, begin: offsets[0]!, end: offsets[1]! };
}

/** Fails unless tensors follow one another without overlap or hole, up to the end of the file. */
function checkLayout(tensors: readonly TensorHeader[], available: number): void {
  let length = 0;
  for (const { name, begin, end } of [...tensors].sort((a, b) => a.begin - b.begin || a.end - b.end)) {
    if (begin !== length) {
      throw new ArtifactError({
        code: "OFFSETS_INVALID",
        path: name,
        rule: `the data of tensor "${name}" must begin at ${length}, where the one before it ends`,
        received: begin,
      });
    }
    length = end;
  }
  if (available < length) {
    throw truncated(`it must have ${length} bytes of data`, available);
  }
  if (available > length) {
    throw new ArtifactError({
      code: "OFFSETS_INVALID",
      path: "",
      rule: `it must end after ${length} bytes of data`,
      received: available,
    });
  }
}

/**
 * Reads a safetensors file of float32 tensors. Nothing is allocated before the whole layout has been checked against the file's length.
 * @throws {ArtifactError} If the file is cut short, or its header or layout is broken, or a tensor is not float32.
 */
export function decodeSafetensors(bytes: Uint8Array): Safetensors {
  const { start, header } = readHeader(bytes);
  const metadata = readMetadata(header);
  const described = Object.entries(header)
    .filter(([name]) => name !== METADATA)
    .map(([name, value]) => readTensorHeader(name, value));
  checkLayout(described, bytes.length - start);
  const view = new DataView(bytes.buffer, bytes.byteOffset + start, bytes.length - start);
  const tensors = new Map<string, FileTensor>();
  for (const { name, shape, begin, end } of described) {
    const data = new Float32Array((end - begin) / 4);
    for (let i = 0; i < data.length; i++) {
      data[i] = view.getFloat32(begin + i * 4, true);
    }
    tensors.set(name, { shape, data });
  }
  return { tensors, metadata };
}
