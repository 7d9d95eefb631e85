import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { inTransaction } from "../postgres/database.ts";
import { insertBlob } from "../store/insert_blob.ts";
import { copyVersion } from "../testing/copy_version.ts";
import { tinyModel } from "../testing/models.ts";
import { startTestServer, type TestServer } from "../testing/test_server.ts";
import { createVersionFixture, type VersionFixture } from "../testing/version_fixture.ts";

let server: TestServer;
let fixture: VersionFixture;
let modelId: string;
/** Versions that may be deleted; those at places 2n and 2n + 1 have the same bytes. */
let versions: string[];
const versionCount = 120;

beforeAll(async () => {
  server = await startTestServer();
  fixture = await createVersionFixture(server.database);
  modelId = `Model_${(await server.database.pool.query("select model_id as id from versions")).rows[0].id}`;
  versions = [];
  for (let place = 0; place < versionCount; place += 1) {
    versions.push(`Version_${await publish(`bytes ${Math.floor(place / 2)}`)}`);
  }
});
afterAll(() => server.close());

/** Publishes a version of some bytes, as a run does when it has trained: the bytes and who refers to them in one transaction. */
async function publish(text: string): Promise<string> {
  return await inTransaction(server.database.pool, async (client) => {
    const bytes = Buffer.from(text);
    const digest = await insertBlob(client, { bytes, mediaType: "application/octet-stream" });
    const { rows } = await client.query(
      `with run as (
         insert into runs (variant_id, dataset_id, epochs, state) values ($1, $2, 1, 'SUCCEEDED') returning id
       )
       insert into versions (run_id, model_id, variant_id, dataset_id, digest, artifact_digest, metrics, classes)
       select run.id, $3, $1, $2, $4, $4, '{}', '{}' from run returning id`,
      [fixture.variantId, fixture.datasetId, modelId.slice("Model_".length), digest],
    );
    return rows[0].id;
  });
}

/** Sends a document: it succeeds, or fails as its type says. @returns Whether it succeeded. */
async function attempt(document: string, variables: Readonly<Record<string, unknown>>): Promise<boolean> {
  const { data, errors } = await server.send(document, variables);
  expect(errors, document).toBeUndefined();
  const { __typename } = Object.values(data)[0] as { readonly __typename: string };
  return __typename.endsWith("Success");
}

const random = <Item>(items: readonly Item[]): Item => items[Math.floor(Math.random() * items.length)]!;
const rule = { keepNewest: 0, olderThanDays: 0 };
/** Lets go a part of the versions, another one each time. */
const someRule = () => ({ ...rule, keepNewest: Math.floor(Math.random() * versionCount) });

/** What clients do with versions: each gives the version that must stay from then on, if it succeeded. */
const uses: Readonly<Record<string, (version: string) => Promise<string | undefined>>> = {
  async alias(version) {
    const input = { modelId, name: `alias ${Math.floor(Math.random() * 3)}`, versionId: version };
    const document = "mutation ($input: MoveAliasInput!) { moveAlias(input: $input) { __typename } }";
    return (await attempt(document, { input })) ? version : undefined;
  },
  async pin(version) {
    const document = "mutation ($input: PinVersionInput!) { pinVersion(input: $input) { __typename } }";
    return (await attempt(document, { input: { versionId: version, reason: "needed" } }))
      ? version
      : undefined;
  },
  async parent(version) {
    // A version is named by its digest, and the oldest of it is the parent.
    const { rows } = await server.database.pool.query("select digest from versions where id = $1", [
      version.slice("Version_".length),
    ]);
    if (rows[0] === undefined) {
      return undefined;
    }
    const start = { version: { digest: rows[0].digest } };
    const spec = { modelId, name: "v", spec: tinyModel, train: { epochs: 1, start } };
    const { data, errors } = await server.send(
      `mutation ($input: CreateVariantInput!) { createVariant(input: $input) { __typename
        ... on MutationCreateVariantSuccess { data { id } } } }`,
      { input: spec },
    );
    expect(errors).toBeUndefined();
    const variantId = data.createVariant.data.id;
    const begun = await server.send(
      `mutation ($input: StartRunInput!) { startRun(input: $input) { __typename
        ... on MutationStartRunSuccess { data { parent { id } } } } }`,
      { input: { variantId, datasetId: `Dataset_${fixture.datasetId}` } },
    );
    expect(begun.errors).toBeUndefined();
    return begun.data.startRun.data?.parent.id;
  },
  async reproduction(version) {
    const { data } = await server.send("query ($id: ID!) { version(id: $id) { run { id } } }", {
      id: version,
    });
    if (data.version === null) {
      return undefined;
    }
    const document = "mutation ($id: ID!) { reproduceRun(id: $id) { __typename } }";
    // The run stays without its version: only one that still has it must keep it.
    await attempt(document, { id: data.version.run.id });
    return undefined;
  },
  async evaluation(version) {
    const input = { versionId: version, datasetId: `Dataset_${fixture.datasetId}` };
    const document =
      "mutation ($input: EvaluateVersionInput!) { evaluateVersion(input: $input) { __typename } }";
    return (await attempt(document, { input })) ? version : undefined;
  },
  async words(version) {
    const document = `mutation ($id: ID!) {
      tagVersion(input: { versionId: $id, add: ["a", "b"] }) { __typename }
      noteVersion(input: { versionId: $id, text: "good" }) { __typename } }`;
    await attempt(document, { id: version });
    return undefined;
  },
};

