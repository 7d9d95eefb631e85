import { getNamedType, isObjectType } from "graphql";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ActKind } from "../generated/prisma/client.ts";
import { startTestServer, type TestServer } from "../testing/test_server.ts";
import { createVersionFixture } from "../testing/version_fixture.ts";
import { schema } from "./schema.ts";

/** More than most pages may have. */
const rowCount = 130;
const pageSize = 17;
/** More than any list has. */
const mostPages = 400;

let server: TestServer;
/** Ids of what lists hang on, by the names of their types. */
const ids: Record<string, string> = {};

/** Where a list is, and how another row gets into it. */
interface Place {
  /** What names a row within the list. @default {"id"} */
  readonly identity?: string;
  /** Arguments beside those of paging. @default {""} */
  readonly args?: string;
  /** What the list stands in, with `LIST` in its place. @default {a node of the type, or the root} */
  readonly around?: () => string;
  /** A statement that inserts $1 rows; undefined where the list is of something that never changes, filled once for all. */
  readonly insert?: () => string;
  /** The most of a page. @default {100} */
  readonly cap?: number;
  /** How many rows there are. @default {130} */
  readonly rows?: number;
  /** The table whose rows may be deleted while a list is read. */
  readonly table?: string;
}

const run = (fields = "", values = ""): string =>
  `insert into runs (variant_id, dataset_id, epochs, state${fields})
   select '${ids["Variant"]}', '${ids["Dataset"]}', 1, 'SUCCEEDED'${values} from generate_series(1, $1::int) n`;
const versions = (): string =>
  `with made as (${run()} returning id)
   insert into versions (run_id, model_id, variant_id, dataset_id, digest, artifact_digest, metrics, classes)
   select made.id, model_id, variant_id, dataset_id, digest, artifact_digest, metrics, classes
   from made, versions where versions.id = '${ids["Version"]}'`;
const datasets = (): string =>
  `insert into datasets (name, digest, classes, height, width, channels, train_count, test_count, train_images, train_labels, test_images, test_labels)
   select gen_random_uuid()::text, gen_random_uuid()::text, classes, height, width, channels, train_count, test_count, train_images, train_labels, test_images, test_labels
   from datasets, generate_series(1, $1::int) n where id = '${ids["Dataset"]}'`;
const variants = (): string =>
  `insert into variants (model_id, digest, name, model_spec, train_spec, parameter_count)
   select '${ids["Model"]}', gen_random_uuid()::text, 'v', '{}', '{}', 1 from generate_series(1, $1::int)`;
const aliases = (): string =>
  `insert into aliases (model_id, name, version_id)
   select '${ids["Model"]}', gen_random_uuid()::text, '${ids["Version"]}' from generate_series(1, $1::int)`;
const predictions = (): string =>
  `insert into predictions (id, version_id, model_id, alias_id, image_digest, dataset_id, position, predicted, probability, top_classes, top_scores, milliseconds, created_at)
   select uuidv7()::text, '${ids["Version"]}', '${ids["Model"]}', '${ids["Alias"]}', image_digest, '${ids["Dataset"]}', 0, 0, 1, '{0}', '{1}', 1, now()
   from (select coalesce((select digest from dataset_image_digests where dataset_id = '${ids["Dataset"]}' and position = 0), '\\x00'::bytea) as image_digest) as image,
     generate_series(1, $1::int)`;
const sweep = (): string =>
  `insert into sweeps (name, variant_id, dataset_id, space, method, metric, higher_is_better, max_trials, concurrency, seed, training_seed, mode)
   select 's', '${ids["Variant"]}', '${ids["Dataset"]}', '[]', '{"random": {}}', 'testAccuracy', true, 1, 1, 1, 1, 'PORTABLE' from generate_series(1, $1::int)`;

const acts = (kind: ActKind, subject: string) => (): string =>
  `insert into acts (kind, subject_id, actor) select '${kind}', '${ids[subject]}', 'ann' from generate_series(1, $1::int)`;

