import type { Queryable } from "../postgres/database.ts";
import { binding } from "./list_run_ids.ts";
import { byOwner, perOwner } from "./per_owner.ts";

/** Rows of a table that belong to an owner: table, and the column that has the owner's id. */
export type Relation =
  | readonly ["runs", "dataset_id" | "variant_id" | "parent_id"]
  | readonly ["versions", "dataset_id" | "variant_id" | "model_id"]
  | readonly ["variants", "model_id"]
  | readonly ["sweeps", "dataset_id" | "variant_id"]
  | readonly ["evaluations", "version_id"]
  | readonly ["aliases", "model_id" | "version_id"]
  | readonly ["alias_moves", "alias_id"]
  | readonly ["gates" | "gate_checks", "model_id"]
  | readonly ["deleted_versions", "model_id"]
  | readonly ["webhook_deliveries", "webhook_id"]
  | readonly ["acts", "subject_id"];

/** Which part of what belongs to each owner to list. */
export interface RelatedRange {
  /** Only what is older than this one. */
  readonly after?: string | undefined;
  /** Only what is newer than this one. */
  readonly before?: string | undefined;
  /** From which end the rows are counted. */
  readonly from: "newest" | "oldest";
  readonly limit: number;
}

/** What says which row is newer, where it is not the id. */
const orders: Readonly<Partial<Record<Relation[0], string>>> = { alias_moves: "sequence" };

/**
 * Lists ids of what belongs to owners, for any number of owners in one statement.
 *
 * @returns One list an owner, whose rows come in the order in which they were counted.
 */
export async function listRelatedIds(
  db: Queryable,
  [table, column]: Relation,
  { owners, after, before, from, limit }: RelatedRange & { readonly owners: readonly string[] },
): Promise<readonly (readonly string[])[]> {
  const { values, bind } = binding();
  const order = orders[table] ?? "id";
  const border = (id: string): string =>
    order === "id" ? bind(id) : `(select ${order} from ${table} where id = ${bind(id)})`;
  const direction = from === "newest" ? "desc" : "asc";
  const most = bind(limit);
  const older = after === undefined ? "true" : `each.${order} < ${border(after)}`;
  const newer = before === undefined ? "true" : `each.${order} > ${border(before)}`;
  const pages = perOwner(
    owners,
    bind,
    (owner) =>
      `select each.id, each.${order} as rank from ${table} each where each.${column} = ${owner} and ${older} and ${newer}
       order by each.${order} ${direction} limit ${most}`,
  );
  const { rows } = await db.query<{ place: number; id: string }>(
    `select place, id from (${pages}) as part order by place, rank ${direction}`,
    values,
  );
  return byOwner(owners, rows).map((list) => list.map(({ id }) => id));
}
