import type { PoolClient } from "pg";
import type { Alias } from "../generated/prisma/client.ts";
import { aliasColumns } from "./lock_alias.ts";

/** Both tables of the statement have an `id`, and a moment. */
const qualified = aliasColumns.replace("id,", "aliases.id,").replace("created_at", "aliases.created_at");

/** A move of a locked alias. */
export interface AliasMoveInput {
  readonly alias: Alias;
  /** Null takes it away. */
  readonly toVersionId: string | null;
  readonly actor: string;
  readonly reason: string;
}

/** Moves a locked alias, with its history, in one statement. */
export async function moveAlias(client: PoolClient, move: AliasMoveInput): Promise<Alias> {
  // Not now(): that is when the transaction began, maybe long before it was its turn.
  const { rows } = await client.query<Alias>(
    `with moved as (
       insert into alias_moves (alias_id, sequence, from_version_id, to_version_id, actor, reason, created_at)
       select id, move_count + 1, version_id, $2, $3, $4, clock_timestamp() from aliases where id = $1
       returning alias_id, sequence, created_at
     )
     update aliases set version_id = $2, move_count = moved.sequence, updated_at = moved.created_at
     from moved where aliases.id = moved.alias_id
     returning ${qualified}`,
    [move.alias.id, move.toVersionId, move.actor, move.reason],
  );
  return rows[0]!;
}
