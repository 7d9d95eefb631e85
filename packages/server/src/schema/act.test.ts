import { type GraphQLObjectType, getNamedType, isObjectType } from "graphql";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { ActKind } from "../generated/prisma/client.ts";
import { minimalArguments } from "../testing/minimal_arguments.ts";
import { plantMutations, type SucceedingMutations } from "../testing/succeeding_mutations.ts";
import { startTestServer, type TestServer } from "../testing/test_server.ts";
import { actKinds } from "./act_kind.ts";
import { schema } from "./schema.ts";

/** Where the actor of each mutation is kept: as acts of these kinds, or in a column. A new mutation needs a line here. */
const kept: Readonly<Record<string, readonly ActKind[] | "predictions.actor">> = {
  registerDataset: ["DATASET_REGISTERED"],
  importDataset: ["DATASET_REGISTERED"],
  createModel: ["MODEL_CREATED"],
  createVariant: ["VARIANT_CREATED"],
  startRun: ["RUN_STARTED"],
  cancelRun: ["RUN_CANCELED"],
  pauseRun: ["RUN_PAUSED"],
  resumeRun: ["RUN_RESUMED"],
  retryRun: ["RUN_STARTED"],
  forkRun: ["RUN_STARTED"],
  deleteRuns: ["RUN_DELETED"],
  deleteRunCheckpoints: ["RUN_CHECKPOINTS_DELETED"],
  reproduceRun: ["RUN_STARTED"],
  tagRun: ["RUN_TAGGED"],
  startAblation: ["VARIANT_CREATED", "ABLATION_STARTED"],
  startSweep: ["SWEEP_STARTED"],
  cancelSweep: ["SWEEP_CANCELED"],
  pauseSweep: ["SWEEP_PAUSED"],
  resumeSweep: ["SWEEP_RESUMED"],
  tagVersion: ["VERSION_TAGGED"],
  noteVersion: ["VERSION_NOTED"],
  moveAlias: ["ALIAS_MOVED"],
  evaluateVersion: ["EVALUATION_QUEUED"],
  setGate: ["MODEL_GATE_SET"],
  deleteVersions: ["VERSION_DELETED"],
  deleteDataset: ["DATASET_DELETED"],
  deleteModel: ["MODEL_DELETED"],
  deleteVariant: ["VARIANT_DELETED"],
  deleteSweep: ["SWEEP_DELETED"],
  deleteAblation: ["ABLATION_DELETED"],
  pinVersion: ["VERSION_PINNED"],
  unpinVersion: ["VERSION_UNPINNED"],
  createWebhook: ["WEBHOOK_CREATED"],
  rotateWebhookSecret: ["WEBHOOK_SECRET_ROTATED"],
  disableWebhook: ["WEBHOOK_DISABLED"],
  enableWebhook: ["WEBHOOK_ENABLED"],
  deleteWebhook: ["WEBHOOK_DELETED"],
  testWebhook: ["WEBHOOK_TESTED"],
  replayWebhookDelivery: ["WEBHOOK_REPLAYED"],
  // written behind the answer, by thousands
  predict: "predictions.actor",
};

const mutations = schema.getMutationType()!.getFields();
const withActs = Object.entries(kept).flatMap(([name, kinds]) =>
  typeof kinds === "string" ? [] : [[name, kinds] as const],
);

let server: TestServer;
let succeeding: SucceedingMutations;

beforeAll(async () => {
  vi.stubEnv("CONVZOO_SECRET_KEYS", `k=${Buffer.alloc(32, 1).toString("base64")}`);
  vi.stubEnv("CONVZOO_ACTOR_HEADER", "x-user");
  server = await startTestServer();
  succeeding = await plantMutations(server);
});
afterAll(async () => {
  await server.close();
  vi.unstubAllEnvs();
});

/** Sends a mutation as somebody, and gives the answer. */
async function mutate(actor: string, name: string, values: Readonly<Record<string, unknown>>) {
  const { args } = mutations[name]!;
  const given = args.filter((arg) => values[arg.name] !== undefined);
  const declared = given.map((arg) => `$${arg.name}: ${arg.type}`).join(", ");
  const passed = given.map((arg) => `${arg.name}: $${arg.name}`).join(", ");
  const success = `Mutation${name[0]!.toUpperCase()}${name.slice(1)}Success`;
  const type = getNamedType((schema.getType(success) as GraphQLObjectType).getFields()["data"]!.type);
  const data = isObjectType(type) ? `data { ${"id" in type.getFields() ? "id" : "__typename"} }` : "data";
  return await server.send(
    `mutation (${declared}) { ${name}(${passed}) { __typename ... on Error { message } ... on ${success} { ${data} } } }`,
    values,
    { "x-user": actor },
  );
}

