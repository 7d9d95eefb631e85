import type { Queryable } from "../postgres/database.ts";

/** The highest number that a dataset of a name has or had before it was deleted; 0 if there was none. */
export async function findLastNumber(db: Queryable, name: string): Promise<number> {
  const { rows } = await db.query<{ last: number }>(
    `select coalesce(max(number), 0) as last from (
       select number from datasets where name = $1 union all select number from deleted_datasets where name = $1
     ) as numbers`,
    [name],
  );
  return rows[0]!.last;
}