const places: Readonly<Record<string, Place>> = {
  "Dataset.runs": { insert: run },
  "Dataset.versions": { insert: versions },
  "Dataset.sweeps": { insert: sweep },
  "Model.aliases": { insert: aliases },
  "Model.gates": {
    identity: "aliasName",
    insert: () =>
      `insert into gates (model_id, alias_name, rules) select '${ids["Model"]}', gen_random_uuid()::text, '[]' from generate_series(1, $1::int)`,
  },
  "Model.gateChecks": {
    identity: "aliasName",
    insert: () =>
      `insert into gate_checks (model_id, alias_name, version_id, passed, outcomes)
       select '${ids["Model"]}', gen_random_uuid()::text, '${ids["Version"]}', true, '[]' from generate_series(1, $1::int)`,
  },
  "Model.variants": { insert: variants },
  "Model.versions": { insert: versions, table: "versions" },
  "Model.deletedVersions": {
    identity: "versionId",
    insert: () =>
      `insert into deleted_versions (id, model_id, run_id, digest)
       select uuidv7()::text, '${ids["Model"]}', 'r', 'd' from generate_series(1, $1::int)`,
  },
  "Model.acts": { insert: acts("MODEL_GATE_SET", "Model") },
  "Model.predictions": { insert: predictions },
  "Variant.runs": { insert: run },
  "Variant.versions": { insert: versions },
  "Variant.sweeps": { insert: sweep },
  "Run.acts": { insert: acts("RUN_TAGGED", "Run") },
  "Run.logs": {
    identity: "sequence",
    cap: 1000,
    rows: 1050,
    insert: () =>
      `insert into run_events (run_id, sequence, type, payload)
       select '${ids["Run"]}', last + n, 'RunLog', '{"level": "info", "message": "m", "attempt": 1}'
       from (select coalesce(max(sequence), 0) as last from run_events where run_id = '${ids["Run"]}') as events, generate_series(1, $1::int) n`,
  },
  "Sweep.acts": { insert: acts("SWEEP_PAUSED", "Sweep") },
  "Sweep.events": {
    identity: "sequence",
    insert: () =>
      `select append_sweep_event('${ids["Sweep"]}', 'SweepTrialPaused', '{"number": 0}') from generate_series(1, $1::int) n`,
  },
  "Sweep.trials": {
    identity: "number",
    args: "orderBy: LATEST",
    insert: () =>
      `insert into sweep_trials (sweep_id, number, coordinates, parameters, epochs, objective)
       select '${ids["Sweep"]}', last + n, '[]', '[]', 1, case when n % 3 > 0 then n % 5 end
       from (select coalesce(max(number), -1) as last from sweep_trials) as trials, generate_series(1, $1::int) n`,
  },
  "Sweep.trials in the order of the objective": { identity: "number", args: "orderBy: BEST" },
  "Version.acts": { insert: acts("VERSION_NOTED", "Version") },
  "Version.aliases": { insert: aliases },
  "Version.evaluations": {
    insert: () =>
      `with made as (${datasets()} returning id)
       insert into evaluations (version_id, dataset_id, split) select '${ids["Version"]}', id, 'TEST' from made`,
  },
  "Version.childRuns": { insert: () => run(", parent_id", `, '${ids["Version"]}'`) },
  "Version.predictions": { insert: predictions },
  "Alias.moves": {
    identity: "sequence",
    insert: () =>
      `insert into alias_moves (alias_id, sequence, actor, reason) select '${ids["Alias"]}', last + n, 'a', ''
       from (select coalesce(max(sequence), 0) as last from alias_moves) as moves, generate_series(1, $1::int) n`,
  },
  "Alias.predictions": { insert: predictions },
  "DatasetImage.predictions": { insert: predictions },
  // An evaluation that has ended never changes, and its images are inserted with its end.
  "ConfusionCell.images": {
    identity: "index",
    around: () =>
      `node(id: "Evaluation_${ids["Evaluation"]}") { ... on Evaluation { report { confusion { LIST } } } }`,
  },
  "ConfusionCell.images in the order of the score": {
    identity: "index",
    args: "order: WORST",
    around: () => places["ConfusionCell.images"]!.around!(),
  },
  "Evaluation.images": { identity: "index" },
  "Evaluation.images in the order of the score": { identity: "index", args: "order: WORST" },
  "VersionComparison.disagreements": {
    identity: "index",
    around: () =>
      `compareVersions(input: { baselineId: "Version_${ids["Version"]}", versionIds: ["Version_${ids["other"]}"], datasetId: "Dataset_${ids["Dataset"]}" }) {
        ... on QueryCompareVersionsSuccess { data { LIST } } }`,
  },
  // Each page is of a plan of its own: what is there to delete may be more by then, and comes behind.
  "RetentionPlan.versions": {
    around: () =>
      "retentionPlan(input: { keepNewest: 0, olderThanDays: 0 }) { ... on QueryRetentionPlanSuccess { data { LIST } } }",
    insert: versions,
  },
  "WebhookDelivery.history": {
    identity: "attempt",
    insert: () =>
      `insert into webhook_attempts (delivery_id, attempt) select '${ids["WebhookDelivery"]}', last + n
       from (select coalesce(max(attempt), 0) as last from webhook_attempts) as attempts, generate_series(1, $1::int) n`,
  },
  "Webhook.acts": { insert: acts("WEBHOOK_TESTED", "Webhook") },
  "Webhook.deliveries": {
    table: "webhook_deliveries",
    insert: () =>
      `insert into webhook_deliveries (webhook_id, topic, body) select '${ids["Webhook"]}', 'TEST', '{"id":"e"}' from generate_series(1, $1::int)`,
  },
  "Query.datasets": { insert: datasets },
  "Query.datasetImages": { args: 'datasetId: "DATASET"', rows: 80 },
  "Query.models": {
    insert: () => "insert into models (name) select gen_random_uuid()::text from generate_series(1, $1::int)",
  },
  "Query.variants": { insert: variants },
  "Query.runs": { insert: run },
  "Query.runs in the order of a metric, which many have equal and others do not have": {
    args: 'orderBy: { metric: "accuracy" }',
    insert: () =>
      `with made as (${run()} returning id)
       insert into run_metrics (run_id, name, value, step, epoch, attempt)
       select id, 'accuracy', row_number() over () % 4, 1, 1, 1 from made`,
  },
  "Query.runGroups": {
    identity: "variant { id }",
    args: 'metric: "testAccuracy"',
    insert: () =>
      `with variant as (${variants()} returning id), made as (
         insert into runs (variant_id, dataset_id, epochs, state) select id, '${ids["Dataset"]}', 1, 'SUCCEEDED' from variant returning id
       ) insert into run_metrics (run_id, name, value, step, epoch, attempt) select id, 'testAccuracy', 0.5, 1, 1, 1 from made`,
  },
  "Query.runGroups in the order of a figure that most have equal and others do not have": {
    identity: "variant { id }",
    args: 'metric: "testAccuracy", orderBy: { by: DEVIATION, ascending: true }',
    insert: () =>
      `with variant as (${variants()} returning id), made as (
         insert into runs (variant_id, dataset_id, epochs, state, seed)
         select id, '${ids["Dataset"]}', 1, 'SUCCEEDED', n from variant, generate_series(1, 2) n returning id, seed
       ) insert into run_metrics (run_id, name, value, step, epoch, attempt) select id, 'testAccuracy', seed, 1, 1, 1 from made`,
  },
  "Query.ablations": {
    insert: () =>
      `insert into ablations (name, variant_id, dataset_id, kind, metric, higher_is_better, mode, seeds, techniques)
       select 'a', '${ids["Variant"]}', '${ids["Dataset"]}', 'ADD_ONE_IN', 'testAccuracy', true, 'PORTABLE', '{1}', '{}' from generate_series(1, $1::int)`,
  },
  "Query.sweeps": { insert: sweep },
  "Query.versions": { insert: versions, table: "versions" },
  "Query.aliases": { insert: aliases },
  "Query.webhooks": {
    table: "webhooks",
    insert: () =>
      `insert into webhooks (url, topics, secret) select 'https://example.com', '{}', 's' from generate_series(1, $1::int)`,
  },
  "Query.acts": { insert: acts("RUN_TAGGED", "Run") },
  "Query.predictions": { insert: predictions },
};

