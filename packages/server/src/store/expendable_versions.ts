import type { PoolClient } from "pg";
import type { Queryable } from "../postgres/database.ts";
import { deleteUnusedBlob } from "./delete_unused_blob.ts";
import { evaluationWaits } from "./evaluation_waits.ts";

/** Which versions nobody asked to keep. */
export interface RetentionRule {
  /** Null for all models. */
  readonly modelId: string | null;
  /** The newest versions of each model that stay. */
  readonly keepNewest: number;
  /** Versions stay that are not older. */
  readonly olderThanDays: number;
}

/**
 * What a rule lets go and nothing needs: no pin, no alias nor its history, no run that started from it, no reproduction (it
 * is held against the original, so both stay), no evaluation that waits.
 */
const expendable = `
  select id from (
    select id, run_id, created_at, row_number() over (partition by model_id order by id desc) as place
    from versions where $1::text is null or model_id = $1
  ) as ranked
  where place > $2 and created_at < now() - $3::int * interval '1 day'
    and not exists (select from version_pins where version_id = ranked.id)
    and not exists (select from aliases where version_id = ranked.id)
    and not exists (select from alias_moves where from_version_id = ranked.id)
    and not exists (select from alias_moves where to_version_id = ranked.id)
    and not exists (select from runs where parent_id = ranked.id)
    and not exists (select from runs where origin_id = ranked.run_id and origin_kind = 'REPRODUCTION')
    and not exists (select from runs where id = ranked.run_id and origin_kind = 'REPRODUCTION')
    and not exists (select from evaluations where version_id = ranked.id and ${evaluationWaits})`;

function values({ modelId, keepNewest, olderThanDays }: RetentionRule): readonly unknown[] {
  return [modelId, keepNewest, olderThanDays];
}

/** Finds what a rule lets go, oldest first. */
export async function findExpendableVersions(
  db: Queryable,
  rule: RetentionRule,
  most: number,
): Promise<readonly string[]> {
  const { rows } = await db.query<{ id: string }>(`${expendable} order by id limit $4`, [
    ...values(rule),
    most,
  ]);
  return rows.map(({ id }) => id);
}

/** Deletes those of some versions that a rule still lets go, with bytes that nothing else needs. @returns Their ids. */
export async function deleteExpendableVersions(
  client: PoolClient,
  rule: RetentionRule,
  { ids, actor }: { readonly ids: readonly string[]; readonly actor: string },
): Promise<readonly string[]> {
  // Whoever is about to refer to one of them, or to its run, holds its lock: that one stays, and nobody waits in a circle. Of the
  // others, what the next statement sees is the truth.
  const locked = await client.query<{ id: string }>(
    `select versions.id from versions join runs on runs.id = run_id where versions.id = any($1)
     order by versions.id for update skip locked`,
    [ids],
  );
  const { rows } = await client.query<{ id: string; artifact: string }>(
    `with gone as (
       delete from versions where id = any($4) and id in (${expendable})
       returning id, model_id, run_id, digest, artifact_digest
     ), noted as (
       insert into deleted_versions (id, model_id, run_id, digest, actor) select id, model_id, run_id, digest, $5 from gone
     )
     select id, artifact_digest as artifact from gone order by id`,
    [...values(rule), locked.rows.map(({ id }) => id), actor],
  );
  // In one order, so that two deletions never wait for each other.
  for (const digest of [...new Set(rows.map(({ artifact }) => artifact))].sort()) {
    await deleteUnusedBlob(client, digest);
  }
  return rows.map(({ id }) => id);
}
