import type { RunState } from "../generated/prisma/client.ts";
import type { Queryable } from "../postgres/database.ts";

/** What is known of one run of an ablation. */
export interface AblationFigures {
  /** Empty for the base. */
  readonly technique: string;
  readonly seed: number;
  readonly state: RunState;
  /** Its value of the metric that is compared; null if it has none. */
  readonly value: number | null;
  /** Seconds that the training took; null until it has succeeded. */
  readonly seconds: number | null;
  readonly parameters: number;
}

/** Reads the figures of all runs of an ablation, those that are compared and what they cost. */
export async function listAblationFigures(
  db: Queryable,
  ablationId: string,
  metric: string,
): Promise<AblationFigures[]> {
  const { rows } = await db.query<AblationFigures>(
    `select part.technique, part.seed, run.state, measured.value, took.value as seconds,
       variant.parameter_count as parameters
     from ablation_runs part
     join runs run on run.id = part.run_id
     join variants variant on variant.id = run.variant_id
     left join run_metrics measured on measured.run_id = run.id and measured.name = $2
     left join run_metrics took on took.run_id = run.id and took.name = 'trainingSeconds'
     where part.ablation_id = $1 order by part.technique, part.seed`,
    [ablationId, metric],
  );
  return rows;
}