async function actsSince(id: string) {
  const { rows } = await server.database.pool.query<{
    id: string;
    kind: ActKind;
    actor: string;
    subject: string;
  }>("select id, kind, actor, subject_id as subject from acts where id > $1 order by id", [id]);
  return rows;
}

async function lastAct(): Promise<string> {
  return (await server.database.pool.query("select max(id) as id from acts")).rows[0].id ?? "";
}

/** What stands in the whole database, table by table. */
async function digests(): Promise<Readonly<Record<string, string>>> {
  const { pool } = server.database;
  const { rows } = await pool.query<{ name: string }>(
    "select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace order by 1",
  );
  const found: Record<string, string> = {};
  for (const { name } of rows) {
    const digest = await pool.query(
      `select md5(coalesce(string_agg(row, ',' order by row), '')) as digest from (select md5(each::text) as row from "${name}" each) as rows`,
    );
    found[name] = digest.rows[0].digest;
  }
  return found;
}

test("it is known where every mutation keeps its actor", () => {
  expect(Object.keys(kept).sort()).toEqual(Object.keys(mutations).sort());
  expect(Object.keys(succeeding).sort()).toEqual(Object.keys(mutations).sort());
});

test("every kind of act comes of some mutation", () => {
  expect([...new Set(withActs.flatMap(([, kinds]) => kinds))].sort()).toEqual(Object.values(ActKind).sort());
});

describe("each mutation", () => {
  test.each(withActs)("%s keeps that its caller did it, and nobody else", async (name, kinds) => {
    const values = await succeeding[name]!();
    const before = await lastAct();
    const actor = `ann who ${name}s`;
    const { data, errors } = await mutate(actor, name, values);
    expect(errors).toBeUndefined();
    expect(data[name].message).toBeUndefined();
    const acts = await actsSince(before);
    expect(new Set(acts.map((act) => act.kind))).toEqual(new Set(kinds));
    expect(new Set(acts.map((act) => act.actor))).toEqual(new Set([actor]));
    // what a mutation gives is what was done, or what it was done to
    const given: string | undefined = data[name].data.id ?? undefined;
    const { kind, subject } = acts.at(-1)!;
    if (given?.startsWith(`${actKinds[kind].subject}_`)) {
      expect(given).toBe(`${actKinds[kind].subject}_${subject}`);
    }
  });

  test.each(withActs)("%s of things that there are not keeps nothing", async (name) => {
    const before = await lastAct();
    const { values } = minimalArguments(mutations[name]!);
    const { data } = await mutate("eve", name, values);
    const isRefused = data[name].__typename.endsWith("Error");
    // a model of any name can be made
    expect(isRefused || name === "createModel" || name === "deleteVersions", JSON.stringify(data)).toBe(true);
    expect(await actsSince(before)).toHaveLength(name === "createModel" ? 1 : 0);
  });

  describe("where the database does not take the act", () => {
    beforeAll(() =>
      server.database.pool.query(
        "create trigger planted before insert on acts for each row execute function refuse_change()",
      ),
    );
    afterAll(() => server.database.pool.query("drop trigger planted on acts"));

    test.each(withActs)("%s does nothing at all", async (name) => {
      const trigger = (state: string) =>
        server.database.pool.query(`alter table acts ${state} trigger planted`);
      // what the mutation needs may be made by another one
      await trigger("disable");
      const values = await succeeding[name]!();
      await trigger("enable");
      const before = await digests();
      const { errors } = await mutate("ann", name, values);
      expect(errors).toMatchObject([{ extensions: { code: "INTERNAL_SERVER_ERROR" } }]);
      expect(await digests()).toEqual(before);
    });
  });

  test("predict keeps its caller with the prediction", async () => {
    const { errors } = await mutate("ann who predicts", "predict", await succeeding["predict"]!());
    expect(errors).toBeUndefined();
    await vi.waitFor(async () => {
      const { rows } = await server.database.pool.query("select actor from predictions");
      expect(rows).toEqual([{ actor: "ann who predicts" }]);
    }, 5000);
  });
});
