import { parseModelSpec, parseTrainSpec } from "@convzoo/core";
import type { Database } from "../postgres/database.ts";
import { tinyModel } from "./models.ts";
import { type PlantedEvaluations, plantEvaluations } from "./planted_evaluations.ts";

/** Three images for each cell of the confusion matrix of a version, in turn. */
const labels = Array.from({ length: 27 }, (_none, image) => image % 3);
const answers = [0, 1, 2].map((version) =>
  labels.map((_label, image) => (Math.floor(image / 3) + version) % 3),
);

/** What comes on top of versions and their evaluations: three of everything for each. */
const more: readonly string[] = [
  `insert into dataset_facts (dataset_id, facts)
   select id, '{"trainCounts": [], "testCounts": [], "mean": [], "standardDeviation": [], "split": null, "exactCount": 0, "nearCount": 0,
     "leakCount": 0, "isComplete": true, "pairs": [], "skippedCount": 0, "skipped": []}' from datasets`,
  `insert into variants (id, model_id, digest, name, model_spec, train_spec, parameter_count)
   select uuidv7(interval '-1 hour')::text, model_id, digest || n, name, model_spec, train_spec, 1 from variants, generate_series(1, 2) n`,
  `insert into runs (variant_id, dataset_id, parent_id, epochs, state)
   select variant_id, dataset_id, id, 1, 'SUCCEEDED' from versions, generate_series(1, 3)`,
  "insert into run_tags (run_id, name) select id, 'tag ' || n from runs, generate_series(1, 3) n",
  `insert into run_metrics (run_id, name, value, step, epoch, attempt) select id, 'accuracy', 0.5, 1, 1, 1 from runs`,
  `insert into run_events (run_id, sequence, type, payload)
   select id, n - 1, 'RunLog', jsonb_build_object('level', 'info', 'message', 'line') from runs, generate_series(1, 3) n`,
  "update runs set event_count = 3",
  `insert into aliases (model_id, name, version_id, move_count)
   select model_id, 'alias ' || n || id, id, 3 from versions, generate_series(1, 3) n`,
  `insert into alias_moves (alias_id, sequence, from_version_id, to_version_id, actor, reason)
   select id, n, version_id, version_id, 'ann', '' from aliases, generate_series(1, 3) n`,
  "insert into version_tags (version_id, name) select id, 'tag ' || n from versions, generate_series(1, 3) n",
  "insert into version_notes (version_id, text) select id, 'note' from versions",
  "insert into version_pins (version_id, reason) select id, '' from versions",
  `insert into gates (model_id, alias_name, rules) select id, 'alias ' || n, '[]' from models, generate_series(1, 3) n`,
  `insert into gate_checks (model_id, alias_name, version_id, passed, outcomes)
   select model_id, 'alias', id, true, '[]' from versions`,
  `insert into deleted_versions (id, model_id, run_id, digest)
   select uuidv7()::text, id, uuidv7()::text, 'd' from models, generate_series(1, 3)`,
  `insert into predictions (id, version_id, model_id, alias_id, image_digest, dataset_id, position, predicted, probability,
     top_classes, top_scores, milliseconds, created_at)
   select uuidv7()::text, versions.id, versions.model_id, aliases.id, '', dataset_id, n - 1, 1, 0.5, '{1,0}', '{0.5,0.2}', 1, now()
   from aliases join versions on versions.id = version_id, generate_series(1, 3) n`,
  "insert into webhooks (url, topics, secret) select 'https://example.com', '{TEST}', 's' from generate_series(1, 3)",
  `insert into webhook_deliveries (webhook_id, topic, body, state) select id, 'TEST', '{"id": "e", "type": "test"}', 'DELIVERED' from webhooks, generate_series(1, 3)`,
  "insert into webhook_attempts (delivery_id, attempt) select id, n from webhook_deliveries, generate_series(1, 3) n",
  `insert into ablations (name, variant_id, dataset_id, kind, metric, higher_is_better, mode, seeds, techniques)
   select 'ablation', variant_id, dataset_id, 'ADD_ONE_IN', 'accuracy', true, 'PORTABLE', '{0}', '{}' from versions`,
  `insert into sweeps (name, variant_id, dataset_id, space, method, metric, higher_is_better, max_trials, concurrency, seed,
     training_seed, mode, state, end_reason)
   select 'sweep', variant_id, dataset_id, '[]', '{"random": {}}', 'testAccuracy', true, 3, 1, 0, 0, 'PORTABLE', 'FINISHED', 'MAX_TRIALS' from versions`,
  `insert into sweep_trials (sweep_id, number, state, coordinates, parameters, epochs)
   select id, n - 1, 'FINISHED', '[]', '[]', 1 from sweeps, generate_series(1, 3) n`,
  `insert into sweep_events (sweep_id, sequence, type, payload)
   select id, n, 'SweepTrialFinished', jsonb_build_object('number', n - 1, 'objective', 0.5, 'isBest', false)
   from sweeps, generate_series(1, 3) n`,
  "insert into acts (kind, subject_id, actor) select 'RUN_PAUSED', id, 'ann' from runs, generate_series(1, 3) n",
  "insert into acts (kind, subject_id, actor) select 'SWEEP_PAUSED', id, 'ann' from sweeps, generate_series(1, 3) n",
  "insert into acts (kind, subject_id, actor) select 'MODEL_GATE_SET', id, 'ann' from models, generate_series(1, 3) n",
  "insert into acts (kind, subject_id, actor) select 'WEBHOOK_TESTED', id, 'ann' from webhooks, generate_series(1, 3) n",
  "insert into acts (kind, subject_id, actor) select 'VERSION_NOTED', id, 'ann' from versions, generate_series(1, 3) n",
];

/**
 * Fills a database with three of each noun, and with three of whatever they have, so that every list of the API has rows.
 *
 * @returns The newest model with what belongs to it.
 */
export async function plantZoo(database: Pick<Database, "pool">): Promise<PlantedEvaluations> {
  // the oldest, of which nothing else is made: what retention may delete
  await plantEvaluations(database, labels, answers);
  const old = await database.pool.query<{ id: string }>("select id from versions");
  const planted = [
    await plantEvaluations(database, labels, answers),
    await plantEvaluations(database, labels, answers),
    await plantEvaluations(database, labels, answers),
  ];
  await database.pool.query("update variants set model_spec = $1, train_spec = $2", [
    JSON.stringify(parseModelSpec(tinyModel)),
    JSON.stringify(parseTrainSpec({})),
  ]);
  const spared = old.rows.map(({ id }) => `'${id}'`).join(", ");
  for (const statement of more) {
    await database.pool.query(
      statement.replace(
        /from versions\b/,
        `from (select * from versions where id not in (${spared})) versions`,
      ),
    );
  }
  return planted.at(-1)!;
}
