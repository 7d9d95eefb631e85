import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { deleteRuns } from "../services/delete_runs.ts";
import { countStatements } from "../testing/count_statements.ts";
import { type PlantedRun, plantRun } from "../testing/planted_run.ts";
import { startTestServer, type TestServer } from "../testing/test_server.ts";
import { createVersionFixture, type VersionFixture } from "../testing/version_fixture.ts";

// biome-ignore lint/suspicious/noExplicitAny: Tests look into answers as they come.
type Answer = any;

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

const document = `mutation ($input: DeleteRunsInput!) { deleteRuns(input: $input) { __typename
  ... on Error { code message } ... on InvalidInputError { path received }
  ... on MutationDeleteRunsSuccess { data { isDryRun deletedCount deleted { runId variantName seed state versionId } keptCount
    kept { runId state holds { reason holderId } } missingIds remainingCount endCursor } } } }`;

async function remove(input: object): Promise<Answer> {
  const { data, errors } = await server.send(document, { input }, { "x-user": "ann" });
  expect(errors).toBeUndefined();
  return data.deleteRuns.data ?? data.deleteRuns;
}

const plant = (planted: PlantedRun = {}) => plantRun(server.database, fixture, planted);
const run = (id: string): string => `Run_${id}`;
const byIds = (...ids: readonly string[]) => ({ runs: { ids: ids.map(run) } });
const deletedOf = ({ deleted }: Answer): string[] => deleted.map(({ runId }: Answer) => runId);

/** How many rows each table has. */
async function counts(): Promise<Readonly<Record<string, number>>> {
  const { pool } = server.database;
  const { rows } = await pool.query<{ name: string }>(
    "select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace order by 1",
  );
  const found: Record<string, number> = {};
  for (const { name } of rows) {
    found[name] = (await pool.query(`select count(*)::int as count from "${name}"`)).rows[0].count;
  }
  return found;
}

/** Tables in which a deletion leaves what it did. */
const notes = new Set(["acts", "deleted_versions"]);
const withoutNotes = (all: Readonly<Record<string, number>>) =>
  Object.fromEntries(Object.entries(all).filter(([name]) => !notes.has(name)));

describe("deleteRuns by ids", () => {
  test("leaves nothing of a run in any table, and no bytes", async () => {
    const before = await counts();
    const { runId, versionId } = await plant();
    expect((await counts())["blobs"]).toBe(before["blobs"]! + 4);
    expect(await remove(byIds(runId))).toEqual({
      isDryRun: false,
      deletedCount: 1,
      deleted: [
        {
          runId: run(runId),
          variantName: "tiny",
          seed: 0,
          state: "SUCCEEDED",
          versionId: `Version_${versionId}`,
        },
      ],
      keptCount: 0,
      kept: [],
      missingIds: [],
      remainingCount: 0,
      endCursor: null,
    });
    expect(withoutNotes(await counts())).toEqual(withoutNotes(before));
  });

  test("as a dry run says the same, and changes nothing", async () => {
    const { runId } = await plant();
    const waiting = await plant({ state: "QUEUED", hasVersion: false });
    const before = await counts();
    const planned = await remove({ ...byIds(runId, waiting.runId), dryRun: true });
    expect(await counts()).toEqual(before);
    expect(planned).toMatchObject({ isDryRun: true, deletedCount: 1, keptCount: 1 });
    expect(await remove(byIds(runId, waiting.runId))).toEqual({ ...planned, isDryRun: false });
  });

  test("keeps who did it, what it was called, and that the version went with it", async () => {
    const { runId, versionId } = await plant();
    await remove(byIds(runId));
    for (const [subjectId, kind] of [
      [run(runId), "RUN_DELETED"],
      [`Version_${versionId}`, "VERSION_DELETED"],
    ]) {
      const { data } = await server.send(
        "query ($id: ID!) { acts(filter: { subjectId: $id }) { edges { node { kind actor subjectName subject { id } } } } }",
        { id: subjectId },
      );
      expect(data.acts.edges).toEqual([{ node: { kind, actor: "ann", subjectName: "tiny", subject: null } }]);
    }
    const { rows } = await server.database.pool.query("select actor from deleted_versions where id = $1", [
      versionId,
    ]);
    expect(rows).toEqual([{ actor: "ann" }]);
  });

  test("names runs that there are not, and refuses ids of other things and too many", async () => {
    const { runId } = await plant();
    await remove(byIds(runId));
    expect(await remove(byIds(runId))).toMatchObject({ deletedCount: 0, missingIds: [run(runId)] });
    expect(await remove({ runs: { ids: [`Version_${fixture.versionId}`] } })).toMatchObject({
      code: "NOT_FOUND",
    });
    expect(await remove({ runs: { ids: Array.from({ length: 201 }, () => run(runId)) } })).toMatchObject({
      code: "INVALID_INPUT",
      path: "input.runs.ids",
      received: "201",
    });
    expect(await remove({ runs: { ids: [] } })).toMatchObject({ deletedCount: 0, keptCount: 0 });
  });

  test("leaves bytes that another run has, until that goes too", async () => {
    const before = await counts();
    const [first, second] = [await plant({ bytes: "shared" }), await plant({ bytes: "shared" })];
    await remove(byIds(first.runId));
    expect((await counts())["blobs"]).toBe(before["blobs"]! + 4);
    await remove(byIds(second.runId));
    expect((await counts())["blobs"]).toBe(before["blobs"]);
  });
});

