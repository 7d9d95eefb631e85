import type { PoolClient } from "pg";
import pg from "pg";
import { InUseError, type Things } from "../errors/in_use_error.ts";
import { OverloadError } from "../errors/overload_error.ts";
import { type Database, inTransaction } from "../postgres/database.ts";
import { listThings, type ThingQueries } from "../store/list_things.ts";

/** Something that was deleted, or would be. */
export interface Deletion {
  /** The type of the thing, such as `Dataset`. */
  readonly type: "Dataset" | "Model" | "Variant" | "Sweep" | "Ablation";
  readonly id: string;
  readonly name: string;
  readonly isDryRun: boolean;
  /** What goes with it. */
  readonly parts: readonly Things[];
}

/** What to delete, and whether it is only said what would come of it. */
export interface DeleteThing {
  readonly id: string;
  readonly dryRun: boolean;
}

/** Enough for whoever is about to refer to it to be done, as nobody does that for long. */
const lockTimeout = "3s";
/** SQLSTATE: a lock was not to be had in time; those who wait went round in a circle. */
const blocked: ReadonlySet<string | undefined> = new Set(["55P03", "40P01"]);

/**
 * Runs the transaction of a deletion. It holds what is deleted first, so that whoever refers to it later finds nothing, and waits for nobody for long.
 *
 * @throws {OverloadError} `BUSY` if somebody has what is deleted, or a part of it, for too long.
 */
export async function deleting<Result>(
  { pool }: Pick<Database, "pool">,
  noun: string,
  action: (client: PoolClient) => Promise<Result>,
): Promise<Result> {
  try {
    return await inTransaction(pool, async (client) => {
      await client.query(`set local lock_timeout = '${lockTimeout}'`);
      return await action(client);
    });
  } catch (error) {
    if (error instanceof pg.DatabaseError && blocked.has(error.code)) {
      throw new OverloadError("BUSY", `Cannot delete the ${noun} as nobody must be using it at this moment`);
    }
    throw error;
  }
}

/** @throws {InUseError} If there is something that needs what is to be deleted. */
export async function refuseIfNeeded(
  client: PoolClient,
  noun: string,
  { queries, id }: { readonly queries: ThingQueries; readonly id: string },
): Promise<void> {
  const holders = await listThings(client, queries, id);
  if (holders.length > 0) {
    throw new InUseError(noun, holders);
  }
}
