import type { Queryable } from "../postgres/database.ts";

const chunkSize = 1024 * 1024;

/** Reads some bytes of a blob, and no others; fewer where it ends before. */
export async function readBlobRange(
  db: Queryable,
  digest: string,
  { start, length }: { readonly start: number; readonly length: number },
): Promise<Uint8Array> {
  const { rows } = await db.query<{ bytes: Uint8Array }>(
    `select substring(bytes
       from greatest($2::bigint - index::bigint * $4, 0)::int + 1
       for (least($3::bigint - index::bigint * $4, $4) - greatest($2::bigint - index::bigint * $4, 0))::int) as bytes
     from blob_chunks
     where digest = $1 and index between $2::bigint / $4 and ($3::bigint - 1) / $4
     order by index`,
    [digest, start, start + length, chunkSize],
  );
  return Buffer.concat(rows.map(({ bytes }) => bytes));
}
