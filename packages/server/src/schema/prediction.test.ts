import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { syntheticDataset } from "@convzoo/core";
import sharp from "sharp";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { openBlobCache } from "../jobs/blob_cache.ts";
import { startIndexLoop } from "../jobs/index_datasets_loop.ts";
import { createLog } from "../log.ts";
import { startServer } from "../start_server.ts";
import { deleteOldPredictions } from "../store/delete_old_predictions.ts";
import { insertPredictions, type NewPrediction } from "../store/insert_predictions.ts";
import { createUuidMaker } from "../store/uuid_v7.ts";
import { copyVersion } from "../testing/copy_version.ts";
import { encodeRequest, startTestServer, type TestServer } from "../testing/test_server.ts";
import { createVersionFixture, type VersionFixture } from "../testing/version_fixture.ts";

let server: TestServer;
let fixture: VersionFixture;
let modelId: string;
let classes: readonly string[];
const { test: examples } = syntheticDataset({ height: 8, width: 8, train: 64, test: 16 });

beforeAll(async () => {
  server = await startTestServer();
  fixture = await createVersionFixture(server.database);
  const { rows } = await server.database.pool.query("select model_id, classes from versions");
  ({ model_id: modelId, classes } = rows[0]);
});
beforeEach(async () => {
  await server.database.pool.query("truncate predictions");
});
afterAll(() => server.close());

/** The test image of an index, as a file of some format. */
async function picture(index: number, format: "png" | "webp" = "png"): Promise<File> {
  const pixels = examples.images.slice(index * 64, index * 64 + 64);
  const image = sharp(pixels, { raw: { width: 8, height: 8, channels: 1 } });
  const bytes =
    format === "png" ? await image.png().toBuffer() : await image.webp({ lossless: true }).toBuffer();
  return new File([new Uint8Array(bytes)], `${index}.${format}`);
}

const predictDocument = `mutation ($model: VersionReference, $versionId: ID, $alias: AliasReference, $images: [File!]!) {
  predict(model: $model, versionId: $versionId, alias: $alias, images: $images, topK: 4) {
    __typename ... on Error { code message } ... on InvalidInputError { path received }
    ... on MutationPredictSuccess { data { predictionId scores { label score } } } } }`;

async function predict(
  images: readonly File[],
  version: object = { model: { version: `Version_${fixture.versionId}` } },
) {
  const { data, errors } = await server.send(predictDocument, { ...version, images });
  expect(errors).toBeUndefined();
  return data.predict;
}

/** Waits until all that was predicted is in the database. */
async function written(): Promise<void> {
  await vi.waitFor(async () => {
    const { data } = await server.send("{ serverInfo { predictionLog { waiting dropped } } }");
    expect(data.serverInfo.predictionLog).toEqual({ waiting: 0, dropped: 0 });
  });
}

const maker = createUuidMaker();

/** Keeps predictions as if they had been made, one a second. */
async function insert(count: number, change: (index: number) => Partial<NewPrediction> = () => ({})) {
  const made = Array.from({ length: count }, (_, index): NewPrediction => {
    const createdAt = new Date(Date.UTC(2030, 0, 1, 0, 0, index));
    return {
      id: maker.next(createdAt.getTime()),
      versionId: fixture.versionId,
      aliasId: null,
      imageDigest: new Uint8Array(32).fill(index),
      classes: [index % 4],
      scores: [0.5 + (index % 10) / 20],
      actor: index % 2 === 0 ? "ann" : "bob",
      milliseconds: 3,
      createdAt,
      ...change(index),
    };
  });
  await insertPredictions(server.database.pool, made);
  return made.map(({ id }) => `Prediction_${id}`).reverse();
}

async function list(filter: object = {}, page: object = { first: 100 }) {
  const { data, errors } = await server.send(
    `query ($filter: PredictionFilterInput, $first: Int, $after: String) { predictions(filter: $filter, first: $first, after: $after) {
      totalCount edges { node { id label probability actor } } pageInfo { hasNextPage endCursor } } }`,
    { filter, ...page },
  );
  expect(errors).toBeUndefined();
  return data.predictions;
}
const idsOf = ({ edges }: { edges: { node: { id: string } }[] }): string[] =>
  edges.map(({ node }) => node.id);

