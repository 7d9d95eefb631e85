import { syntheticDataset } from "@convzoo/core";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { inTransaction } from "../postgres/database.ts";
import { registerDataset } from "../services/register_dataset.ts";
import { idxFiles } from "../testing/idx_files.ts";
import { tinyModel } from "../testing/models.ts";
import { plantRun } from "../testing/planted_run.ts";
import { startTestServer, type TestServer } from "../testing/test_server.ts";
import { createVersionFixture, type VersionFixture } from "../testing/version_fixture.ts";

// biome-ignore lint/suspicious/noExplicitAny: Tests look into answers as they come.
type Answer = any;
type Noun = "Dataset" | "Model" | "Variant" | "Sweep" | "Ablation";

let server: TestServer;
let fixture: VersionFixture;
let modelId: string;

beforeAll(async () => {
  vi.stubEnv("CONVZOO_ACTOR_HEADER", "x-user");
  server = await startTestServer();
  fixture = await createVersionFixture(server.database);
  modelId = (await server.database.pool.query("select model_id as id from versions")).rows[0].id;
});
afterAll(async () => {
  await server.close();
  vi.unstubAllEnvs();
});

async function remove(noun: Noun, id: string, dryRun = false): Promise<Answer> {
  const details =
    noun === "Sweep"
      ? "... on SweepStateError { state }"
      : "... on InUseError { holders { kind count ids } }";
  const { data, errors } = await server.send(
    `mutation ($id: ID!, $dryRun: Boolean!) { result: delete${noun}(id: $id, dryRun: $dryRun) { __typename
      ... on Error { code message } ${details}
      ... on MutationDelete${noun}Success { data { subjectId name isDryRun parts { kind count ids } } } } }`,
    { id: `${noun}_${id}`, dryRun },
    { "x-user": "ann" },
  );
  expect(errors).toBeUndefined();
  return data.result.data ?? data.result;
}

/** What refuses a deletion, kind by kind; the same in a dry run, and nothing is changed by either. */
async function holdersOf(noun: Noun, id: string): Promise<Answer> {
  const before = await counts();
  const planned = await remove(noun, id, true);
  const refused = await remove(noun, id);
  expect(refused).toEqual(planned);
  expect(refused).toMatchObject({ __typename: "InUseError", code: "IN_USE" });
  expect(await counts()).toEqual(before);
  return Object.fromEntries(refused.holders.map(({ kind, ids }: Answer) => [kind, ids]));
}

async function query(statement: string, ...values: readonly unknown[]): Promise<Answer[]> {
  return (await server.database.pool.query(statement, [...values])).rows;
}

async function counts(): Promise<Readonly<Record<string, number>>> {
  const found: Record<string, number> = {};
  for (const { name } of await query(
    "select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace order by 1",
  )) {
    found[name] = (await query(`select count(*)::int as count from "${name}"`))[0].count;
  }
  return found;
}

const notes = new Set(["acts", "deleted_datasets"]);
const withoutNotes = (all: Readonly<Record<string, number>>) =>
  Object.fromEntries(Object.entries(all).filter(([name]) => !notes.has(name)));

async function lastAct(noun: Noun, id: string): Promise<Answer> {
  const { data } = await server.send(
    "query ($id: ID!) { acts(filter: { subjectId: $id }, first: 1) { edges { node { kind actor subjectName subject { id } } } } }",
    { id: `${noun}_${id}` },
  );
  return data.acts.edges[0].node;
}

const newModel = async (): Promise<string> =>
  (await query("insert into models (name) values ($1) returning id", crypto.randomUUID()))[0].id;

async function newVariant(ofModel: string): Promise<string> {
  const rows = await query(
    `insert into variants (model_id, digest, name, model_spec, train_spec, parameter_count)
     select $1, uuidv7()::text, 'small', model_spec, train_spec, 1 from variants where id = $2 returning id`,
    ofModel,
    fixture.variantId,
  );
  return rows[0].id;
}