describe("deleteRuns keeps", () => {
  const reasonsOf = async (id: string, others: readonly string[] = []): Promise<Answer> => {
    const before = await counts();
    const { kept, deletedCount } = await remove(byIds(id, ...others));
    expect(deletedCount).toBe(0);
    expect(await counts()).toEqual(before);
    return kept.find(({ runId }: Answer) => runId === run(id)).holds;
  };

  test.each(["QUEUED", "RUNNING", "PAUSED"])("a run that is %s", async (state) => {
    const { runId } = await plant({ state, hasVersion: false });
    expect(await reasonsOf(runId)).toEqual([{ reason: "NOT_OVER", holderId: null }]);
  });

  test.each(["FAILED", "CANCELED"])("no run that is %s", async (state) => {
    const { runId } = await plant({ state, hasVersion: false });
    expect((await remove(byIds(runId))).deletedCount).toBe(1);
  });

  test("what a pin, an alias, its history or a waiting evaluation needs", async () => {
    const { pool } = server.database;
    const [pinned, past, present, evaluated] = [await plant(), await plant(), await plant(), await plant()];
    await pool.query("insert into version_pins (version_id, reason) values ($1, '')", [pinned.versionId]);
    for (const { versionId } of [past, present]) {
      const { data } = await server.send(
        "mutation ($input: MoveAliasInput!) { moveAlias(input: $input) { __typename } }",
        { input: { modelId: `Model_${modelId}`, name: "champion", versionId: `Version_${versionId}` } },
      );
      expect(data.moveAlias.__typename).toBe("MutationMoveAliasSuccess");
    }
    const alias = `Alias_${(await pool.query("select id from aliases")).rows[0].id}`;
    const waiting = await pool.query(
      "update evaluations set state = 'QUEUED' where version_id = $1 returning id",
      [evaluated.versionId],
    );
    expect(await reasonsOf(pinned.runId)).toEqual([
      { reason: "PIN", holderId: `Version_${pinned.versionId}` },
    ]);
    expect(await reasonsOf(present.runId)).toEqual([{ reason: "ALIAS", holderId: alias }]);
    expect(await reasonsOf(past.runId)).toEqual([{ reason: "PAST_ALIAS", holderId: alias }]);
    expect(await reasonsOf(evaluated.runId)).toEqual([
      { reason: "EVALUATION", holderId: `Evaluation_${waiting.rows[0].id}` },
    ]);
  });

  test("what a sweep that goes on or an ablation needs, and not what a sweep that is over has", async () => {
    const { pool } = server.database;
    const { runId } = await plant();
    const sweep = await pool.query(
      `insert into sweeps (name, variant_id, dataset_id, space, method, metric, higher_is_better, max_trials, concurrency,
         seed, training_seed, mode, state)
       values ('s', $1, $2, '[]', '{"random": {}}', 'testAccuracy', true, 9, 9, 0, 0, 'PORTABLE', 'PAUSED') returning id`,
      [fixture.variantId, fixture.datasetId],
    );
    const sweepId = sweep.rows[0].id;
    await pool.query(
      `insert into sweep_trials (sweep_id, number, coordinates, parameters, epochs, run_id, state, objective)
       values ($1, 0, '[]', '[]', 1, $2, 'FINISHED', 0.5)`,
      [sweepId, runId],
    );
    expect(await reasonsOf(runId)).toEqual([{ reason: "SWEEP", holderId: `Sweep_${sweepId}` }]);
    await pool.query("update sweeps set state = 'FINISHED', end_reason = 'MAX_TRIALS', best_number = 0");
    const ablation = await pool.query(
      `insert into ablations (name, variant_id, dataset_id, kind, metric, higher_is_better, mode, seeds, techniques)
       values ('a', $1, $2, 'ADD_ONE_IN', 'testAccuracy', true, 'PORTABLE', '{0}', '{}') returning id`,
      [fixture.variantId, fixture.datasetId],
    );
    const ablationId = ablation.rows[0].id;
    await pool.query(
      "insert into ablation_runs (ablation_id, technique, seed, run_id) values ($1, '', 0, $2)",
      [ablationId, runId],
    );
    expect(await reasonsOf(runId)).toEqual([{ reason: "ABLATION", holderId: `Ablation_${ablationId}` }]);
    await pool.query("delete from ablation_runs");
    expect((await remove(byIds(runId))).deletedCount).toBe(1);
    // The trial still says what was tried, and what came out.
    const { data } = await server.send(
      "query ($id: ID!) { sweep(id: $id) { bestTrial { objective run { id } variant { id } } } }",
      { id: `Sweep_${sweepId}` },
    );
    expect(data.sweep.bestTrial).toMatchObject({ objective: 0.5, run: null });
  });

  test("what a fork, a reproduction or a run that started from it needs, unless that goes too", async () => {
    const { runId, versionId } = await plant();
    const fork = await plant({ origin: ["FORK", runId] });
    const reproduction = await plant({ origin: ["REPRODUCTION", runId] });
    const child = await plant({ parentId: versionId });
    const all = [
      { reason: "FORK", holderId: run(fork.runId) },
      { reason: "REPRODUCTION", holderId: run(reproduction.runId) },
      { reason: "STARTED_FROM", holderId: run(child.runId) },
    ];
    expect(await reasonsOf(runId)).toEqual(all);
    const grandchild = await plant({ origin: ["FORK", child.runId], state: "RUNNING", hasVersion: false });
    // What is asked for is not enough: it must be able to go.
    const together = [runId, child.runId, fork.runId];
    const planned = await remove({ ...byIds(...together), dryRun: true });
    expect(deletedOf(planned)).toEqual([run(fork.runId)]);
    expect(planned.kept).toMatchObject([
      { runId: run(child.runId), holds: [{ reason: "FORK", holderId: run(grandchild.runId) }] },
      { runId: run(runId), holds: [all[1], all[2]] },
    ]);
    expect(await remove(byIds(...together))).toEqual({ ...planned, isDryRun: false });
    await server.database.pool.query("update runs set state = 'CANCELED' where id = $1", [grandchild.runId]);
    const rest = [runId, reproduction.runId, child.runId, grandchild.runId];
    const whole = await remove({ ...byIds(...rest), dryRun: true });
    expect(deletedOf(whole)).toEqual(rest.map(run).reverse());
    expect(await remove(byIds(...rest))).toEqual({ ...whole, isDryRun: false });
  });

  test("nothing for a retry, which has taken over what it goes on from", async () => {
    const { runId } = await plant({ state: "FAILED", hasVersion: false, bytes: "retried" });
    const retry = await plant({
      origin: ["RETRY", runId],
      bytes: "retried",
      state: "QUEUED",
      hasVersion: false,
    });
    expect((await remove(byIds(runId))).deletedCount).toBe(1);
    const { data } = await server.send("query ($id: ID!) { run(id: $id) { originKind origin { id } } }", {
      id: run(retry.runId),
    });
    expect(data.run).toEqual({ originKind: "RETRY", origin: null });
    const { rows } = await server.database.pool.query(
      "select from checkpoints join blob_chunks on digest = blob_digest where run_id = $1",
      [retry.runId],
    );
    expect(rows).toHaveLength(1);
  });
});

