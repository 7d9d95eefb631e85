import { cp, mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningServer, startServer } from "../start_server.ts";
import { createEmptyDatabase } from "../testing/test_database.ts";
import { encodeRequest } from "../testing/test_server.ts";
import { deployMigrations } from "./migrate.ts";
import { prismaDirectory } from "./migrations.ts";

let database: Awaited<ReturnType<typeof createEmptyDatabase>>;
let directory: string;
let server: RunningServer;
let client: pg.Client;
let names: string[];

/** What a run told and measured in the days of the first migration, with rows of all tables of the time. */
const first = `
  insert into blobs (digest, size, media_type) values ('blob', 3, 'text/plain');
  insert into blob_chunks (digest, index, bytes) values ('blob', 0, 'abc');
  insert into datasets (id, name, digest, classes, height, width, channels, train_count, test_count, train_images, train_labels, test_images, test_labels)
    values (ID, 'dataset NAME', 'd NAME', '{a,b}', 8, 8, 1, 2, 2, 'blob', 'blob', 'blob', 'blob');
  insert into models (id, name) values (ID, 'model NAME');
  insert into variants (id, model_id, digest, name, model_spec, train_spec, parameter_count)
    values (ID, ID, 'v NAME', 'variant', '{"input": {"height": 8, "width": 8, "channels": 1}, "layers": [], "classes": 2}', '{"optimizer": {"adam": {}}, "epochs": 2}', 7);
  insert into runs (id, variant_id, dataset_id, epochs, epoch, state, attempt, event_count) values (ID, ID, ID, 2, 2, 'SUCCEEDED', 1, 4);
  insert into run_events (run_id, sequence, type, payload) values
    (ID, 0, 'RunStateChanged', '{"state": "QUEUED", "attempt": 0}'),
    (ID, 1, 'RunStarted', '{"engine": "wasm", "stepsPerEpoch": 5, "resumedEpoch": 0}'),
    (ID, 2, 'RunEpoch', '{"epoch": 1, "loss": 1, "accuracy": 0.5, "testLoss": 1, "testAccuracy": 0.25, "learningRate": 0.1, "imagesPerSecond": 9, "seconds": 1}'),
    (ID, 3, 'RunStateChanged', '{"state": "SUCCEEDED", "attempt": 1}');
  insert into versions (id, run_id, model_id, variant_id, dataset_id, digest, artifact_digest, metrics, classes)
    values (ID, ID, ID, ID, ID, 'content NAME', 'blob', '{"testAccuracy": 0.75}', '{a,b}');`;

