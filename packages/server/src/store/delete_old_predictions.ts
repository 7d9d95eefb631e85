import type { Queryable } from "../postgres/database.ts";
import { patientQuery } from "./patient_query.ts";
import { firstUuidOf } from "./uuid_v7.ts";

/** How many predictions stay, and for how long. */
export interface PredictionLimits {
  readonly days: number;
  /** The newest that stay. */
  readonly most: number;
}

/** A statement must not hold up others for long. */
const mostAtOnce = 5000;

/** Deletes some of the predictions that are over the limits, oldest first. @returns How many; 0 once there are none. */
export async function deleteOldPredictions(db: Queryable, { days, most }: PredictionLimits): Promise<number> {
  const border = firstUuidOf(new Date(Date.now() - days * 86_400_000));
  // Two servers that clean up at a time leave each other's rows alone.
  const statement = patientQuery(
    `delete from predictions where id in (
       select id from predictions
       where id < greatest($1, (select id from predictions order by id desc offset $2 limit 1))
       order by id limit ${mostAtOnce} for update skip locked
     )`,
    [border, most - 1],
  );
  const { rowCount } = await db.query(statement);
  return rowCount ?? 0;
}
