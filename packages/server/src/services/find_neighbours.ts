import { InvalidInputError } from "../errors/invalid_input_error.ts";
import { NoFeaturesError } from "../errors/no_features_error.ts";
import { NotFoundError } from "../errors/not_found_error.ts";
import type { Database } from "../postgres/database.ts";
import { createGate } from "../serving/create_gate.ts";
import { findFeatureRow, findFeatureState, readFeatures } from "../store/evaluation_features.ts";

/** Which neighbours to find. */
export interface FindNeighbours {
  readonly evaluationId: string;
  /** The image whose neighbours are wanted, by its place in the split. */
  readonly index: number;
  readonly first: number;
}

/** An image that is alike to a model. */
export interface Neighbour {
  readonly index: number;
  /** Cosine of the angle between the features: 1 for the same direction. */
  readonly similarity: number;
}

const mostNeighbours = 100;

/** Each search holds some MiB of features and computes on the event loop between two reads. */
const searching = createGate(2);

/**
 * Finds the images of an evaluation's split whose features are nearest to those of one of them, nearest first.
 *
 * @throws {InvalidInputError} If there is no such image, or too many are wanted.
 * @throws {NoFeaturesError} If the evaluation has no features.
 * @throws {NotFoundError} If there is no such evaluation.
 */
export async function findNeighbours(
  { database }: { readonly database: Database },
  { evaluationId, index, first }: FindNeighbours,
): Promise<readonly Neighbour[]> {
  const found = await findFeatureState(database.pool, evaluationId);
  if (found === undefined) {
    throw new NotFoundError("evaluation", evaluationId);
  }
  if (!found.isDone) {
    throw new NoFeaturesError("NOT_EVALUATED");
  }
  if (found.state !== "KEPT") {
    throw new NoFeaturesError(found.state ?? (found.isAsked ? "WAITING" : "NOT_KEPT"));
  }
  check("index", index, [0, found.count - 1]);
  check("first", first, [1, mostNeighbours]);
  return await searching(async () => {
    const own = (await findFeatureRow(database.pool, evaluationId, index))!;
    const start = (index - own.first) * own.length;
    const wanted = own.vectors.slice(start, start + own.length);
    const nearest: Neighbour[] = [];
    for await (const row of readFeatures(database.pool, evaluationId)) {
      for (let place = 0; place * row.length < row.vectors.length; place += 1) {
        const similarity = dot(wanted, row.vectors, place * row.length);
        if (row.first + place !== index) {
          keepNearest(nearest, { index: row.first + place, similarity }, first);
        }
      }
    }
    return nearest;
  });
}

function dot(wanted: Float32Array, vectors: Float32Array, start: number): number {
  let sum = 0;
  for (let feature = 0; feature < wanted.length; feature += 1) {
    sum += wanted[feature]! * vectors[start + feature]!;
  }
  return sum;
}

/** Puts one in its place among the nearest so far; of equally near ones the earlier image comes first. */
function keepNearest(nearest: Neighbour[], one: Neighbour, most: number): void {
  if (nearest.length === most && one.similarity <= nearest.at(-1)!.similarity) {
    return;
  }
  const place = nearest.findLastIndex(({ similarity }) => similarity >= one.similarity) + 1;
  nearest.splice(place, 0, one);
  nearest.length = Math.min(nearest.length, most);
}

function check(path: string, value: number, [least, most]: readonly [number, number]): void {
  if (value < least || value > most) {
    throw new InvalidInputError({
      path,
      received: String(value),
      message: `Cannot find neighbours as ${path} must be from ${least} to ${most}: current value is ${value}`,
    });
  }
}
