import { DataError } from "../errors/data_error.ts";

/** Whether bytes begin as a gzip file does. */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

function tooLarge(path: string, limit: number): DataError {
  return new DataError({
    code: "DATA_TOO_LARGE",
    path,
    message: `Cannot read ${path} as it must not inflate to more than ${limit} bytes`,
  });
}

function concatenate(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    whole.set(chunk, offset);
    offset += chunk.length;
  }
  return whole;
}

/**
 * Inflates gzip, and stops as soon as there is more than `limit`: the size that the file claims is never believed.
 * @throws {DataError} `GZIP_INVALID` if the bytes are not gzip to their end, `DATA_TOO_LARGE` over the limit.
 */
export async function inflate(
  bytes: Uint8Array,
  options: { readonly path: string; readonly limit: number },
): Promise<Uint8Array> {
  const { path, limit } = options;
  const source = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream();
  const reader = source.pipeThrough(new DecompressionStream("gzip")).getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      chunks.push(part.value);
      length += part.value.length;
      if (length > limit) {
        throw tooLarge(path, limit);
      }
    }
  } catch (error) {
    // Stops the work behind the stream; that it fails to stop adds nothing to the first error.
    await reader.cancel().catch(() => undefined);
    if (error instanceof DataError) {
      throw error;
    }
    const message = `Cannot read ${path} as it must be whole gzip data: current length is ${bytes.length} bytes`;
    throw new DataError({ code: "GZIP_INVALID", path, message, value: bytes.length, cause: error });
  }
  return concatenate(chunks, length);
}
