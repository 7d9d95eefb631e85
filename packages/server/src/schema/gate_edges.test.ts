import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { copyVersion } from "../testing/copy_version.ts";
import { startTestServer, type TestServer } from "../testing/test_server.ts";
import { createVersionFixture, type VersionFixture } from "../testing/version_fixture.ts";

let server: TestServer;
let fixture: VersionFixture;
let modelId: string;

beforeAll(async () => {
  server = await startTestServer();
  fixture = await createVersionFixture(server.database);
  modelId = `Model_${(await server.database.pool.query("select model_id as id from versions")).rows[0].id}`;
});
afterAll(() => server.close());

interface Figures {
  readonly state?: string;
  readonly count?: number | null;
  readonly accuracy?: number | null;
  /** How many images it is right in. */
  readonly right?: number;
}

/** Publishes a version with an evaluation; without figures, it has none. */
async function publish(figures?: Figures): Promise<string> {
  const id = await copyVersion(server.database, fixture.versionId);
  if (figures !== undefined) {
    const { state = "SUCCEEDED", count = 40, accuracy = 0.5, right = 20 } = figures;
    await server.database.pool.query(
      `with made as (
         insert into evaluations (version_id, dataset_id, split, state, count, accuracy, macro_f1, calibration_error)
         values ($1, $2, 'TEST', $3::evaluation_state, $4::int, $5, 0.5, 0.1) returning id
       ) insert into evaluation_images (evaluation_id, index, label, predicted, confidence, label_score)
       select id, n, 0, case when n < $6::int then 0 else 1 end, 0.9, 0.5 from made, generate_series(0, $4::int - 1) n`,
      [id, fixture.datasetId, state, count, accuracy, right],
    );
  }
  return `Version_${id}`;
}

async function setGate(aliasName: string, rule: object): Promise<void> {
  const { data, errors } = await server.send(
    "mutation ($input: SetGateInput!) { setGate(input: $input) { __typename ... on Error { message } } }",
    { input: { modelId, aliasName, rules: [rule] } },
  );
  expect(errors).toBeUndefined();
  expect(data.setGate.__typename).toBe("MutationSetGateSuccess");
}

async function move(name: string, versionId: string | null) {
  const { data, errors } = await server.send(
    `mutation ($input: MoveAliasInput!) { moveAlias(input: $input) { __typename ... on Error { code message }
      ... on GateError { outcomes { passed message } } ... on MutationMoveAliasSuccess { data { version { id } moveCount } } } }`,
    { input: { modelId, name, versionId } },
  );
  expect(errors).toBeUndefined();
  return data.moveAlias;
}

const onImages = () => ({ datasetId: `Dataset_${fixture.datasetId}` });
const passed = { __typename: "MutationMoveAliasSuccess" };
const failed = (message: string) => ({ code: "GATE_FAILED", outcomes: [{ passed: false, message }] });

describe("a rule on a figure", () => {
  test.each<[string, Figures | undefined, object, string]>([
    [
      "has not been evaluated",
      undefined,
      { minimum: 0 },
      "accuracy must be at least 0: current value is none, as the version has not been evaluated",
    ],
    [
      "has an evaluation that failed",
      { state: "FAILED" },
      { minimum: 0 },
      "accuracy must be at least 0: current value is none, as the version has not been evaluated",
    ],
    [
      "has an evaluation that waits",
      { state: "QUEUED" },
      { maximum: 1 },
      "accuracy must be at most 1: current value is none, as the version has not been evaluated",
    ],
    [
      "was evaluated on no image",
      { count: 0, accuracy: null },
      { minimum: 0, maximum: 1 },
      "accuracy must be at least 0 and at most 1: current value is none, as the evaluation has no such figure",
    ],
    [
      "has a figure that is no number",
      { accuracy: Number.NaN },
      { maximum: 1 },
      "accuracy must be at most 1: current value is none, as the evaluation has no such figure",
    ],
    [
      "has one that has no bound",
      { accuracy: Number.POSITIVE_INFINITY },
      { minimum: 0 },
      "accuracy must be at least 0: current value is none, as the evaluation has no such figure",
    ],
    [
      "is just below",
      { accuracy: 0.4999 },
      { minimum: 0.5 },
      "accuracy must be at least 0.5: current value is 0.4999",
    ],
  ])("lets no version through that %s", async (name, figures, bounds, message) => {
    await setGate(name, { metric: { ...onImages(), metric: "ACCURACY", ...bounds } });
    expect(await move(name, await publish(figures))).toMatchObject(failed(message));
  });

  test("lets through what is just at the bound", async () => {
    await setGate("at", { metric: { ...onImages(), metric: "ACCURACY", minimum: 0.5, maximum: 0.5 } });
    expect(await move("at", await publish({ accuracy: 0.5 }))).toMatchObject(passed);
  });
});

