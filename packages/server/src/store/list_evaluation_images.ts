import type { EvaluationImage } from "../generated/prisma/client.ts";
import type { Queryable } from "../postgres/database.ts";
import { binding } from "./list_run_ids.ts";

/** Images of an evaluation: all, or those of a class, those taken for a class, or those of one cell of the confusion matrix. */
export interface ImageCell {
  readonly evaluationId: string;
  readonly label: number | null;
  readonly predicted: number | null;
}

/** Which part of the images of each cell to list. */
export interface ImagePage {
  /** In the order of the split, or those first whose true class has the lowest score. */
  readonly order: "INDEX" | "WORST";
  /** The index of the image behind which the page begins. */
  readonly after?: number | undefined;
  readonly limit: number;
}

/** Lists indices of images, for any number of cells in one statement. @returns One list a cell. */
export async function listEvaluationImages(
  db: Queryable,
  cells: readonly ImageCell[],
  { order, after, limit }: ImagePage,
): Promise<readonly (readonly EvaluationImage["index"][])[]> {
  const { values, bind } = binding();
  const [most, border] = [bind(limit), after === undefined ? undefined : bind(after)];
  const sorted = order === "WORST" ? "each.label_score, each.index" : "each.index";
  const parts = cells.map(({ evaluationId, label, predicted }, place) => {
    const id = bind(evaluationId);
    const conditions = [
      `each.evaluation_id = ${id}`,
      label === null ? [] : `each.label = ${bind(label)}`,
      predicted === null ? [] : `each.predicted = ${bind(predicted)}`,
      border === undefined
        ? []
        : order === "INDEX"
          ? `each.index > ${border}`
          : `(each.label_score, each.index) > ((select label_score from evaluation_images where evaluation_id = ${id} and index = ${border}), ${border})`,
    ].flat();
    return `(select ${place} as place, each.index, each.label_score from evaluation_images each
      where ${conditions.join(" and ")} order by ${sorted} limit ${most})`;
  });
  const { rows } = await db.query<{ place: number; index: number }>(
    `select place, index from (${parts.join(" union all ")}) as each order by place, ${sorted}`,
    values,
  );
  const lists: number[][] = cells.map(() => []);
  for (const { place, index } of rows) {
    lists[place]!.push(index);
  }
  return lists;
}