async function newSweep(variantId: string, datasetId: string, state: string): Promise<string> {
  const rows = await query(
    `insert into sweeps (name, variant_id, dataset_id, space, method, metric, higher_is_better, max_trials, concurrency,
       seed, training_seed, mode, state)
     values ('search', $1, $2, '[]', '{"random": {}}', 'testAccuracy', true, 9, 9, 0, 0, 'PORTABLE', $3::sweep_state) returning id`,
    variantId,
    datasetId,
    state,
  );
  return rows[0].id;
}

async function newAblation(variantId: string, datasetId: string, runId?: string): Promise<string> {
  const [{ id }] = await query(
    `insert into ablations (name, variant_id, dataset_id, kind, metric, higher_is_better, mode, seeds, techniques)
     values ('worth', $1, $2, 'ADD_ONE_IN', 'testAccuracy', true, 'PORTABLE', '{0}', '{}') returning id`,
    variantId,
    datasetId,
  );
  if (runId !== undefined) {
    await query(
      "insert into ablation_runs (ablation_id, technique, seed, run_id) values ($1, '', 0, $2)",
      id,
      runId,
    );
  }
  return id;
}

/** Registers images of its own. */
async function newDataset(name: string, seed: number, asNext = false): Promise<string> {
  const data = syntheticDataset({ height: 8, width: 8, train: 32, test: 8, seed });
  const files = Object.entries(idxFiles(data)).map(([file, bytes]) => [file, new Blob([bytes])]);
  const { id } = await registerDataset(server, {
    ...(Object.fromEntries(files) as Record<keyof ReturnType<typeof idxFiles>, Blob>),
    name,
    classes: data.classes,
    asNext,
  });
  return id;
}

describe("deleteDataset", () => {
  test("leaves nothing of it in any table and no bytes, and keeps who did it", async () => {
    const before = await counts();
    const id = await newDataset("digits", 1);
    await query("insert into dataset_image_indexes (dataset_id) values ($1)", id);
    await query("insert into dataset_image_digests (dataset_id, position, digest) values ($1, 0, 'x')", id);
    expect((await counts())["blobs"]).toBeGreaterThan(before["blobs"]!);
    const planned = await remove("Dataset", id, true);
    expect(planned).toEqual({ subjectId: `Dataset_${id}`, name: "digits #1", isDryRun: true, parts: [] });
    expect(await remove("Dataset", id)).toEqual({ ...planned, isDryRun: false });
    expect(withoutNotes(await counts())).toEqual(withoutNotes(before));
    expect(await lastAct("Dataset", id)).toEqual({
      kind: "DATASET_DELETED",
      actor: "ann",
      subjectName: "digits #1",
      subject: null,
    });
    expect(await remove("Dataset", id)).toMatchObject({ code: "NOT_FOUND" });
  });

  test("leaves bytes that another dataset has", async () => {
    const id = await newDataset("shared", 2);
    const before = await counts();
    const twin = await newDataset("twin", 2);
    await remove("Dataset", twin);
    expect((await counts())["blobs"]).toBe(before["blobs"]);
    await remove("Dataset", id);
    expect((await counts())["blobs"]).toBeLessThan(before["blobs"]!);
  });

  test("is refused while runs, versions, evaluations, sweeps, ablations, gates or newer datasets need it", async () => {
    const id = await newDataset("needed", 3);
    const newer = await newDataset("needed", 4, true);
    const { runId, versionId } = await plantRun(server.database, { ...fixture, datasetId: id });
    const sweepId = await newSweep(fixture.variantId, id, "FINISHED");
    const ablationId = await newAblation(fixture.variantId, id);
    const rule = { datasetId: id, split: "TEST", require: "better" };
    await query(
      "insert into gates (model_id, alias_name, rules) values ($1, 'a', $2)",
      modelId,
      JSON.stringify([{ comparison: rule }]),
    );
    const [evaluation] = await query("select id from evaluations where dataset_id = $1", id);
    expect(await holdersOf("Dataset", id)).toEqual({
      RUNS: [`Run_${runId}`],
      VERSIONS: [`Version_${versionId}`],
      EVALUATIONS: [`Evaluation_${evaluation.id}`],
      SWEEPS: [`Sweep_${sweepId}`],
      ABLATIONS: [`Ablation_${ablationId}`],
      GATES: [`Model_${modelId}`],
      NEWER_DATASETS: [`Dataset_${newer}`],
    });
    await remove("Sweep", sweepId);
    await remove("Ablation", ablationId);
    await remove("Dataset", newer);
    await query("delete from gates");
    expect(Object.keys(await holdersOf("Dataset", id))).toEqual(["RUNS", "VERSIONS", "EVALUATIONS"]);
    const { data } = await server.send(
      `mutation ($id: ID!) { deleteRuns(input: { runs: { ids: [$id] } }) { ... on MutationDeleteRunsSuccess { data { deletedCount } } } }`,
      { id: `Run_${runId}` },
    );
    expect(data.deleteRuns.data.deletedCount).toBe(1);
    expect(await remove("Dataset", id)).toMatchObject({ name: "needed #1" });
  });

  test("never gives its number to other data", async () => {
    await newDataset("numbered", 5);
    const second = await newDataset("numbered", 6, true);
    await remove("Dataset", second);
    const third = await newDataset("numbered", 7, true);
    expect(await query("select number from datasets where id = $1", third)).toEqual([{ number: 3 }]);
  });

  test("leaves predictions, which then lead to no image", async () => {
    const id = await newDataset("predicted", 8);
    await query(
      `insert into predictions (id, version_id, model_id, image_digest, dataset_id, position, predicted, probability, top_classes,
         top_scores, milliseconds, created_at)
       select uuidv7()::text, id, model_id, 'x', $1, 0, 0, 0.5, '{0}', '{0.5}', 1, now() from versions where id = $2`,
      id,
      fixture.versionId,
    );
    await remove("Dataset", id);
    const rows = await query("select dataset_id as id from predictions where image_digest = 'x'");
    expect(rows).toEqual([{ id: null }]);
  });
});