describe("a rule on the comparison with the holder", () => {
  const better = () => ({ comparison: { ...onImages(), require: "BETTER" } });

  test("lets the first version of an alias through, also one that has not been evaluated, and the same once more", async () => {
    await setGate("first", better());
    const version = await publish();
    expect(await move("first", version)).toMatchObject(passed);
    expect(await move("first", version)).toMatchObject({ data: { version: { id: version }, moveCount: 2 } });
  });

  test("lets any through once nobody holds the alias any more", async () => {
    await setGate("left", better());
    await move("left", await publish({ right: 40 }));
    expect(await move("left", await publish({ right: 1 }))).toMatchObject({ code: "GATE_FAILED" });
    await move("left", null);
    expect(await move("left", await publish({ right: 1 }))).toMatchObject(passed);
  });

  test.each<[string, Figures | undefined, Figures | undefined]>([
    ["the holder has not been evaluated", undefined, {}],
    ["the holder's evaluation failed", { state: "FAILED" }, {}],
    ["the version has not been evaluated", {}, undefined],
  ])("lets none through where %s", async (name, holder, version) => {
    await setGate(name, better());
    await move(name, await publish(holder));
    expect(await move(name, await publish(version))).toMatchObject(
      failed(
        "the comparison with the holder must say better: current value is none, as both must have been evaluated",
      ),
    );
  });

  test("lets none through where both were evaluated on no image", async () => {
    await setGate("empty", { comparison: { ...onImages(), require: "NOT_WORSE" } });
    await move("empty", await publish({ count: 0, accuracy: null }));
    expect(await move("empty", await publish({ count: 0, accuracy: null }))).toMatchObject(
      failed(
        "the comparison with the holder must say better or notDistinguishable: current value is none, as both must have been evaluated",
      ),
    );
  });
});

describe("moveAlias", () => {
  test("finds no version that was deleted, and keeps no check of it", async () => {
    await setGate("gone", { metric: { ...onImages(), metric: "ACCURACY", minimum: 0 } });
    const version = await publish({});
    const { pool } = server.database;
    await pool.query("delete from versions where id = $1", [version.slice("Version_".length)]);
    expect(await move("gone", version)).toMatchObject({ __typename: "NotFoundError", code: "NOT_FOUND" });
    expect((await pool.query("select from gate_checks where alias_name = 'gone'")).rowCount).toBe(0);
    // Nor does the attempt leave an alias behind.
    expect((await pool.query("select from aliases where name = 'gone'")).rowCount).toBe(0);
  });

  test("takes an alias away that nothing ever pointed to, and says so in the history", async () => {
    expect(await move("never", null)).toMatchObject({ data: { version: null, moveCount: 1 } });
  });
});

