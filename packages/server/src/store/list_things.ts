import type { ThingKind, Things } from "../errors/in_use_error.ts";
import type { Queryable } from "../postgres/database.ts";

/** How the ids of things of some kinds are found that hang on another one, whose id is `$1`. */
export type ThingQueries = Readonly<Partial<Record<ThingKind, string>>>;

/** What needs a dataset. */
export const thingsOfDataset: ThingQueries = {
  RUNS: "select id from runs where dataset_id = $1",
  VERSIONS: "select id from versions where dataset_id = $1",
  EVALUATIONS: "select id from evaluations where dataset_id = $1",
  SWEEPS: "select id from sweeps where dataset_id = $1",
  ABLATIONS: "select id from ablations where dataset_id = $1",
  // No key leads from a gate to the datasets of its rules.
  GATES: `select model_id as id from gates where rules @> jsonb_build_array(jsonb_build_object('metric', jsonb_build_object('datasetId', $1)))
    or rules @> jsonb_build_array(jsonb_build_object('comparison', jsonb_build_object('datasetId', $1)))`,
  NEWER_DATASETS: `select newer.id from datasets old join datasets newer on newer.name = old.name and newer.number > old.number
    where old.id = $1`,
};

/** What needs a variant. */
export const thingsOfVariant: ThingQueries = {
  RUNS: `select id from runs where variant_id = $1
    union select run_id from fork_points where variant_id = $1`,
  SWEEPS: `select id from sweeps where variant_id = $1
    union select sweep_id from sweep_trials where variant_id = $1`,
  ABLATIONS: "select id from ablations where variant_id = $1",
};

const variantsOfModel = "select id from variants where model_id = $1";

/** What needs a model: what was trained or is searched, and what was in production once. */
export const thingsOfModel: ThingQueries = {
  RUNS: `select id from runs where variant_id in (${variantsOfModel})`,
  VERSIONS: "select id from versions where model_id = $1",
  ALIASES: "select id from aliases where model_id = $1 and move_count > 0",
  SWEEPS: `select id from sweeps where variant_id in (${variantsOfModel}) and state in ('RUNNING', 'PAUSED')`,
};

/** What goes with a model that nothing needs. */
export const partsOfModel: ThingQueries = {
  VARIANTS: variantsOfModel,
  SWEEPS: `select id from sweeps where variant_id in (${variantsOfModel})`,
  ABLATIONS: `select id from ablations where variant_id in (${variantsOfModel})`,
  GATES: "select model_id as id from gates where model_id = $1",
};

/** The runs of an ablation that are not over. */
export const thingsOfAblation: ThingQueries = {
  RUNS: `select run.id from ablation_runs part join runs run on run.id = part.run_id
    where part.ablation_id = $1 and run.state in ('QUEUED', 'RUNNING', 'PAUSED')`,
};

/** Lists what hangs on something, kind by kind, with one statement. @returns Only kinds of which there are some. */
export async function listThings(
  db: Queryable,
  queries: ThingQueries,
  id: string,
): Promise<readonly Things[]> {
  const parts = Object.entries(queries).map(
    ([kind, query], place) =>
      `select ${place} as place, '${kind}' as kind, count(*)::int as count, (array_agg(id order by id))[1:10] as ids
       from (${query}) as found having count(*) > 0`,
  );
  const { rows } = await db.query<Things>(
    `select kind, count, ids from (${parts.join(" union all ")}) as kinds order by place`,
    [id],
  );
  return rows;
}
