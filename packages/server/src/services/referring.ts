import pg, { type PoolClient } from "pg";
import { NotFoundError } from "../errors/not_found_error.ts";
import { type Database, inTransaction } from "../postgres/database.ts";

const foreignKeyViolation = "23503";
const keys = /_(?<noun>dataset|variant|model)_id_fkey$/;

/**
 * Runs a transaction that refers to a dataset, a variant or a model that was found before it.
 *
 * @throws {NotFoundError} If somebody has deleted that meanwhile.
 */
export async function referring<Result>(
  { pool }: Pick<Database, "pool">,
  action: (client: PoolClient) => Promise<Result>,
): Promise<Result> {
  try {
    return await inTransaction(pool, action);
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.code === foreignKeyViolation) {
      const noun = keys.exec(error.constraint ?? "")?.groups?.["noun"];
      if (noun !== undefined) {
        throw new NotFoundError(noun, /\)=\((?<id>[^)]+)\)/.exec(error.detail ?? "")?.groups?.["id"] ?? "");
      }
    }
    throw error;
  }
}
