import type { Queryable } from "../postgres/database.ts";

/** Bytes to keep, and what they are. */
export interface NewBlob {
  readonly bytes: Uint8Array;
  /** Such as `application/octet-stream`; the first to store the bytes decides. */
  readonly mediaType: string;
}

/** Small enough that no statement holds much memory on either side. */
const chunkSize = 1024 * 1024;

/**
 * Stores bytes under their SHA-256, unless they are there already.
 *
 * Use it in a transaction: a blob whose chunks are not all there must never be seen. Transactions that store several
 * blobs store them in the order of their digests, or two of them may wait for each other.
 *
 * @returns The digest (hex), by which `readBlob` finds them.
 */
export async function insertBlob(db: Queryable, { bytes, mediaType }: NewBlob): Promise<string> {
  const digest = await blobDigest(bytes);
  // An update that changes nothing, since it locks the row: nobody deletes the blob before the caller refers to it.
  const { rows } = await db.query<{ isNew: boolean }>(
    `insert into blobs (digest, size, media_type) values ($1, $2, $3)
     on conflict (digest) do update set media_type = blobs.media_type returning xmax = 0 as "isNew"`,
    [digest, bytes.byteLength, mediaType],
  );
  if (rows[0]?.isNew === false) {
    return digest;
  }
  for (let index = 0; index * chunkSize < bytes.byteLength; index += 1) {
    const start = bytes.byteOffset + index * chunkSize;
    const length = Math.min(chunkSize, bytes.byteLength - index * chunkSize);
    await db.query("insert into blob_chunks (digest, index, bytes) values ($1, $2, $3)", [
      digest,
      index,
      Buffer.from(bytes.buffer, start, length),
    ]);
  }
  return digest;
}

/** The name under which bytes are stored: their SHA-256 (hex), computed off the event loop. */
export async function blobDigest(bytes: Uint8Array): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", bytes as Uint8Array<ArrayBuffer>);
  return Buffer.from(digest).toString("hex");
}
