import type { Queryable } from "../postgres/database.ts";
import { blobDigest } from "./insert_blob.ts";

/**
 * Reads all bytes of a blob, a chunk at a time, so that it takes little more memory than the bytes themselves.
 *
 * @throws {Error} If there is no such blob, or if its bytes are not those that were stored.
 */
export async function readBlob(db: Queryable, digest: string): Promise<Uint8Array<ArrayBuffer>> {
  const { rows } = await db.query<{ size: number }>("select size from blobs where digest = $1", [digest]);
  const size = rows[0]?.size;
  if (size === undefined) {
    throw new Error(`Cannot read a blob as it must exist: current value is ${digest}`);
  }
  const bytes = new Uint8Array(size);
  let offset = 0;
  for (let index = 0; offset < size; index += 1) {
    const chunk = await readChunk(db, digest, index);
    if (chunk === undefined || offset + chunk.byteLength > size) {
      throw new Error(
        `Cannot read a blob as its ${size} bytes must all be there: current value is ${digest}`,
      );
    }
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  if ((await blobDigest(bytes)) !== digest) {
    throw new Error(`Cannot read a blob as its bytes must have its digest: current value is ${digest}`);
  }
  return bytes;
}

async function readChunk(db: Queryable, digest: string, index: number): Promise<Uint8Array | undefined> {
  const { rows } = await db.query<{ bytes: Uint8Array }>(
    "select bytes from blob_chunks where digest = $1 and index = $2",
    [digest, index],
  );
  return rows[0]?.bytes;
}
