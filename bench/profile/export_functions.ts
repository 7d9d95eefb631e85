import { unsigned } from "../../packages/core/src/engines/wasm/assembler/leb128.ts";

const HEADER_BYTES = 8;
const EXPORT_SECTION = 7;
const FUNCTION_KIND = 0;

/** Reads unsigned LEB128. @returns The number and the place behind it. */
function readUnsigned(bytes: Uint8Array, start: number): [value: number, end: number] {
  let value = 0;
  let factor = 1;
  for (let at = start; ; at++) {
    value += (bytes[at]! & 0x7f) * factor;
    factor *= 128;
    if (bytes[at]! < 0x80) {
      return [value, at + 1];
    }
  }
}

/** A WebAssembly module with these of its functions exported too, by their numbers: `f12`. */
export function exportFunctions(bytes: Uint8Array, functions: readonly number[]): Uint8Array<ArrayBuffer> {
  const parts: number[][] = [[...bytes.subarray(0, HEADER_BYTES)]];
  for (let at = HEADER_BYTES; at < bytes.length; ) {
    const [size, begin] = readUnsigned(bytes, at + 1);
    const end = begin + size;
    if (bytes[at] === EXPORT_SECTION) {
      const [count, first] = readUnsigned(bytes, begin);
      const added = functions.flatMap((index) => {
        const name = [...new TextEncoder().encode(`f${index}`)];
        return [...unsigned(name.length), ...name, FUNCTION_KIND, ...unsigned(index)];
      });
      const body = [...unsigned(count + functions.length), ...bytes.subarray(first, end), ...added];
      parts.push([EXPORT_SECTION, ...unsigned(body.length), ...body]);
    } else {
      parts.push([...bytes.subarray(at, end)]);
    }
    at = end;
  }
  return Uint8Array.from(parts.flat());
}