describe("deleteVariant", () => {
  test("deletes one that nothing needs, and is refused while runs, sweeps or ablations do", async () => {
    const id = await newVariant(modelId);
    const { runId } = await plantRun(server.database, { ...fixture, variantId: id }, { hasVersion: false });
    const trial = await newSweep(fixture.variantId, fixture.datasetId, "FINISHED");
    await query(
      "insert into sweep_trials (sweep_id, number, coordinates, parameters, epochs, variant_id) values ($1, 0, '[]', '[]', 1, $2)",
      trial,
      id,
    );
    const ablationId = await newAblation(id, fixture.datasetId);
    expect(await holdersOf("Variant", id)).toEqual({
      RUNS: [`Run_${runId}`],
      SWEEPS: [`Sweep_${trial}`],
      ABLATIONS: [`Ablation_${ablationId}`],
    });
    await query("delete from runs where id = $1", runId);
    await remove("Sweep", trial);
    await remove("Ablation", ablationId);
    expect(await remove("Variant", id)).toMatchObject({ name: "small", isDryRun: false });
    expect(await lastAct("Variant", id)).toMatchObject({ kind: "VARIANT_DELETED", subjectName: "small" });
  });

  test("is refused while a fork of what it trained is there", async () => {
    const id = await newVariant(modelId);
    const { runId } = await plantRun(server.database, fixture, { hasVersion: false });
    await query("update fork_points set variant_id = $1 where run_id = $2", id, runId);
    expect(await holdersOf("Variant", id)).toEqual({ RUNS: [`Run_${runId}`] });
  });
});

