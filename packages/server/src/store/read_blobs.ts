import type { Queryable } from "../postgres/database.ts";

/** Reads several small blobs with one statement; those that are not there are left out. */
export async function readBlobs(
  db: Queryable,
  digests: readonly string[],
): Promise<ReadonlyMap<string, Uint8Array>> {
  const { rows } = await db.query<{ digest: string; bytes: Uint8Array }>(
    "select digest, bytes from blob_chunks where digest = any($1) order by digest, index",
    [digests],
  );
  const chunks = Map.groupBy(rows, ({ digest }) => digest);
  return new Map(
    [...chunks].map(([digest, parts]) => [digest, Buffer.concat(parts.map(({ bytes }) => bytes))]),
  );
}