describe("deleteRuns by a filter", () => {
  let ids: string[];

  beforeEach(async () => {
    ids = [];
    for (let place = 0; place < 5; place += 1) {
      const state = place === 2 ? "RUNNING" : "FAILED";
      ids.unshift((await plant({ tag: "old", state, hasVersion: false })).runId);
    }
  });

  test("goes through it page by page, newest first, and tells how many remain", async () => {
    const other = await plant();
    const runs = { filter: { tags: ["old"], not: { states: ["CANCELED"] } } };
    for (const dryRun of [true, false]) {
      const first = await remove({ runs, dryRun, first: 3 });
      expect(deletedOf(first)).toEqual(ids.slice(0, 2).map(run));
      expect(first).toMatchObject({ kept: [{ runId: run(ids[2]!) }], remainingCount: 2 });
      const second = await remove({ runs, dryRun, first: 3, after: first.endCursor });
      expect(deletedOf(second)).toEqual(ids.slice(3).map(run));
      expect(second).toMatchObject({ keptCount: 0, remainingCount: 0, endCursor: null });
    }
    const { rows } = await server.database.pool.query("select from runs where id = $1", [other.runId]);
    expect(rows).toHaveLength(1);
    await server.database.pool.query("update runs set state = 'FAILED' where id = $1", [ids[2]]);
    expect((await remove({ runs })).deletedCount).toBe(1);
  });

  test("knows in a dry run that what was made from a run goes on an earlier page", async () => {
    const reproduction = await plant({ origin: ["REPRODUCTION", ids[4]!], tag: "old" });
    const runs = { filter: { tags: ["old"] } };
    const planned = await remove({ runs, dryRun: true, first: 200 });
    expect(deletedOf(planned)).toEqual(
      [reproduction.runId, ids[0], ids[1], ids[3], ids[4]].map((id) => run(id!)),
    );
    const last = await remove({ runs, dryRun: true, first: 5, after: ids[3] });
    expect(deletedOf(last)).toEqual([run(ids[4]!)]);
    await server.database.pool.query("update runs set state = 'FAILED' where id = $1", [ids[2]]);
    expect((await remove({ runs })).deletedCount).toBe(6);
  });

  test("refuses one that lets every run through, as a forgotten variable would make it", async () => {
    const before = await counts();
    for (const filter of [
      {},
      { tags: null },
      { and: [] },
      { and: [{ states: null }, {}] },
      { or: [{ tags: ["x"] }, {}] },
      { createdAt: {} },
      { createdAt: { before: null } },
      { not: { ids: [] } },
      { not: { not: {} } },
    ]) {
      expect(await remove({ runs: { filter } }), JSON.stringify(filter)).toMatchObject({
        code: "INVALID_INPUT",
        path: "input.runs.filter",
      });
    }
    expect(await counts()).toEqual(before);
    await remove({ runs: { filter: { tags: ["old"] } } });
    await server.database.pool.query("delete from runs where id = $1", [ids[2]]);
  });

  test("ends with what it has when its time is up, and tells where to go on", async () => {
    let now = 0;
    const clock = vi.spyOn(performance, "now").mockImplementation(() => {
      now += 20_000;
      return now;
    });
    const filter = { tags: ["old"], states: ["FAILED", "RUNNING"] as const };
    const input = { filter, first: 100, dryRun: false };
    const first = await deleteRuns(server, input).finally(() => clock.mockRestore());
    expect(first.deleted.map(({ id }) => id)).toEqual([ids[0]]);
    // What is told with a page is what is newer than its end.
    expect(first.kept).toEqual([]);
    expect(first.endCursor).toBe(ids[0]);
    expect(first.remainingCount).toBeGreaterThanOrEqual(4);
    const rest = await deleteRuns(server, { ...input, after: first.endCursor });
    expect(rest.deleted.map(({ id }) => id)).toEqual([ids[1], ids[3], ids[4]]);
    expect(rest.kept.map(({ id }) => id)).toContain(ids[2]);
    expect(rest).toMatchObject({ remainingCount: 0, endCursor: null });
  });

  test("refuses pages that there are not", async () => {
    const runs = { filter: { tags: ["old"] } };
    for (const [values, path] of [
      [{ first: 0 }, "input.first"],
      [{ first: 201 }, "input.first"],
      [{ after: "x" }, "input.after"],
    ] as const) {
      expect(await remove({ runs, ...values })).toMatchObject({ path });
    }
  });

  test("asks the database as often for many runs as for few, as a dry run", async () => {
    const statementsOf = async (first: number): Promise<number> =>
      (
        await countStatements(server, document, {
          input: { runs: { filter: { states: ["FAILED", "SUCCEEDED", "RUNNING"] } }, first, dryRun: true },
        })
      ).statements.length;
    expect(await statementsOf(5)).toBe(await statementsOf(1));
    expect(await statementsOf(1)).toBeLessThanOrEqual(2);
  });
});
