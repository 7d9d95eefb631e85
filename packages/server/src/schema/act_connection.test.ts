import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { copyVersion } from "../testing/copy_version.ts";
import { startTestServer, type TestServer } from "../testing/test_server.ts";
import { createVersionFixture, type VersionFixture } from "../testing/version_fixture.ts";

// biome-ignore lint/suspicious/noExplicitAny: Tests look into answers as they come.
type Answer = any;

let server: TestServer;
let fixture: VersionFixture;
let runId: string;
let versionId: string;
let modelId: string;

beforeAll(async () => {
  vi.stubEnv("CONVZOO_ACTOR_HEADER", "x-user");
  server = await startTestServer();
  fixture = await createVersionFixture(server.database);
  runId = `Run_${fixture.runId}`;
  versionId = `Version_${fixture.versionId}`;
  modelId = `Model_${(await server.database.pool.query("select model_id as id from versions")).rows[0].id}`;
});
afterAll(async () => {
  await server.close();
  vi.unstubAllEnvs();
});

/** Does something as somebody; nobody refuses it. */
async function act(actor: string, document: string, variables: Readonly<Record<string, unknown>>) {
  const { data, errors } = await server.send(document, variables, { "x-user": actor });
  expect(errors).toBeUndefined();
  const [result] = Object.values(data) as Answer[];
  expect(result.__typename, JSON.stringify(result)).toMatch(/Success$/);
  return result.data;
}

const outcome = (name: string, data = "id"): string =>
  `{ __typename ... on Error { message } ... on Mutation${name[0]!.toUpperCase()}${name.slice(1)}Success { data { ${data} } } }`;
const tagRun = (actor: string, tags: { readonly add?: string[]; readonly remove?: string[] }) =>
  act(
    actor,
    `mutation ($id: ID!, $add: [String!]!, $remove: [String!]!) { tagRun(id: $id, add: $add, remove: $remove) ${outcome("tagRun")} }`,
    { id: runId, add: [], remove: [], ...tags },
  );
const tagVersion = (actor: string, tags: { readonly add?: string[]; readonly remove?: string[] }) =>
  act(actor, `mutation ($input: TagVersionInput!) { tagVersion(input: $input) ${outcome("tagVersion")} }`, {
    input: { versionId, ...tags },
  });
const withId = (actor: string, name: string, id: string) =>
  act(actor, `mutation ($id: ID!) { ${name}(id: $id) ${outcome(name)} }`, { id });
const withInput = (actor: string, name: string, type: string, input: object, data?: string) =>
  act(actor, `mutation ($input: ${type}!) { ${name}(input: $input) ${outcome(name, data)} }`, { input });
const pin = (actor: string, id: string, reason: string) =>
  withInput(actor, "pinVersion", "PinVersionInput", { versionId: id, reason });
const unpin = (actor: string, id: string) =>
  act(actor, `mutation ($id: ID!) { unpinVersion(versionId: $id) ${outcome("unpinVersion")} }`, { id });
const newRun = async (state: string): Promise<string> => {
  const { rows } = await server.database.pool.query(
    "insert into runs (variant_id, dataset_id, epochs, state) values ($1, $2, 2, $3::run_state) returning id",
    [fixture.variantId, fixture.datasetId, state],
  );
  return `Run_${rows[0].id}`;
};

const fields =
  "kind actor createdAt subjectId subject { id __typename } reason tagsAdded tagsRemoved aliasName gateRules { metric { minimum } }";

/** The acts of a thing, oldest first. */
async function actsOf(id: string): Promise<Answer[]> {
  const type = id.split("_")[0];
  const { data, errors } = await server.send(
    `query ($id: ID!) { node(id: $id) { ... on ${type} { acts { edges { node { ${fields} } } } } } }`,
    { id },
  );
  expect(errors).toBeUndefined();
  return data.node.acts.edges.map((edge: Answer) => edge.node).reverse();
}

async function acts(filter: object, page = ""): Promise<Answer> {
  const { data, errors } = await server.send(
    `query ($filter: ActFilterInput) { acts(filter: $filter ${page}) { totalCount edges { node { ${fields} } } } }`,
    { filter },
  );
  expect(errors).toBeUndefined();
  return { count: data.acts.totalCount, nodes: data.acts.edges.map((edge: Answer) => edge.node) };
}

const brief = (nodes: readonly Answer[]): string[] => nodes.map(({ kind, actor }) => `${kind} ${actor}`);