/** Lists that Prisma makes: of them a page has one border. */
const oneSided: ReadonlySet<string> = new Set([
  "RetentionPlan.versions",
  ...["datasets", "models", "variants", "ablations", "sweeps", "versions", "aliases", "webhooks", "acts"].map(
    (field) => `Query.${field}`,
  ),
]);

/** Each list that the schema has. */
const lists = Object.values(schema.getTypeMap())
  .filter((type) => isObjectType(type))
  .flatMap((type) =>
    Object.values(type.getFields())
      .filter((field) => getNamedType(field.type).name.endsWith("Connection"))
      .map((field) => `${type.name}.${field.name}`),
  );

async function insertOne(statement: string): Promise<string> {
  return (await server.database.pool.query(`${statement} returning id`, statement.includes("$1") ? [1] : []))
    .rows[0].id;
}

beforeAll(async () => {
  server = await startTestServer();
  const { pool } = server.database;
  const { versionId, variantId, datasetId, runId } = await createVersionFixture(server.database);
  Object.assign(ids, { Version: versionId, Variant: variantId, Dataset: datasetId, Run: runId });
  ids["Model"] = (await pool.query("select model_id as id from versions")).rows[0].id;
  ids["Alias"] = await insertOne(aliases());
  ids["Sweep"] = await insertOne(sweep());
  ids["Webhook"] = await insertOne(places["Query.webhooks"]!.insert!());
  ids["WebhookDelivery"] = await insertOne(places["Webhook.deliveries"]!.insert!());
  ids["other"] = await insertOne(versions());
  // Two versions that agree on no image.
  for (const [version, predicted] of [
    [versionId, 0],
    [ids["other"], 1],
  ]) {
    const { rows } = await pool.query(
      `with made as (
         insert into evaluations (version_id, dataset_id, split, state, count, accuracy, macro_f1, calibration_error, report)
         values ($1, $2, 'TEST', 'SUCCEEDED', $3, 0.5, 0.5, 0.1, jsonb_build_object('confusion', array[0, $3::int, 0, 0] || array_fill(0, array[12])))
         returning id
       ), images as (
         insert into evaluation_images (evaluation_id, index, label, predicted, confidence, label_score)
         select id, n, 0, $4::int, 0.9, 0.5 from made, generate_series(0, $3 - 1) n
       ) select id from made`,
      [version, datasetId, rowCount, predicted],
    );
    ids["Evaluation"] = rows[0].id;
  }
  for (const { insert, rows = rowCount } of Object.values(places)) {
    if (insert !== undefined) {
      await pool.query(insert(), [rows]);
    }
  }
});
afterAll(() => server.close());