describe("predict", () => {
  test("keeps what it said, without the picture, under the id that it gave", async () => {
    const { data } = await predict([await picture(0), await picture(1)]);
    await written();
    const found = await server.send(
      `query ($id: ID!) { node(id: $id) { ... on Prediction { id label probability scores { index label score }
        actor milliseconds createdAt imageDigest alias { id } version { id } model { id name } datasetImage { id } } } }`,
      { id: data[1].predictionId },
    );
    expect(found.errors).toBeUndefined();
    const { node } = found.data;
    expect(node).toMatchObject({
      id: data[1].predictionId,
      label: data[1].scores[0].label,
      probability: expect.closeTo(data[1].scores[0].score, 5),
      actor: "anonymous",
      alias: null,
      version: { id: `Version_${fixture.versionId}` },
      model: { id: `Model_${modelId}`, name: "tiny" },
      datasetImage: null,
    });
    expect(node.scores.map(({ label }: { label: string }) => label)).toEqual(
      data[1].scores.map(({ label }: { label: string }) => label),
    );
    expect(node.imageDigest).toMatch(/^[0-9a-f]{64}$/);
    expect(node.milliseconds).toBeGreaterThan(0);
    expect(Math.abs(Date.now() - Date.parse(node.createdAt))).toBeLessThan(60_000);
  });

  test("knows a picture again, whatever file it comes in", async () => {
    await predict([await picture(2), await picture(2, "webp"), await picture(3)]);
    await written();
    const { rows } = await server.database.pool.query("select image_digest from predictions order by id");
    const [first, second, third] = rows.map(({ image_digest }) => image_digest.toString("hex"));
    expect(second).toBe(first);
    expect(third).not.toBe(first);
  });

  test("keeps through which alias it was asked, and refuses one that points to none", async () => {
    const alias = { modelId: `Model_${modelId}`, name: "champion" };
    const wanted = { model: { alias } };
    expect(await predict([await picture(0)], wanted)).toMatchObject({ code: "NOT_FOUND" });
    await server.database.pool.query(
      "insert into aliases (model_id, name, version_id) values ($1, 'champion', $2)",
      [modelId, fixture.versionId],
    );
    const { data } = await predict([await picture(0)], wanted);
    await predict([await picture(0)]);
    // Older clients name it in arguments of their own.
    const older = await predict([await picture(0)], { alias });
    await predict([await picture(0)], { versionId: `Version_${fixture.versionId}` });
    await written();
    const answer = await server.send(
      `query ($modelId: ID!) { alias(modelId: $modelId, name: "champion") { predictions { totalCount edges { node { id alias { name } } } } } }`,
      { modelId: `Model_${modelId}` },
    );
    expect(answer.data.alias.predictions).toEqual({
      totalCount: 2,
      edges: [older.data[0], data[0]].map(({ predictionId: id }) => ({
        node: { id, alias: { name: "champion" } },
      })),
    });
  });

  test("refuses a model that is named by nothing, or twice", async () => {
    for (const model of [{}, { version: "x", alias: { modelId: "x", name: "x" } }, { version: null }]) {
      const images = [await picture(0)];
      const { data, errors } = await server.send(predictDocument, { model, images });
      expect(data).toBeUndefined();
      expect(errors?.[0]?.message).toMatch(/VersionReference/);
    }
    for (const model of [
      { version: `Version_${modelId}` },
      { version: "x" },
      { alias: { modelId: `Model_${modelId}`, name: "a\u0000" } },
    ]) {
      expect(await predict([await picture(0)], { model })).toMatchObject({ code: "NOT_FOUND" });
    }
  });

  test.each([
    [{}, "none"],
    [{ versionId: "x", alias: { modelId: "x", name: "x" } }, "versionId and alias"],
    [{ model: { version: "x" }, versionId: "x" }, "model and versionId"],
    [{ model: { version: "x" }, alias: { modelId: "x", name: "x" } }, "model and alias"],
  ])("refuses %j, which names no single version", async (version, received) => {
    expect(await predict([await picture(0)], version)).toMatchObject({
      ...{ __typename: "InvalidInputError", path: "model", received },
      message: `Cannot predict as exactly one of model, versionId and alias must be given: current value is ${received}`,
    });
  });
});