/** Rows as servers of the time wrote them, by the number of the migration behind which they are written. */
const fillings: Readonly<Record<string, string>> = {
  "0001": `
    insert into run_metrics (run_id, epoch, name, value) values
      (ID, 1, 'testAccuracy', 0.25), (ID, 2, 'testAccuracy', 0.75), (ID, 1, 'loss', 'NaN'), (ID, 2, 'loss', 'Infinity');
    insert into runs (id, variant_id, dataset_id, epochs, state) values (OTHER, ID, ID, 2, 'FAILED');
    insert into run_metrics (run_id, epoch, name, value) values (OTHER, 1, 'testAccuracy', 0.125)`,
  "0002": "insert into checkpoints (run_id, attempt, epoch, step, blob_digest) values (ID, 1, 1, 5, 'blob')",
  "0003": "insert into runs (id, variant_id, dataset_id, epochs, parent_id) values (OTHER, ID, ID, 2, ID)",
  "0004":
    "insert into checkpoints (run_id, attempt, engine_version, epoch, step, blob_digest) values (ID, 1, '1.2.3', 1, 5, 'blob')",
  "0005": `
    insert into run_metrics (run_id, name, value, step, epoch, attempt) values (ID, 'testAccuracy', 0.5, 10, 2, 1);
    insert into metric_points (metric_id, attempt, step, epoch, value) select max(id), 1, 10, 2, 0.5 from run_metrics;
    insert into run_attempts (run_id, attempt, resumed_step) values (ID, 1, 0);
    insert into run_tags (run_id, name) values (ID, 'tag')`,
  "0006": `insert into dataset_facts (dataset_id, facts) values (ID, '{"trainCounts": [1, 1], "testCounts": [1, 1], "mean": [0], "standardDeviation": [1], "split": null, "exactCount": 0,
    "nearCount": 0, "leakCount": 0, "isComplete": true, "pairs": [], "skippedCount": 0, "skipped": []}')`,
  "0007": `
    insert into version_tags (version_id, name) values (ID, 'tag');
    insert into version_notes (version_id, text) values (ID, 'note');
    insert into aliases (id, model_id, name, version_id, move_count) values (ID, ID, 'champion', ID, 1);
    insert into alias_moves (alias_id, sequence, to_version_id, actor, reason) values (ID, 1, ID, 'somebody', 'first')`,
  "0008": `
    insert into evaluations (id, version_id, dataset_id, split, state, count, accuracy, macro_f1, calibration_error)
      values (ID, ID, ID, 'TEST', 'SUCCEEDED', 2, 0.5, 0.5, 0.1);
    insert into evaluation_images (evaluation_id, index, label, predicted, confidence, label_score) values (ID, 0, 0, 1, 0.9, 0.1)`,
  "0009": `
    insert into ablations (id, name, variant_id, dataset_id, kind, metric, higher_is_better, mode, seeds, techniques)
      values (ID, 'ablation', ID, ID, 'ADD_ONE_IN', 'testAccuracy', true, 'PORTABLE', '{1}', '{clip}');
    insert into ablation_runs (ablation_id, technique, seed, run_id) values (ID, '', 1, ID)`,
  "0010": `
    insert into gates (model_id, alias_name, rules) values (ID, 'champion', '[]');
    insert into gate_checks (model_id, alias_name, version_id, passed, outcomes) values (ID, 'champion', ID, true, '[]')`,
  "0011":
    "insert into datasets (name, number, digest, classes, height, width, channels, train_count, test_count, train_images, train_labels, test_images, test_labels) values ('dataset NAME', 2, 'next', '{a,b}', 8, 8, 1, 2, 2, 'blob', 'blob', 'blob', 'blob')",
  "0012": `
    insert into webhooks (id, url, topics, secret) values (ID, 'https://example.com', '{RUN}', 'whsec_old');
    insert into webhook_deliveries (webhook_id, topic, body, state, attempt) values (ID, 'RUN', '{"id": "e"}', 'DELIVERED', 1)`,
  "0013":
    "insert into version_pins (version_id, reason) values (ID, 'paper'); insert into deleted_versions (id, model_id, run_id, digest) values (OTHER, ID, ID, 'd')",
  "0016": `
    insert into sweeps (id, name, variant_id, dataset_id, space, method, metric, higher_is_better, max_trials, concurrency, seed, training_seed, mode, state, end_reason, finished_at)
      values (ID, 'sweep', ID, ID, '[]', '{"random": {}}', 'testLoss', false, 1, 1, 0, 0, 'PORTABLE', 'FINISHED', 'MAX_TRIALS', now());
    insert into sweep_trials (sweep_id, number, state, coordinates, parameters, epochs, variant_id, run_id, objective, finished_at)
      values (ID, 0, 'FINISHED', '[1]', '[]', 2, ID, ID, 0.5, now());
    insert into sweep_rungs (sweep_id, number, epoch, value, cut, count, is_kept) values (ID, 0, 1, 0.5, 0.5, 1, true)`,
};

/** An id of the rows of a migration. */
const idOf = (name: string, part = "0"): string =>
  `00000000-0000-7000-8${part}00-00000000${name.slice(0, 4)}`;

beforeAll(async () => {
  database = await createEmptyDatabase();
  directory = await mkdtemp(join(tmpdir(), "convzoo-filled-"));
  await mkdir(join(directory, "migrations"));
  await cp(join(prismaDirectory, "schema.prisma"), join(directory, "schema.prisma"));
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
  names = (await readdir(join(prismaDirectory, "migrations"))).filter((name) => /^\d{4}_/.test(name)).sort();
  for (const name of names) {
    // It meets the rows of all before it.
    await cp(join(prismaDirectory, "migrations", name), join(directory, "migrations", name), {
      recursive: true,
    });
    expect(await deployMigrations(database.url, { directory })).toEqual([name]);
    // What servers of before wrote still can be: none of the columns that came has to be given.
    const base = name.startsWith("0001")
      ? first
      : first
          .split("\n")
          .filter((line) => !/ into blob/.test(line))
          .join("\n");
    const filling = fillings[name.slice(0, 4)] ?? "";
    await client.query(
      `${base}\n${filling}`
        .replaceAll("OTHER", `'${idOf(name, "1")}'`)
        .replaceAll("ID", `'${idOf(name)}'`)
        .replaceAll("NAME", name),
    );
  }
  server = await startServer({ databaseUrl: database.url, host: "127.0.0.1", port: 0 });
});
afterAll(async () => {
  await server?.close();
  await client?.end();
  await database?.drop();
  await rm(directory, { recursive: true, force: true });
});

async function ask(query: string, variables: Readonly<Record<string, unknown>> = {}) {
  const response = await fetch(server.url, { method: "POST", ...encodeRequest(query, variables) });
  const { data, errors } = (await response.json()) as ReturnType<typeof JSON.parse>;
  expect(errors).toBeUndefined();
  return data;
}