interface PageOf {
  readonly edges: readonly { readonly cursor: string; readonly node: Readonly<Record<string, unknown>> }[];
  readonly pageInfo: {
    readonly startCursor: string | null;
    readonly endCursor: string | null;
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
  };
}

function documentOf(place: string, paging: string): string {
  const { identity = "id", args = "", around } = places[place]!;
  const [type, field] = place.split(" ")[0]!.split(".") as [string, string];
  const given = args.replace("DATASET", `Dataset_${ids["Dataset"]}`);
  const list = `${field}(${given} ${paging}) { edges { cursor node { ${identity} } } pageInfo { startCursor endCursor hasNextPage hasPreviousPage } }`;
  const id = type === "DatasetImage" ? `DatasetImage_${ids["Dataset"]}_0` : `${type}_${ids[type]}`;
  const whole =
    around?.().replace("LIST", list) ??
    (type === "Query" ? list : `node(id: "${id}") { ... on ${type} { ${list} } }`);
  return `{ ${whole} }`;
}

async function read(place: string, paging: string): Promise<PageOf> {
  const document = documentOf(place, paging);
  const { data, errors } = await server.send(document);
  expect(errors, document).toBeUndefined();
  return find(data, place.split(" ")[0]!.split(".")[1]!) as PageOf;
}