describe("a dataset's picture", () => {
  test("is found again, also if it was predicted before a worker looked through the dataset", async () => {
    await predict([await picture(5, "webp")]);
    await written();
    const directory = await mkdtemp(join(tmpdir(), "convzoo-index-"));
    const cache = await openBlobCache(server.database, directory);
    const indexing = startIndexLoop({ database: server.database, cache, log: createLog("test") });
    try {
      await vi.waitFor(async () => {
        const { rows } = await server.database.pool.query("select count(*)::int from dataset_image_digests");
        expect(rows[0].count).toBe(80);
      });
      await vi.waitFor(async () => expect((await list({ isOfDataset: true })).totalCount).toBe(1));
    } finally {
      await indexing.stop();
      await rm(directory, { recursive: true });
    }
    const stranger = await sharp({ create: { width: 8, height: 8, channels: 3, background: "#f0f" } })
      .png()
      .toBuffer();
    await predict([await picture(6), new File([new Uint8Array(stranger)], "stranger.png")]);
    await written();
    const { data, errors } = await server.send(
      `{ predictions { edges { node { datasetImage { position split dataset { name } predictions { totalCount } } } } } }`,
    );
    expect(errors).toBeUndefined();
    const dataset = { name: "synthetic" };
    const predictions = { totalCount: 1 };
    expect(data.predictions.edges.map(({ node }: { node: object }) => node)).toEqual([
      { datasetImage: null },
      { datasetImage: { position: 70, split: "TEST", dataset, predictions } },
      { datasetImage: { position: 69, split: "TEST", dataset, predictions } },
    ]);
  });

  test("cannot be found in a dataset whose file is damaged, which is noted once", async () => {
    const { pool } = server.database;
    await pool.query(
      "insert into blobs (digest, size, media_type) values (repeat('1', 64), 0, 'a') on conflict do nothing",
    );
    const { rows } = await pool.query(
      `insert into datasets (name, digest, classes, height, width, channels, train_count, test_count, train_images, train_labels, test_images, test_labels)
       select 'damaged', 'd', classes, 8, 8, 1, 1, 1, repeat('1', 64), train_labels, test_images, test_labels from datasets limit 1 returning id`,
    );
    const directory = await mkdtemp(join(tmpdir(), "convzoo-index-"));
    const cache = await openBlobCache(server.database, directory);
    const indexing = startIndexLoop({ database: server.database, cache, log: createLog("test") });
    try {
      await vi.waitFor(async () => {
        const found = await pool.query(
          "select failure_message from dataset_image_indexes where dataset_id = $1",
          [rows[0].id],
        );
        expect(found.rows[0]?.failure_message).toBeTruthy();
      });
    } finally {
      await indexing.stop();
      await rm(directory, { recursive: true });
    }
  });
});

describe("predictions", () => {
  test("are filtered by class, score, actor, time, version, model and alias", async () => {
    const ids = await insert(40);
    const where = (keep: (index: number) => boolean): string[] => ids.filter((_, place) => keep(39 - place));
    const cases: [object, (index: number) => boolean][] = [
      [{}, () => true],
      [{ labels: [classes[1], classes[3]] }, (index) => index % 2 === 1],
      [{ labels: ["no such class"] }, () => false],
      [{ labels: [] }, () => false],
      [{ probabilityBelow: 0.6 }, (index) => index % 10 < 2],
      [{ actors: ["bob"], labels: [classes[1]] }, (index) => index % 4 === 1],
      [
        { createdAt: { from: "2030-01-01T00:00:10Z", before: "2030-01-01T00:00:20Z" } },
        (index) => index >= 10 && index < 20,
      ],
      [{ versionId: `Version_${fixture.versionId}`, modelId: `Model_${modelId}` }, () => true],
      [{ modelId: `Version_${fixture.versionId}` }, () => false],
      [{ aliasId: `Alias_${fixture.versionId}` }, () => false],
      [{ isOfDataset: false }, () => true],
      [{ actors: ["a\0b"] }, () => false],
    ];
    for (const [filter, keep] of cases) {
      const found = await list(filter);
      expect(idsOf(found)).toEqual(where(keep));
      expect(found.totalCount).toBe(where(keep).length);
    }
  });

  test("are counted for each list by its own filter, also through one fragment", async () => {
    await insert(40);
    const { data, errors } = await server.send(
      `query ($id: ID!) { version(id: $id) { all: predictions { ...Counted } bob: predictions(filter: { actors: ["bob"] }) { ...Counted }
        model { low: predictions(filter: { probabilityBelow: 0.6 }) { ...Counted } } } none: predictions(filter: { labels: [] }) { ...Counted } }
      fragment Counted on PredictionConnection { totalCount }`,
      { id: `Version_${fixture.versionId}` },
    );
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      version: { all: { totalCount: 40 }, bob: { totalCount: 20 }, model: { low: { totalCount: 8 } } },
      none: { totalCount: 0 },
    });
  });

  test("are paged through while others are added, none twice and none left out", async () => {
    const ids = await insert(25);
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const page = await list({}, { first: 10, after });
      seen.push(...idsOf(page));
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
      await insert(3, (index) => ({
        id: maker.next(Date.UTC(2031, 0, 1)),
        createdAt: new Date(Date.UTC(2031, 0, 1, 0, 0, index)),
      }));
    } while (after !== null);
    expect(seen).toEqual(ids);
  });

  test.each([["x"], ["a\0b"]])("refuse the cursor %j", async (after) => {
    const { errors } = await server.send(
      "query ($after: String) { predictions(after: $after) { totalCount pageInfo { endCursor } } }",
      { after },
    );
    expect(errors?.[0]?.extensions).toMatchObject({ code: "BAD_USER_INPUT" });
  });

  test("are kept once, however often they are written, and not for a version that is gone", async () => {
    const [id] = await insert(1);
    await insert(1, () => ({ id: id!.slice("Prediction_".length) }));
    const gone = await copyVersion(server.database, fixture.versionId);
    await server.database.pool.query("delete from versions where id = $1", [gone]);
    await insert(2, (index) => (index === 0 ? { versionId: gone } : {}));
    expect((await list()).totalCount).toBe(2);
  });

  test("go with their version", async () => {
    const copy = await copyVersion(server.database, fixture.versionId);
    await insert(2, () => ({ versionId: copy }));
    await server.database.pool.query("delete from versions where id = $1", [copy]);
    expect((await list()).totalCount).toBe(0);
  });

  test("that are too old or too many are deleted, the oldest first", async () => {
    const ids = await insert(30);
    const old = await insert(4, () => {
      const createdAt = new Date(Date.now() - 3 * 86_400_000);
      return { createdAt, id: createUuidMaker().next(createdAt.getTime()) };
    });
    const { pool } = server.database;
    expect(await deleteOldPredictions(pool, { days: 4, most: 1000 })).toBe(0);
    expect(await deleteOldPredictions(pool, { days: 2, most: 1000 })).toBe(old.length);
    expect(await deleteOldPredictions(pool, { days: 2, most: 12 })).toBe(18);
    expect(idsOf(await list())).toEqual(ids.slice(0, 12));
    expect(await deleteOldPredictions(pool, { days: 2, most: 12 })).toBe(0);
  });
});