describe("aliasAt", () => {
  async function aliasAt(name: string, time: string, model = modelId): Promise<string | null> {
    const { data, errors } = await server.send(
      "query ($model: ID!, $name: String!, $time: DateTime!) { aliasAt(modelId: $model, name: $name, time: $time) { id } }",
      { model, name, time },
    );
    expect(errors).toBeUndefined();
    return data.aliasAt?.id ?? null;
  }

  test("is null where an alias was never set, of a model that there is not, and for odd names", async () => {
    const now = new Date().toISOString();
    expect(await aliasAt("unheard of", now)).toBeNull();
    expect(await aliasAt("first", now, "Model_00000000-0000-7000-8000-000000000000")).toBeNull();
    expect(await aliasAt("first", now, "x")).toBeNull();
    expect(await aliasAt("", now)).toBeNull();
    expect(await aliasAt("a\u0000", now)).toBeNull();
  });

  test("knows the last place of an alias at any time to come, and none before its first", async () => {
    const version = await publish({});
    await move("timed", version);
    expect(await aliasAt("timed", "9999-12-31T23:59:59.999Z")).toBe(version);
    expect(await aliasAt("timed", "0001-01-01T00:00:00.000Z")).toBeNull();
  });
});

describe("what was written of a version", () => {
  const size = 1024 * 1024 + 5;

  /** Stores bytes of two pieces, as a version has them. */
  async function store(digest: string): Promise<void> {
    await server.database.pool.query("insert into blobs (digest, size, media_type) values ($1, $2, 'x')", [
      digest,
      size,
    ]);
    await server.database.pool.query(
      "insert into blob_chunks (digest, index, bytes) values ($1, 0, $2), ($1, 1, $3)",
      [digest, Buffer.alloc(1024 * 1024), Buffer.alloc(5)],
    );
  }

  test("cannot be written otherwise, longer, or anew piece by piece", async () => {
    const { pool } = server.database;
    await store("pieces");
    for (const statement of [
      "update blob_chunks set bytes = '\\x01' where digest = 'pieces' and index = 1",
      "update blob_chunks set index = 2 where digest = 'pieces' and index = 1",
      "insert into blob_chunks (digest, index, bytes) values ('pieces', 2, '\\x01')",
      "insert into blob_chunks (digest, index, bytes) values ('pieces', -1, '\\x01')",
      "insert into blob_chunks (digest, index, bytes) values ('pieces', 1, '\\x01')",
      "delete from blob_chunks where digest = 'pieces' and index = 1",
      "update blobs set size = 1 where digest = 'pieces'",
      "insert into blobs (digest, size, media_type) values ('pieces', 1, 'x')",
    ]) {
      await expect(pool.query(statement), statement).rejects.toThrow();
    }
    const { rows } = await pool.query(
      "select sum(length(bytes))::int as size from blob_chunks where digest = 'pieces'",
    );
    expect(rows[0].size).toBe(size);
  });

  test("goes with its blob, and only so", async () => {
    const { pool } = server.database;
    await store("whole");
    await pool.query("delete from blobs where digest = 'whole'");
    expect((await pool.query("select from blob_chunks where digest = 'whole'")).rowCount).toBe(0);
  });
});

describe("modelCard", () => {
  test("is there also of a version with figures that are none, and with names full of markup", async () => {
    const version = await publish({ count: 0, accuracy: null });
    await server.send(
      `mutation ($id: ID!, $modelId: ID!) {
        moveAlias(input: { modelId: $modelId, name: "<b>|a|", versionId: $id }) { __typename }
        tagVersion(input: { versionId: $id, add: ["[x](javascript:alert(1))"] }) { __typename } }`,
      { id: version, modelId },
    );
    const { data, errors } = await server.send(
      "query ($id: ID!) { modelCard(versionId: $id) { markdown evaluations { count accuracy } aliases tags } }",
      { id: version },
    );
    expect(errors).toBeUndefined();
    expect(data.modelCard.evaluations).toEqual([]);
    expect(data.modelCard.markdown).toContain("None yet.");
    expect(data.modelCard.markdown).toContain("\\<b\\>\\|a\\|");
    expect(data.modelCard.markdown).not.toContain("[x](");
  });

  test("is null for a version that was deleted", async () => {
    const version = await publish();
    await server.database.pool.query("delete from versions where id = $1", [
      version.slice("Version_".length),
    ]);
    const { data, errors } = await server.send(
      "query ($id: ID!) { modelCard(versionId: $id) { markdown } }",
      {
        id: version,
      },
    );
    expect(errors).toBeUndefined();
    expect(data.modelCard).toBeNull();
  });
});