/** Finds the list, wherever it stands in an answer. */
function find(value: unknown, field: string): unknown {
  for (const [name, part] of Object.entries((value ?? {}) as object)) {
    const found =
      name === field && "edges" in (part ?? {}) ? part : find(Array.isArray(part) ? part[0] : part, field);
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
}

/** Reads a list to its end, page by page. @param between Called between two pages. */
async function walk(place: string, between: () => Promise<void>): Promise<string[]> {
  const names: string[] = [];
  let after: string | null = null;
  for (let pages = 0; pages < mostPages; pages += 1) {
    const page: PageOf = await read(
      place,
      `first: ${pageSize}${after === null ? "" : `, after: "${after}"`}`,
    );
    expect(page.edges.length).toBeLessThanOrEqual(pageSize);
    names.push(...page.edges.map(({ node }) => JSON.stringify(node)));
    if (!page.pageInfo.hasNextPage) {
      return names;
    }
    after = page.pageInfo.endCursor;
    await between();
  }
  throw new Error(`Cannot read ${place} as it must end`);
}

/** Makes what adds rows between two pages; only between the first ones, as rows of one list are also rows of others. */
function adding(insert: Place["insert"]): () => Promise<void> {
  let left = 30;
  return async () => {
    if (insert !== undefined && left > 0) {
      left -= 1;
      await server.database.pool.query(insert(), [3]);
    }
  };
}

/** Reads a list from its end to its beginning, page by page, in its own order. @param between Called between two pages. */
async function walkBack(place: string, between: () => Promise<void>): Promise<string[]> {
  const names: string[] = [];
  let before: string | null = null;
  for (let pages = 0; pages < mostPages; pages += 1) {
    const page: PageOf = await read(
      place,
      `last: ${pageSize}${before === null ? "" : `, before: "${before}"`}`,
    );
    expect(page.edges.length).toBeLessThanOrEqual(pageSize);
    expect(page.pageInfo.hasNextPage).toBe(before !== null);
    names.unshift(...page.edges.map(({ node }) => JSON.stringify(node)));
    if (!page.pageInfo.hasPreviousPage) {
      return names;
    }
    before = page.pageInfo.startCursor;
    await between();
  }
  throw new Error(`Cannot read ${place} backwards as it must begin`);
}

describe("a list", () => {
  test("has its place in these tests, each that the schema has", () => {
    const known = new Set(Object.keys(places).map((place) => place.split(" ")[0]));
    expect(lists.filter((list) => !known.has(list))).toEqual([]);
    expect([...known].filter((place) => !lists.includes(place!))).toEqual([]);
  });

  test.each(Object.entries(places))(
    "%s has an end to its pages, however many are asked for",
    async (place, { cap = 100, rows = rowCount }) => {
      for (const size of [cap + 1, 5000, 2_147_483_647]) {
        const { edges, pageInfo } = await read(place, `first: ${size}`);
        expect(edges.length).toBe(Math.min(cap, rows));
        expect(pageInfo.hasNextPage).toBe(rows > cap);
      }
      expect((await read(place, "after: null")).edges.length).toBeLessThanOrEqual(cap);
    },
  );

  test.each(Object.entries(places))(
    "%s, read page by page while rows are added, has each row once",
    async (place, { insert, rows = rowCount }) => {
      const before = await walk(place, async () => undefined);
      expect(new Set(before).size).toBe(before.length);
      expect(before.length).toBeGreaterThanOrEqual(rows);
      const during = await walk(place, adding(insert));
      expect(new Set(during).size, "no row twice").toBe(during.length);
      const seen = new Set(during);
      expect(
        before.filter((name) => !seen.has(name)),
        "no row left out",
      ).toEqual([]);
    },
  );

  test.each(Object.entries(places))(
    "%s, read backwards while rows are added, has each row once and in the same order",
    async (place, { insert, cap = 100, rows = rowCount }) => {
      const forward = await walk(place, async () => undefined);
      expect(await walkBack(place, async () => undefined)).toEqual(forward);
      const during = await walkBack(place, adding(insert));
      expect(new Set(during).size, "no row twice").toBe(during.length);
      const seen = new Set(during);
      expect(
        forward.filter((name) => !seen.has(name)),
        "no row left out",
      ).toEqual([]);
      const { edges, pageInfo } = await read(place, "last: 2147483647");
      expect(edges.length).toBe(Math.min(cap, Math.max(rows, during.length)));
      expect(pageInfo.hasPreviousPage).toBe(during.length > cap);
    },
  );

  const twoSided = Object.keys(places).filter((place) => !oneSided.has(place));
  test.each(twoSided)("%s gives what is between two rows, from either end", async (place) => {
    const { edges } = await read(place, "first: 12");
    const names = (list: PageOf): string[] => list.edges.map(({ node }) => JSON.stringify(node));
    const expected = edges.slice(3, 9).map(({ node }) => JSON.stringify(node));
    const between = `after: "${edges[2]!.cursor}", before: "${edges[9]!.cursor}"`;
    expect(names(await read(place, `first: 100, ${between}`))).toEqual(expected);
    expect(names(await read(place, `first: 4, ${between}`))).toEqual(expected.slice(0, 4));
    const tail = await read(place, `last: 4, ${between}`);
    expect(names(tail)).toEqual(expected.slice(-4));
    expect(tail.pageInfo).toMatchObject({ hasPreviousPage: true, hasNextPage: true });
  });

  test.each([...oneSided])("%s refuses a page between two rows", async (place) => {
    const { edges } = await read(place, "first: 2");
    const between = `after: "${edges[0]!.cursor}", before: "${edges[1]!.cursor}"`;
    const { errors } = await server.send(documentOf(place, `first: 1, ${between}`));
    expect(errors?.[0]?.extensions).toMatchObject({ code: "BAD_USER_INPUT" });
    expect(errors?.[0]?.message).toBe('Arguments "before" and "after" are not supported at the same time');
  });

  test.each(Object.entries(places).filter(([, { table }]) => table !== undefined))(
    "%s goes on behind a row that was deleted meanwhile",
    async (place, { table, insert }) => {
      const { pool } = server.database;
      await pool.query(insert!(), [rowCount]);
      const before = await walk(place, async () => undefined);
      const { edges, pageInfo } = await read(place, `first: ${pageSize}`);
      const last = (edges.at(-1)!.node["id"] as string).replace(/^.*_/, "");
      expect((await pool.query(`delete from ${table} where id = $1`, [last])).rowCount).toBe(1);
      const next = await read(place, `first: ${pageSize}, after: "${pageInfo.endCursor}"`);
      expect(next.edges.map(({ node }) => JSON.stringify(node))).toEqual(
        before.slice(pageSize, 2 * pageSize),
      );
    },
  );
});
