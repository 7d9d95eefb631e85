import type { RunState } from "../generated/prisma/client.ts";
import type { Queryable } from "../postgres/database.ts";
import { evaluationWaits } from "./evaluation_waits.ts";
import { binding } from "./list_run_ids.ts";
import { runCondition } from "./run_condition.ts";
import type { RunFilter } from "./run_filter.ts";

/** What may need a run that is over, or the version that it made. */
export interface RunNeeds {
  /** A sweep that is not over, of which it is a trial. */
  readonly sweepId: string | null;
  /** An ablation whose report is made of it. */
  readonly ablationId: string | null;
  /** Its version, if that is pinned. */
  readonly pinnedId: string | null;
  /** An alias that points to its version. */
  readonly aliasId: string | null;
  /** An alias that pointed to its version once. */
  readonly pastAliasId: string | null;
  /** An evaluation of its version that waits or runs, or whose features are waited for. */
  readonly evaluationId: string | null;
  /** Runs that were made from it, and why. */
  readonly derived: readonly {
    readonly id: string;
    readonly kind: "FORK" | "REPRODUCTION" | "STARTED_FROM";
  }[];
}

/** A run with all that decides whether it can go. */
export interface NeededRun extends RunNeeds {
  readonly id: string;
  readonly state: RunState;
  readonly seed: number;
  readonly variantName: string;
  readonly versionId: string | null;
  /** Whether it is on the page that was asked for. */
  readonly isAsked: boolean;
  /** Whether the filter lets it through, on whatever page. */
  readonly isMeant: boolean;
}

/** Which runs to look at. */
export interface NeededPage {
  readonly filter: RunFilter;
  /** Only those that are older than this one. */
  readonly before?: string | undefined;
  readonly limit: number;
}

/** Enough for every lineage that people make; what is not looked at counts as there to stay. */
const mostRuns = 20_000;

/**
 * Reads a page of the runs of a filter, newest first, and all runs that were made from them, over however many generations; one
 * statement, whatever there is.
 */
export async function listRunNeeds(
  db: Queryable,
  { filter, before, limit }: NeededPage,
): Promise<readonly NeededRun[]> {
  const { values, bind } = binding();
  const condition = runCondition(filter, bind);
  const older = before === undefined ? "true" : `run.id < ${bind(before)}`;
  const { rows } = await db.query<NeededRun>(
    `with recursive asked as (
       select run.id from runs run where ${condition} and ${older} order by run.id desc limit ${bind(limit)}
     ), needed(id) as (
       select id from asked
       union
       select derived.id from needed cross join lateral (
         select id from runs where origin_id = needed.id and origin_kind in ('FORK', 'REPRODUCTION')
         union all
         select child.id from versions version join runs child on child.parent_id = version.id where version.run_id = needed.id
       ) derived
     )
     select run.id, run.state, run.seed, variant.name as "variantName", version.id as "versionId",
       run.id in (select id from asked) as "isAsked", ${condition} as "isMeant",
       (select sweep.id from sweep_trials trial join sweeps sweep on sweep.id = trial.sweep_id
        where trial.run_id = run.id and sweep.state in ('RUNNING', 'PAUSED')) as "sweepId",
       (select ablation_id from ablation_runs where run_id = run.id) as "ablationId",
       (select version_id from version_pins where version_id = version.id) as "pinnedId",
       (select id from aliases where version_id = version.id order by id limit 1) as "aliasId",
       coalesce(
         (select alias_id from alias_moves where to_version_id = version.id order by id limit 1),
         (select alias_id from alias_moves where from_version_id = version.id order by id limit 1)
       ) as "pastAliasId",
       (select id from evaluations where version_id = version.id and ${evaluationWaits} order by id limit 1) as "evaluationId",
       coalesce((
         select jsonb_agg(jsonb_build_object('id', derived.id, 'kind', derived.kind) order by derived.id)
         from (
           select id, origin_kind::text as kind from runs where origin_id = run.id and origin_kind in ('FORK', 'REPRODUCTION')
           union all
           select id, 'STARTED_FROM' from runs where parent_id = version.id
         ) derived
       ), '[]') as derived
     from (select id from needed limit ${mostRuns}) of
     join runs run on run.id = of.id
     join variants variant on variant.id = run.variant_id
     left join versions version on version.run_id = run.id
     order by run.id desc`,
    values,
  );
  return rows;
}