describe("acts", () => {
  test("tell which tags of a run or version were changed, and not of those that stayed", async () => {
    await tagRun("ada", { add: ["a", "b"] });
    await tagRun("eve", { add: ["a"] });
    await tagRun("eve", { remove: ["z"] });
    await tagRun("bob", { add: ["a", "c"], remove: ["a", "b"] });
    const known = { subjectId: runId, subject: { id: runId, __typename: "Run" }, reason: null };
    expect(await actsOf(runId)).toEqual([
      expect.objectContaining({
        ...known,
        kind: "RUN_TAGGED",
        actor: "ada",
        tagsAdded: ["a", "b"],
        tagsRemoved: [],
      }),
      expect.objectContaining({
        ...known,
        kind: "RUN_TAGGED",
        actor: "bob",
        tagsAdded: ["c"],
        tagsRemoved: ["b"],
      }),
    ]);
    await tagVersion("ada", { add: ["good", "old"] });
    await tagVersion("bob", { add: ["good", "new"], remove: ["new", "old"] });
    expect(await actsOf(versionId)).toMatchObject([
      { kind: "VERSION_TAGGED", actor: "ada", tagsAdded: ["good", "old"], tagsRemoved: [] },
      { kind: "VERSION_TAGGED", actor: "bob", tagsAdded: [], tagsRemoved: ["old"] },
    ]);
    const { data } = await server.send("query ($id: ID!) { version(id: $id) { tags } }", { id: versionId });
    expect(data.version.tags).toEqual(["good"]);
  });

  test("tell who paused, resumed and canceled a run, and of whoever came too late nothing", async () => {
    for (const state of ["QUEUED", "RUNNING"]) {
      const id = await newRun(state);
      await withId("ada", "pauseRun", id);
      await withId("eve", "pauseRun", id);
      await withId("bob", "resumeRun", id);
      await withId("cyd", "cancelRun", id);
      if (state === "RUNNING") {
        await withId("eve", "cancelRun", id);
      }
      const { data } = await server.send("mutation ($id: ID!) { pauseRun(id: $id) { __typename } }", { id });
      expect(data.pauseRun.__typename).toBe("RunStateError");
      expect(brief(await actsOf(id))).toEqual(["RUN_PAUSED ada", "RUN_RESUMED bob", "RUN_CANCELED cyd"]);
    }
  });

  test("of a sweep that is canceled are also those of its runs", async () => {
    const { pool } = server.database;
    const { rows } = await pool.query(
      `insert into sweeps (name, variant_id, dataset_id, space, method, metric, higher_is_better, max_trials, concurrency,
         seed, training_seed, mode)
       values ('s', $1, $2, '[]', '{"random": {}}', 'testAccuracy', true, 9, 9, 0, 0, 'PORTABLE') returning id`,
      [fixture.variantId, fixture.datasetId],
    );
    const sweepId = rows[0].id;
    const runs = [await newRun("QUEUED"), await newRun("RUNNING"), await newRun("RUNNING")];
    for (const [number, run] of runs.entries()) {
      await pool.query(
        `insert into sweep_trials (sweep_id, number, coordinates, parameters, epochs, run_id) values ($1, $2, '[]', '[]', 1, $3)`,
        [sweepId, number, run.slice("Run_".length)],
      );
    }
    await withId("bob", "cancelRun", runs[2]!);
    await withId("ada", "pauseSweep", `Sweep_${sweepId}`);
    await withId("eve", "pauseSweep", `Sweep_${sweepId}`);
    await withId("cyd", "cancelSweep", `Sweep_${sweepId}`);
    expect(brief(await actsOf(`Sweep_${sweepId}`))).toEqual(["SWEEP_PAUSED ada", "SWEEP_CANCELED cyd"]);
    expect(brief(await actsOf(runs[0]!))).toEqual(["RUN_CANCELED cyd"]);
    expect(brief(await actsOf(runs[1]!))).toEqual(["RUN_CANCELED cyd"]);
    expect(brief(await actsOf(runs[2]!))).toEqual(["RUN_CANCELED bob"]);
  });

  test("keep the reason of a pin, and outlive the version", async () => {
    const id = `Version_${await copyVersion(server.database, fixture.versionId)}`;
    await unpin("eve", id);
    await pin("ada", id, "for the paper");
    await unpin("bob", id);
    await unpin("eve", id);
    await withInput("ada", "moveAlias", "MoveAliasInput", {
      modelId,
      name: "champion",
      versionId,
      reason: "best",
    });
    await withInput(
      "cyd",
      "deleteVersions",
      "RetentionRuleInput",
      { modelId, keepNewest: 0, olderThanDays: 0 },
      "versionIds",
    );
    const gone = { subjectId: id, subject: null };
    const { nodes } = await acts({ subjectId: id });
    expect(nodes).toMatchObject([
      { ...gone, kind: "VERSION_DELETED", actor: "cyd", reason: null },
      { ...gone, kind: "VERSION_UNPINNED", actor: "bob" },
      { ...gone, kind: "VERSION_PINNED", actor: "ada", reason: "for the paper" },
    ]);
    const moves = await acts({ kinds: ["ALIAS_MOVED"] });
    expect(moves.nodes).toMatchObject([{ actor: "ada", reason: "best", subject: { __typename: "Alias" } }]);
  });

  test("keep every state of a gate", async () => {
    const set = (actor: string, rules: readonly object[]) =>
      withInput(actor, "setGate", "SetGateInput", { modelId, aliasName: "gated", rules }, "aliasName");
    const rule = { datasetId: `Dataset_${fixture.datasetId}`, metric: "ACCURACY" };
    await set("ada", [{ metric: { ...rule, minimum: 0.9 } }]);
    await set("eve", []);
    await set("ada", [{ metric: { ...rule, minimum: 0.8 } }]);
    expect((await actsOf(modelId)).filter(({ kind }) => kind === "MODEL_GATE_SET")).toMatchObject([
      { actor: "ada", aliasName: "gated", gateRules: [{ metric: { minimum: 0.9 } }] },
      { actor: "eve", aliasName: "gated", gateRules: [] },
      { actor: "ada", aliasName: "gated", gateRules: [{ metric: { minimum: 0.8 } }] },
    ]);
  });

  test("are none where what is asked for is there already", async () => {
    const evaluate = () =>
      withInput("ada", "evaluateVersion", "EvaluateVersionInput", {
        versionId,
        datasetId: `Dataset_${fixture.datasetId}`,
      });
    const { id } = await evaluate();
    await evaluate();
    expect(brief((await acts({ subjectId: id })).nodes)).toEqual(["EVALUATION_QUEUED ada"]);
    await server.database.pool.query("update evaluations set state = 'FAILED'");
    await evaluate();
    expect(brief((await acts({ subjectId: id })).nodes)).toHaveLength(2);
  });

  test("are found by actor, kind, subject and time, together", async () => {
    const byAda = await acts({ actors: ["ada"] });
    expect(byAda.count).toBeGreaterThan(5);
    expect(byAda.nodes).toHaveLength(byAda.count);
    expect(new Set(byAda.nodes.map(({ actor }: Answer) => actor))).toEqual(new Set(["ada"]));
    const some = await acts({ actors: ["ada", "bob", "a\0b"], kinds: ["RUN_TAGGED"], subjectId: runId });
    expect(brief(some.nodes)).toEqual(["RUN_TAGGED bob", "RUN_TAGGED ada"]);
    // the borders of a range are those of the times that are given
    const [later, earlier] = some.nodes;
    const between = { from: earlier.createdAt, before: later.createdAt };
    const inRange = await acts({ subjectId: runId, createdAt: between });
    expect(brief(inRange.nodes)).toEqual(["RUN_TAGGED ada"]);
    expect(brief((await acts({ subjectId: runId, createdAt: { from: later.createdAt } })).nodes)).toEqual([
      "RUN_TAGGED bob",
    ]);
    for (const filter of [
      { actors: [] },
      { kinds: [] },
      { subjectId: `Version_${fixture.runId}` },
      { subjectId: "nonsense" },
      { createdAt: { before: "1900-01-01T00:00:00Z" } },
      { createdAt: { from: "9999-01-01T00:00:00Z" } },
    ]) {
      expect(await acts(filter), JSON.stringify(filter)).toEqual({ count: 0, nodes: [] });
    }
  });

  test("never change and cannot be deleted, whoever writes", async () => {
    const { pool } = server.database;
    await expect(pool.query("update acts set actor = 'nobody'")).rejects.toThrow(
      "must stay as it was written",
    );
    await expect(pool.query("delete from acts")).rejects.toThrow("must stay as it was written");
  });
});