describe("deleteModel", () => {
  test("deletes it with all that is its own, which a dry run lists", async () => {
    const before = await counts();
    const id = await newModel();
    const variantId = await newVariant(id);
    const sweepId = await newSweep(variantId, fixture.datasetId, "CANCELED");
    await query("insert into gates (model_id, alias_name, rules) values ($1, 'a', '[]')", id);
    await query("insert into aliases (model_id, name) values ($1, 'never moved')", id);
    await query(
      "insert into gate_checks (model_id, alias_name, version_id, passed, outcomes) values ($1, 'a', 'v', true, '[]')",
      id,
    );
    await query(
      "insert into deleted_versions (id, model_id, run_id, digest) values (uuidv7()::text, $1, 'r', 'd')",
      id,
    );
    const planned = await remove("Model", id, true);
    expect(planned.parts).toEqual([
      { kind: "VARIANTS", count: 1, ids: [`Variant_${variantId}`] },
      { kind: "SWEEPS", count: 1, ids: [`Sweep_${sweepId}`] },
      { kind: "GATES", count: 1, ids: [`Model_${id}`] },
    ]);
    expect(await remove("Model", id)).toEqual({ ...planned, isDryRun: false });
    expect(withoutNotes(await counts())).toEqual(withoutNotes(before));
    expect(await lastAct("Model", id)).toMatchObject({ kind: "MODEL_DELETED", subjectName: planned.name });
    expect(await lastAct("Sweep", sweepId)).toMatchObject({ actor: "ann", subjectName: "search" });
    expect(await lastAct("Variant", variantId)).toMatchObject({ subjectName: "small" });
  });

  test("is refused while runs, versions, moved aliases or sweeps that go on need it", async () => {
    const id = await newModel();
    const variantId = await newVariant(id);
    const { runId, versionId } = await plantRun(server.database, { ...fixture, variantId });
    const sweepId = await newSweep(variantId, fixture.datasetId, "PAUSED");
    const { data } = await server.send(
      "mutation ($input: MoveAliasInput!) { moveAlias(input: $input) { ... on MutationMoveAliasSuccess { data { id } } } }",
      { input: { modelId: `Model_${id}`, name: "champion", versionId: `Version_${versionId}` } },
    );
    expect(await holdersOf("Model", id)).toEqual({
      RUNS: [`Run_${runId}`],
      VERSIONS: [`Version_${versionId}`],
      ALIASES: [data.moveAlias.data.id],
      SWEEPS: [`Sweep_${sweepId}`],
    });
  });

  test("names the oldest ten of what needs it, and how many there are", async () => {
    const id = await newModel();
    const variantId = await newVariant(id);
    for (let place = 0; place < 12; place += 1) {
      await plantRun(server.database, { ...fixture, variantId }, { hasVersion: false });
    }
    const { holders, message } = await remove("Model", id);
    expect(holders).toMatchObject([{ kind: "RUNS", count: 12 }]);
    expect(holders[0].ids).toHaveLength(10);
    expect(message).toBe("Cannot delete the model as nothing must need it: current value is 12 runs");
  });
});

describe("deleteSweep and deleteAblation", () => {
  test("leave the runs, which then can go", async () => {
    const before = await counts();
    const [first, second] = [
      await plantRun(server.database, fixture),
      await plantRun(server.database, fixture),
    ];
    const sweepId = await newSweep(fixture.variantId, fixture.datasetId, "FINISHED");
    await query(
      `insert into sweep_trials (sweep_id, number, coordinates, parameters, epochs, run_id, state)
       values ($1, 0, '[]', '[]', 1, $2, 'FINISHED')`,
      sweepId,
      first.runId,
    );
    await query(
      "insert into sweep_rungs (sweep_id, number, epoch, count, is_kept) values ($1, 0, 1, 1, true)",
      sweepId,
    );
    await query("update sweeps set best_number = 0 where id = $1", sweepId);
    const ablationId = await newAblation(fixture.variantId, fixture.datasetId, second.runId);
    expect(await remove("Sweep", sweepId)).toMatchObject({ name: "search" });
    expect(await remove("Ablation", ablationId)).toMatchObject({ name: "worth" });
    expect(await lastAct("Ablation", ablationId)).toMatchObject({ kind: "ABLATION_DELETED", actor: "ann" });
    const { data } = await server.send(
      "mutation ($ids: [ID!]!) { deleteRuns(input: { runs: { ids: $ids } }) { ... on MutationDeleteRunsSuccess { data { deletedCount } } } }",
      { ids: [first, second].map(({ runId }) => `Run_${runId}`) },
    );
    expect(data.deleteRuns.data.deletedCount).toBe(2);
    expect({ ...withoutNotes(await counts()), deleted_versions: 0 }).toEqual({
      ...withoutNotes(before),
      deleted_versions: 0,
    });
  });

  test.each(["RUNNING", "PAUSED"])("refuse a sweep that is %s", async (state) => {
    const id = await newSweep(fixture.variantId, fixture.datasetId, state);
    expect(await remove("Sweep", id)).toMatchObject({ __typename: "SweepStateError", code: "SWEEP_STATE" });
    expect(await remove("Sweep", id, true)).toMatchObject({ code: "SWEEP_STATE" });
  });

  test("refuse an ablation of which a run is not over", async () => {
    const { runId } = await plantRun(server.database, fixture, { state: "QUEUED", hasVersion: false });
    const id = await newAblation(fixture.variantId, fixture.datasetId, runId);
    expect(await holdersOf("Ablation", id)).toEqual({ RUNS: [`Run_${runId}`] });
  });
});

