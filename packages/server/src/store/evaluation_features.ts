import type { PoolClient } from "pg";
import type { FeatureState } from "../generated/prisma/client.ts";
import type { Queryable } from "../postgres/database.ts";

/** Features of the images of a split, one image after the other, each image's of Euclidean length 1 (or 0). */
export interface Features {
  /** Numbers an image. */
  readonly length: number;
  readonly vectors: Float32Array;
}

/** Bytes of one row. */
const rowBytes = 2 ** 20;
/** Rows of one statement. */
const rowsAtOnce = 8;

/** Keeps the features of an evaluation. */
export async function insertFeatures(
  client: PoolClient,
  evaluationId: string,
  { length, vectors }: Features,
): Promise<void> {
  const images = Math.max(1, Math.floor(rowBytes / (length * 4)));
  for (let first = 0; first * length < vectors.length; first += images) {
    const part = vectors.subarray(first * length, (first + images) * length);
    await client.query(
      "insert into evaluation_features (evaluation_id, first, length, vectors) values ($1, $2, $3, $4)",
      [evaluationId, first, length, Buffer.from(part.buffer, part.byteOffset, part.byteLength)],
    );
  }
}

/** Whether an evaluation has features. */
export interface FoundFeatures {
  /** Whether it has succeeded. */
  readonly isDone: boolean;
  /** Number of its images. */
  readonly count: number;
  /** Null until it has succeeded, and if it did under an older server. */
  readonly state: FeatureState | null;
  /** Whether they are to be computed now, as an older server did not. */
  readonly isAsked: boolean;
}

/** Says whether an evaluation has features; undefined if there is no such evaluation. */
export async function findFeatureState(
  db: Queryable,
  evaluationId: string,
): Promise<FoundFeatures | undefined> {
  const { rows } = await db.query<FoundFeatures>(
    `select state = 'SUCCEEDED' as "isDone", coalesce(count, 0) as count, feature_state as state,
       features_asked_at is not null as "isAsked"
     from evaluations where id = $1`,
    [evaluationId],
  );
  return rows[0];
}

/** Features of neighbouring images. */
export interface FeatureRow extends Features {
  /** The index of the first. */
  readonly first: number;
}

/** Reads the row that has an image. */
export async function findFeatureRow(
  db: Queryable,
  evaluationId: string,
  index: number,
): Promise<FeatureRow | undefined> {
  const { rows } = await db.query<StoredRow>(
    `select first, length, vectors from evaluation_features where evaluation_id = $1 and first <= $2
     order by first desc limit 1`,
    [evaluationId, index],
  );
  return rows.map(readRow)[0];
}

/** Reads all features of an evaluation, a few MiB at a time. */
export async function* readFeatures(db: Queryable, evaluationId: string): AsyncGenerator<FeatureRow, void> {
  let behind = -1;
  for (;;) {
    const { rows } = await db.query<StoredRow>(
      `select first, length, vectors from evaluation_features where evaluation_id = $1 and first > $2
       order by first limit ${rowsAtOnce}`,
      [evaluationId, behind],
    );
    yield* rows.map(readRow);
    if (rows.length < rowsAtOnce) {
      return;
    }
    behind = rows.at(-1)!.first;
  }
}

interface StoredRow {
  readonly first: number;
  readonly length: number;
  readonly vectors: Buffer;
}

function readRow({ first, length, vectors }: StoredRow): FeatureRow {
  // The driver's buffers begin anywhere, and numbers must begin at multiples of their size.
  const bytes = new Uint8Array(vectors);
  return { first, length, vectors: new Float32Array(bytes.buffer) };
}
