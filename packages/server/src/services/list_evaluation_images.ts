import type { Database } from "../postgres/database.ts";
import {
  type ImageCell,
  type ImagePage,
  listEvaluationImages as list,
} from "../store/list_evaluation_images.ts";
import { type PageBounds, planPage } from "./plan_page.ts";
import { readNumberCursor } from "./read_cursor.ts";

export type { ImageCell };

/** Which images of each cell to list, in the terms of a connection. */
export interface ListEvaluationImages extends PageBounds {
  readonly order: ImagePage["order"];
}

/** A part of the images of a cell. */
export interface ImageList {
  readonly evaluationId: string;
  readonly indices: readonly number[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
}

/**
 * Lists images of evaluations by their indices, also from the end of the order.
 *
 * @throws {InvalidInputError} If a cursor is none of ours, or the page is asked for from both ends.
 */
export async function listEvaluationImages(
  { database }: { readonly database: Database },
  cells: readonly ImageCell[],
  { order, ...bounds }: ListEvaluationImages,
): Promise<readonly ImageList[]> {
  const plan = planPage(bounds);
  const lists = await list(database.pool, cells, {
    order,
    after: readNumberCursor("after", bounds.after),
    before: readNumberCursor("before", bounds.before),
    fromEnd: plan.fromEnd,
    limit: plan.limit,
  });
  return lists.map((found, place) => {
    const { nodes, ...rest } = plan.cut(found);
    return { evaluationId: cells[place]!.evaluationId, indices: nodes, ...rest };
  });
}