describe("whoever refers to something at the moment of its deletion", () => {
  test("keeps it, if that comes first", async () => {
    const variantId = await newVariant(modelId);
    let removing: Promise<Answer> | undefined;
    await inTransaction(server.database.pool, async (client) => {
      await client.query("insert into runs (variant_id, dataset_id, epochs) values ($1, $2, 1)", [
        variantId,
        fixture.datasetId,
      ]);
      removing = remove("Variant", variantId);
      await waits(1);
    });
    expect(await removing).toMatchObject({ code: "IN_USE", holders: [{ kind: "RUNS", count: 1 }] });
  });

  test("finds nothing, if the deletion comes first", async () => {
    const ofModel = await newModel();
    const datasetId = await newDataset("short-lived", 9);
    const start = (): Promise<Answer> =>
      server.send(
        "mutation ($input: StartRunInput!) { startRun(input: $input) { __typename ... on Error { code message } } }",
        { input: { variantId: `Variant_${fixture.variantId}`, datasetId: `Dataset_${datasetId}` } },
      );
    const make = (): Promise<Answer> =>
      server.send(
        "mutation ($input: CreateVariantInput!) { createVariant(input: $input) { __typename ... on Error { code message } } }",
        { input: { modelId: `Model_${ofModel}`, name: "late", spec: tinyModel, train: {} } },
      );
    const gate = (): Promise<Answer> =>
      server.send(
        "mutation ($input: SetGateInput!) { setGate(input: $input) { __typename ... on Error { code message } } }",
        {
          input: {
            modelId: `Model_${modelId}`,
            aliasName: "late",
            rules: [{ metric: { datasetId: `Dataset_${datasetId}`, metric: "ACCURACY", minimum: 0.5 } }],
          },
        },
      );
    let late: Promise<Answer[]> | undefined;
    await inTransaction(server.database.pool, async (client) => {
      await client.query("select from datasets where id = $1 for update", [datasetId]);
      await client.query("select from models where id = $1 for update", [ofModel]);
      late = Promise.all([start(), make(), gate()]);
      await waits(3);
      await client.query("delete from datasets where id = $1", [datasetId]);
      await client.query("delete from models where id = $1", [ofModel]);
    });
    const [started, made, gated] = (await late)!;
    expect(started.data.startRun).toMatchObject({
      code: "NOT_FOUND",
      message: `Cannot find the dataset as its id must exist: current value is Dataset_${datasetId}`,
    });
    expect(made.data.createVariant).toMatchObject({ code: "NOT_FOUND" });
    expect(gated.data.setGate).toMatchObject({ code: "NOT_FOUND" });
    expect(await query("select from gates where alias_name = 'late'")).toEqual([]);
  });

  test("for long has the deletion say that it is in use", async () => {
    const id = await newModel();
    let removing: Promise<Answer> | undefined;
    await inTransaction(server.database.pool, async (client) => {
      await client.query("select from models where id = $1 for key share", [id]);
      removing = remove("Model", id);
      expect(await removing).toMatchObject({ __typename: "OverloadError", code: "BUSY" });
    });
    expect(await remove("Model", id)).toMatchObject({ isDryRun: false });
  });

  /** Waits until so many connections to this database wait for a lock. */
  async function waits(most: number): Promise<void> {
    await vi.waitFor(async () => {
      const rows = await query(
        "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
      );
      expect(rows.length).toBe(most);
    }, 5000);
  }
});