describe("deleteVersions", () => {
  test("by 4 clients, while 16 others move aliases, pin, start, reproduce, evaluate, tag and publish, deletes nothing that is needed", async () => {
    const needed = new Set<string>();
    let deleted: string[] = [];
    const ended = { uses: false };
    const deleting = Array.from({ length: 4 }, async (_, client) => {
      while (!ended.uses) {
        const plan = await server.send(
          `query ($input: RetentionRuleInput!) { retentionPlan(input: $input) { ... on QueryRetentionPlanSuccess {
            data { versions(first: 100) { edges { node { id } } } } } } }`,
          { input: someRule() },
        );
        expect(plan.errors).toBeUndefined();
        if (client === 0) {
          continue;
        }
        const { data, errors } = await server.send(
          `mutation ($input: RetentionRuleInput!) { deleteVersions(input: $input) { __typename
            ... on MutationDeleteVersionsSuccess { data { versionIds } } } }`,
          { input: someRule() },
        );
        expect(errors).toBeUndefined();
        deleted = deleted.concat(data.deleteVersions.data.versionIds);
      }
    });
    const published: string[] = [];
    const using = Array.from({ length: 16 }, async (_, client) => {
      const names = Object.keys(uses);
      for (let turn = 0; turn < 25; turn += 1) {
        if (client >= 14) {
          // Bytes that are being deleted at this moment are published again.
          published.push(
            `Version_${await publish(`bytes ${Math.floor(Math.random() * (versionCount / 2))}`)}`,
          );
          continue;
        }
        const kept = await uses[names[(client + turn) % names.length]!]!(random([...versions, ...published]));
        if (kept !== undefined) {
          needed.add(kept);
        }
      }
    });
    await Promise.all(using).finally(() => {
      ended.uses = true;
    });
    await Promise.all(deleting);

    const { pool } = server.database;
    const { rows } = await pool.query("select 'Version_' || id as id from versions");
    const present = new Set(rows.map(({ id }) => id));
    // Both happened, or this shows nothing; how often depends on how the machine shares its time among them.
    expect(needed.size).toBeGreaterThan(5);
    expect(deleted.length).toBeGreaterThan(5);
    expect(new Set(deleted).size, "nobody deletes what another deleted").toBe(deleted.length);
    expect([...needed].filter((id) => !present.has(id))).toEqual([]);
    expect([...needed].filter((id) => deleted.includes(id))).toEqual([]);
    // Each version is there or noted as deleted, once.
    const notes = await pool.query("select 'Version_' || id as id from deleted_versions");
    expect(notes.rows.map(({ id }) => id).sort()).toEqual([...deleted].sort());
    // An original whose reproduction is there is there itself, unless it was gone before.
    const torn = await pool.query(
      `select from runs reproduction join deleted_versions gone on gone.run_id = reproduction.origin_id
       where origin_kind = 'REPRODUCTION' and reproduction.created_at < gone.deleted_at`,
    );
    expect(torn.rowCount).toBe(0);
  });

  test("leaves every byte that a version has, and none that nothing has", async () => {
    const { pool } = server.database;
    const orphans = await pool.query(
      `select from blobs where digest not in (
         select artifact_digest from versions union select blob_digest from checkpoints
         union select unnest(array[train_images, train_labels, test_images, test_labels]) from datasets
       )`,
    );
    expect(orphans.rowCount).toBe(0);
    const broken = await pool.query(
      `select from versions join blobs on blobs.digest = artifact_digest
       where size <> (select coalesce(sum(length(bytes)), 0) from blob_chunks where digest = artifact_digest)`,
    );
    expect(broken.rowCount).toBe(0);
    const strays = await pool.query("select from blob_chunks where digest not in (select digest from blobs)");
    expect(strays.rowCount).toBe(0);
  });

  test("of one version leaves the bytes that another has", async () => {
    const { pool } = server.database;
    const [kept, gone] = [await publish("shared bytes"), await publish("shared bytes")];
    await pool.query("insert into version_pins (version_id, reason) values ($1, '')", [kept]);
    const { data } = await server.send(
      `mutation ($input: RetentionRuleInput!) { deleteVersions(input: $input) {
        ... on MutationDeleteVersionsSuccess { data { versionIds } } } }`,
      { input: rule },
    );
    expect(data.deleteVersions.data.versionIds).toContain(`Version_${gone}`);
    const { rows } = await pool.query(
      "select convert_from(bytes, 'utf8') as text from blob_chunks join versions on artifact_digest = blob_chunks.digest where id = $1",
      [kept],
    );
    expect(rows).toEqual([{ text: "shared bytes" }]);
    await copyVersion(server.database, kept);
  });
});
