import type { EvaluationImage } from "../generated/prisma/client.ts";
import type { Queryable } from "../postgres/database.ts";
import { binding } from "./list_run_ids.ts";
import { byOwner, perOwner } from "./per_owner.ts";

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
  /** The index of the image before which it ends. */
  readonly before?: number | undefined;
  /** Whether it is the last ones that are read, the last one first. */
  readonly fromEnd: boolean;
  readonly limit: number;
}

/** A cell as a text, as statements name it. */
function nameOf({ evaluationId, label, predicted }: ImageCell): string {
  return `${evaluationId} ${label ?? ""} ${predicted ?? ""}`;
}

/**
 * Lists indices of images, for any number of cells in one statement.
 *
 * @param cells They must all name a class, or none, and so with what was predicted.
 * @returns One list a cell.
 */
export async function listEvaluationImages(
  db: Queryable,
  cells: readonly ImageCell[],
  { order, after, before, fromEnd, limit }: ImagePage,
): Promise<readonly (readonly EvaluationImage["index"][])[]> {
  const { values, bind } = binding();
  const most = bind(limit);
  const keys = order === "WORST" ? ["each.label_score", "each.index"] : ["each.index"];
  const sorted = keys.map((key) => `${key} ${fromEnd ? "desc" : "asc"}`).join(", ");
  const [first] = cells;
  const names = cells.map(nameOf);
  const [start, end] = [after, before].map((index) => (index === undefined ? undefined : bind(index)));
  const pages = perOwner(names, bind, (cell) => {
    const id = `split_part(${cell}, ' ', 1)`;
    const beyond = (sign: string, border: string | undefined): readonly string[] => {
      if (border === undefined) {
        return [];
      }
      const score = `(select label_score from evaluation_images where evaluation_id = ${id} and index = ${border})`;
      return [`(${keys.join(", ")}) ${sign} (${order === "WORST" ? `${score}, ` : ""}${border})`];
    };
    const conditions = [
      `each.evaluation_id = ${id}`,
      first?.label == null ? [] : `each.label = split_part(${cell}, ' ', 2)::int`,
      first?.predicted == null ? [] : `each.predicted = split_part(${cell}, ' ', 3)::int`,
      beyond(">", start),
      beyond("<", end),
    ].flat();
    return `select each.index, each.label_score from evaluation_images each
      where ${conditions.join(" and ")} order by ${sorted} limit ${most}`;
  });
  const { rows } = await db.query<{ place: number; index: number }>(
    `select place, index from (${pages}) as each order by place, ${sorted}`,
    values,
  );
  return byOwner(names, rows).map((list) => list.map(({ index }) => index));
}
