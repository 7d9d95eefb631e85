import type { Database } from "../../packages/server/src/postgres/database.ts";

/** How large a zoo is. */
export interface ZooSize {
  readonly models: number;
  /** Variants of each model. */
  readonly variants: number;
  readonly runs: number;
  /** Versions, each of another run. */
  readonly versions: number;
  /** Latest metrics of each run. */
  readonly metrics: number;
  /** Points of a series of each run; three of its metrics have one. */
  readonly points: number;
  /** Runs whose loss has a long series, and its points. */
  readonly longRuns: number;
  readonly longPoints: number;
  /** Half of them by one version, through an alias; one in four of a picture of the dataset. */
  readonly predictions: number;
}

/** 20,000 runs with 20 metrics each, 2 million points, and 200,000 predictions. */
export const fullZoo: ZooSize = {
  models: 500,
  variants: 4,
  runs: 20_000,
  versions: 5000,
  metrics: 20,
  points: 30,
  longRuns: 100,
  longPoints: 2000,
  predictions: 200_000,
};

/** A zoo that is made in a moment. */
export const smallZoo: ZooSize = {
  ...{
    models: 10,
    variants: 2,
    runs: 300,
    versions: 50,
    metrics: 20,
    points: 5,
    longRuns: 10,
    longPoints: 400,
    predictions: 2000,
  },
};

const spec = `jsonb_build_object('layers', jsonb_build_array(jsonb_build_object('conv2d', jsonb_build_object('filters', 8 * (1 + n % 8)))))`;
const training = `jsonb_build_object('epochs', 5, 'optimizer', jsonb_build_object('adam', jsonb_build_object('learningRate', 0.001 * (1 + n % 10))))`;

/** Fills a migrated, empty database with a zoo: the same one each time, but for ids and times. */
export async function seedZoo({ pool }: Database, size: ZooSize): Promise<void> {
  const { models, variants, runs, versions, metrics, points, longRuns, longPoints, predictions } = size;
  const client = await pool.connect();
  const run = async (text: string, values: readonly unknown[] = []): Promise<void> => {
    await client.query(text, [...values]);
  };
  try {
    await run("select setseed(0.5)");
    await run("insert into blobs (digest, size, media_type) values ('b', 1, 'application/octet-stream')");
    // Labels in the form of IDX, as the API reads them; nobody looks at pixels.
    await run(
      `with labels as (
         insert into blobs (digest, size, media_type) values ('l', 1008, 'application/octet-stream') returning digest
       )
       insert into blob_chunks (digest, index, bytes)
       select digest, 0, '\\x00000801000003e8'::bytea || decode(repeat('0001', 500), 'hex') from labels`,
    );
    await run(
      `insert into datasets (name, digest, classes, height, width, channels, train_count, test_count, train_images,
         train_labels, test_images, test_labels)
       values ('scale', 'd', array['a', 'b'], 8, 8, 1, 1000, 1000, 'b', 'l', 'b', 'l')`,
    );
    await run("insert into models (name) select 'model ' || n::text from generate_series(1, $1::int) n", [
      models,
    ]);
    await run(
      `insert into variants (model_id, digest, name, model_spec, train_spec, parameter_count)
       select model.id, 'v' || model.name || n::text, 'variant ' || n::text, ${spec}, ${training}, 1000 * n
       from models model, generate_series(1, $1::int) n`,
      [variants],
    );
    await run(
      `with numbered as (select id, row_number() over (order by id) - 1 as n, count(*) over () as total from variants)
       insert into runs (variant_id, dataset_id, seed, epochs, epoch, state, attempt)
       select variant.id, (select id from datasets), place.n, 5, 5,
         (case when place.n % 10 = 0 then 'FAILED' else 'SUCCEEDED' end)::run_state, 1
       from generate_series(0, $1::int - 1) place (n) join numbered variant on variant.n = place.n % variant.total
       order by place.n`,
      [runs],
    );
    await run(`insert into run_tags (run_id, name) select id, 'tag ' || seed % 20 from runs`);
    await run("insert into run_attempts (run_id, attempt, resumed_step) select id, 1, 0 from runs");
    await run(
      `insert into run_metrics (run_id, name, value, step, epoch, attempt)
       select run.id, coalesce((array['loss', 'accuracy', 'testAccuracy'])[n], 'metric' || n), random(), 100, 5, 1
       from runs run, generate_series(1, $1::int) n`,
      [metrics],
    );
    // As it is in life: runs that train at the same time write their points between each other's.
    await run(
      `insert into metric_points (metric_id, attempt, step, epoch, value)
       select metric.id, 1, place.step, 0, random()
       from generate_series(1, $1::int) place (step), run_metrics metric where metric.name in ('loss', 'accuracy', 'testAccuracy')`,
      [points],
    );
    await run(
      `insert into metric_points (metric_id, attempt, step, epoch, value)
       select metric.id, 1, $1::int + place.step, 0, random()
       from generate_series(1, $3::int) place (step), run_metrics metric join runs run on run.id = metric.run_id
       where metric.name = 'loss' and run.seed < $2`,
      [points, longRuns, longPoints],
    );
    await run(
      `update run_metrics metric set step = latest.step
       from (select metric_id, max(step) as step from metric_points group by metric_id) latest
       where latest.metric_id = metric.id`,
    );
    await run(
      `insert into versions (run_id, model_id, variant_id, dataset_id, digest, artifact_digest, metrics, classes)
       select run.id, variant.model_id, variant.id, run.dataset_id, 'v' || run.seed, 'b',
         '{"testAccuracy": 0.5, "testLoss": 1}', array['a', 'b']
       from runs run join variants variant on variant.id = run.variant_id
       where run.state = 'SUCCEEDED' order by run.seed limit $1`,
      [versions],
    );
    await run(
      `insert into aliases (model_id, name, version_id)
       select distinct on (model_id) model_id, 'champion', id from versions order by model_id, id`,
    );
    await run(
      `with numbered as (select id, row_number() over (order by id) - 1 as n, count(*) over () as total from versions)
       insert into predictions (id, version_id, model_id, alias_id, image_digest, dataset_id, position, predicted, probability,
         top_classes, top_scores, actor, milliseconds, created_at)
       select uuid::text, version.id, version.model_id, case when each.n % 2 = 0 then alias.id end, sha256(each.n::text::bytea),
         case when each.n % 4 = 0 then version.dataset_id end, case when each.n % 4 = 0 then each.n / 4 % 2000 end, each.n % 2,
         0.5 + random() / 2, array[each.n % 2, 1 - each.n % 2], array[0.7, 0.3], 'actor ' || each.n % 50, 5, uuid_extract_timestamp(uuid)
       from (
         select n, uuidv7(-20 * n * interval '1 second') as uuid from generate_series($1::int - 1, 0, -1) n
       ) each
       join numbered on numbered.n = case when each.n % 2 = 0 then 0 else each.n / 2 % numbered.total end
       join versions version on version.id = numbered.id
       left join aliases alias on alias.version_id = version.id
       order by each.n desc`,
      [predictions],
    );
    await run("analyze");
  } finally {
    client.release();
  }
}
