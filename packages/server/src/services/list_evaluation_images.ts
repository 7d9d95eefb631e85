import type { Database } from "../postgres/database.ts";
import {
  type ImageCell,
  type ImagePage,
  listEvaluationImages as list,
} from "../store/list_evaluation_images.ts";
import { readPlace } from "./read_place.ts";

export type { ImageCell };

/** Which images of each cell to list, in the terms of a connection. */
export interface ListEvaluationImages {
  readonly order: ImagePage["order"];
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
}

/** A part of the images of a cell. */
export interface ImageList {
  readonly evaluationId: string;
  readonly indices: readonly number[];
  readonly hasNextPage: boolean;
}

const defaultFirst = 20;
const mostImages = 100;

/**
 * Lists images of evaluations by their indices.
 *
 * @throws {InvalidInputError} If the cursor is none of ours.
 */
export async function listEvaluationImages(
  { database }: { readonly database: Database },
  cells: readonly ImageCell[],
  { order, first, after }: ListEvaluationImages,
): Promise<readonly ImageList[]> {
  const most = Math.min(Math.max(first ?? defaultFirst, 0), mostImages);
  const lists = await list(database.pool, cells, { order, after: readPlace(after), limit: most + 1 });
  return lists.map((indices, place) => ({
    evaluationId: cells[place]!.evaluationId,
    indices: indices.slice(0, most),
    hasNextPage: indices.length > most,
  }));
}