describe("migrations of a database with rows", () => {
  test("have numbers of their own, without gaps", () => {
    expect(names.map((name) => Number(name.slice(0, 4)))).toEqual(names.map((_, place) => place + 1));
  });

  test("leave everything readable, of whatever time it is", async () => {
    for (const name of names) {
      const id = idOf(name);
      const data = await ask(
        `query ($dataset: ID!, $model: ID!, $variant: ID!, $run: ID!, $version: ID!) {
          dataset: node(id: $dataset) { ... on Dataset { name number actor classes facts { exactDuplicates } runs { edges { node { id } } } } }
          model: node(id: $model) { ... on Model { name actor aliases { edges { node { name moveCount version { id } moves { edges { node { actor reason to { id } } } } } } }
            gates { edges { node { aliasName } } } gateChecks { edges { node { passed } } } deletedVersions { edges { node { versionId } } } } }
          variant: node(id: $variant) { ... on Variant { name actor parameterCount modelSpec trainSpec runs { edges { node { id } } } } }
          run: node(id: $run) { ... on Run { state actor attempt origin { id } tags latestMetrics { name value step epoch } events { __typename } version { id } } }
          version: node(id: $version) { ... on Version { digest actor tags pin { reason } note { text } metrics
            evaluations { edges { node { state accuracy images { edges { node { index } } } } } } } }
          modelCard(versionId: $version) { markdown }
        }`,
        {
          dataset: `Dataset_${id}`,
          model: `Model_${id}`,
          variant: `Variant_${id}`,
          run: `Run_${id}`,
          version: `Version_${id}`,
        },
      );
      expect(data, name).toMatchObject({
        dataset: { name: `dataset ${name}`, number: 1, actor: "anonymous", classes: ["a", "b"] },
        model: { name: `model ${name}`, actor: "anonymous" },
        variant: { parameterCount: 7 },
        run: { state: "SUCCEEDED", attempt: 1, origin: null, version: { id: `Version_${id}` } },
        version: { digest: `content ${name}`, actor: "anonymous" },
      });
      expect(data.run.events).toHaveLength(4);
    }
  });

  test("0005 makes latest values and points of what was one row an epoch", async () => {
    const [run, other] = [`Run_${idOf("0001")}`, `Run_${idOf("0001", "1")}`];
    const data = await ask(
      `query ($run: ID!, $other: ID!) {
        run: node(id: $run) { ... on Run { latestMetrics { name value step epoch } } }
        other: node(id: $other) { ... on Run { latestMetrics { name value step epoch } } }
        runSeries(runIds: [$run, $other], metrics: ["testAccuracy"]) { runId total steps epochs values minima maxima }
        runs(orderBy: { metric: "testAccuracy" }) { edges { node { id } } }
      }`,
      { run, other },
    );
    const byName = (metrics: readonly { readonly name: string }[]) =>
      Object.fromEntries(metrics.map((metric) => [metric.name, metric]));
    expect(byName(data.run.latestMetrics)).toEqual({
      testAccuracy: { name: "testAccuracy", value: 0.75, step: 10, epoch: 2 },
      // What is no finite number is none for clients.
      loss: { name: "loss", value: null, step: 10, epoch: 2 },
    });
    // Of a run that never told how long its epochs are, they are counted.
    expect(data.other.latestMetrics).toEqual([{ name: "testAccuracy", value: 0.125, step: 1, epoch: 1 }]);
    expect(data.runSeries).toEqual([
      {
        runId: run,
        total: 2,
        steps: [5, 10],
        epochs: [1, 2],
        values: [0.25, 0.75],
        minima: [0.25, 0.75],
        maxima: [0.25, 0.75],
      },
      { runId: other, total: 1, steps: [1], epochs: [1], values: [0.125], minima: [0.125], maxima: [0.125] },
    ]);
    expect(data.runs.edges[0].node.id).toBe(run);
  });

  test("0008 made evaluations without features, which say that they lack them", async () => {
    const data = await ask(
      `query ($id: ID!) { evaluation(id: $id) { state images { edges { node { index } } }
        neighbours(index: 0) { __typename ... on Error { code message } } } }`,
      { id: `Evaluation_${idOf("0008")}` },
    );
    expect(data.evaluation).toEqual({
      state: "SUCCEEDED",
      images: { edges: [{ node: { index: 0 } }] },
      neighbours: {
        __typename: "NoFeaturesError",
        code: "NOT_KEPT",
        message: expect.stringMatching(/evaluate the version on the split again$/),
      },
    });
  });

  test("0012 and 0014 keep webhooks, with a secret that is yet to be encrypted", async () => {
    const data = await ask(
      "query ($id: ID!) { webhook(id: $id) { topics disabledAt failureCount deliveries { edges { node { state body } } } } }",
      {
        id: `Webhook_${idOf("0012")}`,
      },
    );
    expect(data.webhook).toMatchObject({ topics: ["RUN"], disabledAt: null, failureCount: 0 });
    // It has been told of the runs that were inserted since.
    expect(data.webhook.deliveries.edges.length).toBeGreaterThan(1);
    const { rows } = await client.query("select secret, secret_key_id as key from webhooks");
    expect(rows).toEqual([{ secret: "whsec_old", key: null }]);
  });
});
