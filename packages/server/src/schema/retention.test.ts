import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { inTransaction } from "../postgres/database.ts";
import { insertBlob } from "../store/insert_blob.ts";
import { copyVersion } from "../testing/copy_version.ts";
import { startTestServer, type TestServer } from "../testing/test_server.ts";
import { createVersionFixture } from "../testing/version_fixture.ts";

let server: TestServer;
let modelId: string;
/** A version for each thing that can hold one, and two that nothing holds. */
const held: Record<"alias" | "history" | "parent" | "pin" | "reproduced" | "waiting", string> = {
  alias: "",
  history: "",
  parent: "",
  pin: "",
  reproduced: "",
  waiting: "",
};
let shared: string;
let alone: string;
let newest: string;
const bytesOfAlone = "bytes of one version alone";

beforeAll(async () => {
  server = await startTestServer();
  const { pool } = server.database;
  const { versionId } = await createVersionFixture(server.database);
  modelId = `Model_${(await pool.query("select model_id as id from versions")).rows[0].id}`;
  held.alias = versionId;
  for (const name of ["history", "parent", "pin", "reproduced", "waiting"] as const) {
    held[name] = await copyVersion(server.database, versionId);
  }
  shared = await copyVersion(server.database, versionId);
  const digest = await inTransaction(pool, (client) =>
    insertBlob(client, { bytes: Buffer.from(bytesOfAlone), mediaType: "application/octet-stream" }),
  );
  const run = "insert into runs (variant_id, dataset_id, epochs, state";
  alone = (
    await pool.query(
      `with run as (${run}) select variant_id, dataset_id, 1, 'SUCCEEDED' from versions where id = $1 returning id)
       insert into versions (run_id, model_id, variant_id, dataset_id, digest, artifact_digest, metrics, classes)
       select run.id, model_id, variant_id, dataset_id, $2, $2, metrics, classes from versions, run where versions.id = $1 returning id`,
      [versionId, digest],
    )
  ).rows[0].id;
  for (const id of [held.history, held.alias]) {
    const input = { modelId, name: "champion", versionId: `Version_${id}` };
    await server.send("mutation ($input: MoveAliasInput!) { moveAlias(input: $input) { __typename } }", {
      input,
    });
  }
  await server.send(
    "mutation ($input: PinVersionInput!) { pinVersion(input: $input) { ... on MutationPinVersionSuccess { data { id } } } }",
    { input: { versionId: `Version_${held.pin}`, reason: "a paper names it" } },
  );
  const variant = "select variant_id, dataset_id, 1, 'SUCCEEDED'";
  await pool.query(`${run}, parent_id) ${variant}, id from versions where id = $1`, [held.parent]);
  await pool.query(
    `${run}, origin_id, origin_kind) ${variant}, run_id, 'REPRODUCTION' from versions where id = $1`,
    [held.reproduced],
  );
  await pool.query(
    "insert into evaluations (version_id, dataset_id, split) select id, dataset_id, 'TEST' from versions where id = $1",
    [held.waiting],
  );
  newest = await copyVersion(server.database, versionId);
});
afterAll(() => server.close());

async function ask(document: string, input: object): Promise<ReturnType<typeof JSON.parse>> {
  const { data, errors } = await server.send(document, { input });
  expect(errors).toBeUndefined();
  return Object.values(data)[0];
}

const plan = `query ($input: RetentionRuleInput!) { retentionPlan(input: $input) { __typename ... on Error { code message }
  ... on QueryRetentionPlanSuccess { data { count versions { edges { node { id } } } } } } }`;
const remove = `mutation ($input: RetentionRuleInput!) { deleteVersions(input: $input) { __typename ... on Error { code }
  ... on MutationDeleteVersionsSuccess { data { count versionIds } } } }`;

async function count(table: string): Promise<number> {
  const { rows } = await server.database.pool.query(`select count(*)::int as count from ${table}`);
  return rows[0].count;
}

const idsOf = (ids: readonly string[]): string[] => ids.map((id) => `Version_${id}`);

describe("retentionPlan", () => {
  test("lists what nothing needs, and deletes nothing", async () => {
    const before = await count("versions");
    const { data } = await ask(plan, { modelId, keepNewest: 1, olderThanDays: 0 });
    const found = data.versions.edges.map(({ node }: { node: { id: string } }) => node.id);
    expect(found).toEqual(idsOf([shared, alone]));
    expect(data.count).toBe(2);
    expect(await count("versions")).toBe(before);
  });

  test("keeps the newest and the young, and knows its numbers", async () => {
    expect((await ask(plan, { keepNewest: 2, olderThanDays: 0 })).data.count).toBe(1);
    expect((await ask(plan, { keepNewest: 1, olderThanDays: 1 })).data.count).toBe(0);
    expect(await ask(plan, { keepNewest: -1, olderThanDays: 1 })).toMatchObject({ code: "INVALID_INPUT" });
    expect(await ask(plan, { modelId: "x", keepNewest: 1, olderThanDays: 1 })).toMatchObject({
      code: "NOT_FOUND",
    });
  });
});

describe("deleteVersions", () => {
  test("deletes what the plan listed with bytes that nothing else needs, and keeps who did it", async () => {
    const blobs = await count("blobs");
    const { data } = await ask(remove, { modelId, keepNewest: 1, olderThanDays: 0 });
    expect(data).toEqual({ count: 2, versionIds: idsOf([shared, alone]) });
    // The copies share one file, which stays; the other's is gone.
    expect(await count("blobs")).toBe(blobs - 1);
    const { rows } = await server.database.pool.query("select id from versions order by id");
    expect(rows.map(({ id }) => id).sort()).toEqual([...Object.values(held), newest].sort());
    const model = await server.send(
      "query ($id: ID!) { node(id: $id) { ... on Model { deletedVersions { edges { node { versionId actor } } } } } }",
      { id: modelId },
    );
    expect(model.data.node.deletedVersions.edges.map(({ node }: { node: object }) => node)).toEqual(
      [alone, shared].map((id) => ({ versionId: `Version_${id}`, actor: "anonymous" })),
    );
    expect((await ask(remove, { keepNewest: 1, olderThanDays: 0 })).data.count).toBe(0);
  });

  test("takes what is not pinned any more", async () => {
    const { data, errors } = await server.send(
      "mutation ($id: ID!) { unpinVersion(versionId: $id) { ... on MutationUnpinVersionSuccess { data { pin { reason } } } } }",
      { id: `Version_${held.pin}` },
    );
    expect(errors).toBeUndefined();
    expect(data.unpinVersion.data.pin).toBeNull();
    expect((await ask(remove, { keepNewest: 1, olderThanDays: 0 })).data.versionIds).toEqual(
      idsOf([held.pin]),
    );
  });
});