describe("a slow database", () => {
  test("holds up no answer, and has all in the end", async () => {
    const client = await server.database.pool.connect();
    try {
      await client.query("begin; lock table predictions in share mode");
      const started = performance.now();
      await predict([await picture(0), await picture(1)]);
      await predict([await picture(2)]);
      expect(performance.now() - started).toBeLessThan(2000);
      const { data } = await server.send("{ serverInfo { predictionLog { waiting dropped } } }");
      expect(data.serverInfo.predictionLog).toEqual({ waiting: 3, dropped: 0 });
    } finally {
      await client.query("rollback");
      client.release();
    }
    await written();
    expect((await list()).totalCount).toBe(3);
  });
});

describe("a server", () => {
  const send = async (url: string, images: readonly File[]) => {
    const request = encodeRequest(predictDocument, { versionId: `Version_${fixture.versionId}`, images });
    const response = await fetch(url, { method: "POST", ...request });
    const { data } = (await response.json()) as {
      data: { predict: { data: { predictionId: string | null }[] } };
    };
    return data.predict.data.map(({ predictionId }) => predictionId);
  };

  test("that is stopped has written all that it answered", async () => {
    const other = await startServer({ databaseUrl: server.database.url, host: "127.0.0.1", port: 0 });
    const ids = await send(other.url, [await picture(0), await picture(1)]);
    await other.close();
    expect(idsOf(await list()).toSorted()).toEqual(ids);
  });

  test("that is stopped while the table is locked gives up what waits, in time", async () => {
    const client = await server.database.pool.connect();
    try {
      await client.query("begin; lock table predictions in share mode");
      const other = await startServer({ databaseUrl: server.database.url, host: "127.0.0.1", port: 0 });
      expect(await send(other.url, [await picture(0)])).toHaveLength(1);
      const started = performance.now();
      await other.close();
      // five seconds of patience, or the ten after which a statement is given up
      expect(performance.now() - started).toBeLessThan(15_000);
    } finally {
      await client.query("rollback");
      client.release();
    }
    // Whether Postgres still does what it was not waited for is left open; it never does it twice.
    expect((await list()).totalCount).toBeLessThanOrEqual(1);
  }, 30_000);

  test("keeps none if the operator has it so", async () => {
    vi.stubEnv("CONVZOO_PREDICTIONS", "drop");
    const other = await startServer({ databaseUrl: server.database.url, host: "127.0.0.1", port: 0 });
    vi.unstubAllEnvs();
    try {
      expect(await send(other.url, [await picture(0)])).toEqual([null]);
      const response = await fetch(other.url, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({
          query: "{ serverInfo { predictionLog { isOn keptDays keptCount stored } } }",
        }),
      });
      expect(await response.json()).toEqual({
        data: {
          serverInfo: { predictionLog: { isOn: false, keptDays: 90, keptCount: 1_000_000, stored: 0 } },
        },
      });
    } finally {
      await other.close();
    }
    expect((await list()).totalCount).toBe(0);
  });
});
