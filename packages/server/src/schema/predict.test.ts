import { createPredictor, createReferenceEngine, readModelFile, syntheticDataset } from "@convzoo/core";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { readBlob } from "../store/read_blob.ts";
import { startTestServer, type TestServer } from "../testing/test_server.ts";
import { createVersionFixture, type VersionFixture } from "../testing/version_fixture.ts";

let server: TestServer;
let fixture: VersionFixture;
let png: File;
const { classes, test: examples } = syntheticDataset({ height: 8, width: 8, train: 64, test: 16 });
const pixels = examples.images.slice(0, 64);

beforeAll(async () => {
  server = await startTestServer();
  fixture = await createVersionFixture(server.database);
  const bytes = await sharp(pixels, { raw: { width: 8, height: 8, channels: 1 } })
    .png()
    .toBuffer();
  png = new File([new Uint8Array(bytes)], "first.png");
});
afterAll(() => server.close());

async function predict(images: readonly Blob[], options: { topK?: number; versionId?: string } = {}) {
  const { versionId = `Version_${fixture.versionId}`, topK } = options;
  const { data, errors } = await server.send(
    `mutation ($versionId: ID!, $images: [File!]!${topK === undefined ? "" : ", $topK: Int!"}) {
      predict(versionId: $versionId, images: $images${topK === undefined ? "" : ", topK: $topK"}) {
        __typename
        ... on Error { code message } ... on InvalidInputError { path received } ... on ImageError { index }
        ... on MutationPredictSuccess { data { filename width height predictionId scores { index label score } } }
      }
    }`,
    { versionId, images, topK },
  );
  expect(errors).toBeUndefined();
  return data.predict as {
    readonly __typename: string;
    readonly data: readonly {
      readonly filename: string;
      readonly width: number;
      readonly predictionId: string;
      readonly scores: readonly { readonly index: number; readonly label: string; readonly score: number }[];
    }[];
  };
}

describe("predict", () => {
  test("gives the scores that the model gives for the pixels", async () => {
    const file = readModelFile(await readBlob(server.database.pool, fixture.artifactDigest));
    const predictor = await createPredictor({ file, engine: createReferenceEngine() });
    const [expected] = await predictor.predict([{ width: 8, height: 8, channels: 1, data: pixels }], {
      topK: 4,
    });
    const { data } = await predict([png], { topK: 4 });
    expect(data).toMatchObject([{ filename: "first.png", width: 8, height: 8 }]);
    const scores = data[0]!.scores;
    expect(scores.map(({ index, label }) => [index, label])).toEqual(
      expected!.map(({ index }) => [index, classes[index]]),
    );
    for (const [place, { score }] of scores.entries()) {
      expect(score).toBeCloseTo(expected![place]!.score, 5);
    }
  });

  test("answers in the order of the images, three classes by default", async () => {
    const wide = await sharp({ create: { width: 30, height: 10, channels: 3, background: "#fff" } })
      .webp()
      .toBuffer();
    const images = [png, new File([new Uint8Array(wide)], "wide.webp"), png];
    const { data } = await predict(images);
    expect(data.map(({ filename, width }) => [filename, width])).toEqual([
      ["first.png", 8],
      ["wide.webp", 30],
      ["first.png", 8],
    ]);
    expect(data.map(({ scores }) => scores.length)).toEqual([3, 3, 3]);
    expect(data[2]!.scores).toEqual(data[0]!.scores);
  });

  test("takes many images, and many requests at once", async () => {
    const answers = await Promise.all([64, 1, 9, 64].map((count) => predict(Array(count).fill(png))));
    expect(answers.map(({ data }) => data.length)).toEqual([64, 1, 9, 64]);
    const scores = answers.flatMap(({ data }) => data.map((one) => JSON.stringify(one.scores)));
    expect(new Set(scores).size).toBe(1);
  });

  test("reads a file once for every place that a request gives it", async () => {
    const form = new FormData();
    const query = `mutation ($images: [File!]!) { predict(versionId: "Version_${fixture.versionId}", images: $images) {
      ... on Error { message } ... on MutationPredictSuccess { data { scores { score } } }
    } }`;
    form.set("operations", JSON.stringify({ query, variables: { images: [null, null] } }));
    form.set("map", JSON.stringify({ 0: ["variables.images.0", "variables.images.1"] }));
    form.set("0", png);
    const headers = { "x-graphql-yoga-csrf": "1" };
    const response = await fetch(server.url, { method: "POST", headers, body: form });
    const { data } = (await response.json()) as { data: { predict: { data: readonly unknown[] } } };
    expect(data.predict.data).toHaveLength(2);
    expect(data.predict.data[1]).toEqual(data.predict.data[0]);
  });

  test("names all classes of a version that has fewer than are asked for", async () => {
    const { data } = await predict([png], { topK: 9 });
    expect(data[0]!.scores).toHaveLength(4);
  });

  test("keeps the best classes, however few are asked for", async () => {
    const { data } = await predict([png], { topK: 1 });
    expect(data[0]!.scores).toHaveLength(1);
    await vi.waitFor(async () => {
      const { rows } = await server.database.pool.query("select top_classes from predictions where id = $1", [
        data[0]!.predictionId.replace("Prediction_", ""),
      ]);
      expect(rows[0]?.top_classes).toHaveLength(4);
    });
  });

  test.each([[0], [-1], [1001]])("refuses topK %i", async (topK) => {
    expect(await predict([png], { topK })).toMatchObject({
      __typename: "InvalidInputError",
      path: "topK",
      received: String(topK),
      message: `Cannot predict as topK must be a number from 1 to 1000: current value is ${topK}`,
    });
  });

  test("refuses no images, and too many", async () => {
    for (const count of [0, 65]) {
      expect(await predict(Array(count).fill(png))).toMatchObject({
        __typename: "InvalidInputError",
        path: "images",
      });
    }
  });

  test("finds no version by an id of something else", async () => {
    for (const versionId of [`Version_${fixture.runId}`, `Run_${fixture.runId}`, "x"]) {
      expect(await predict([png], { versionId })).toMatchObject({ code: "NOT_FOUND" });
    }
  });

  test.each<[what: string, bytes: Uint8Array<ArrayBuffer>, code: string]>([
    ["an empty file", new Uint8Array(), "EMPTY"],
    ["a text", new TextEncoder().encode("hello"), "UNSUPPORTED_FORMAT"],
    ["a file over the limit", new Uint8Array(10 * 1024 * 1024 + 1), "TOO_LARGE"],
  ])("refuses %s, names it, and stays up", async (_what, bytes, code) => {
    const wrong = new File([bytes], "wrong");
    expect(await predict([png, png, wrong, wrong])).toMatchObject({
      __typename: "ImageError",
      code,
      index: 2,
    });
    expect((await predict([png])).data).toHaveLength(1);
  });

  test("masks a model file that is broken, and stays up", async () => {
    const { rows } = await server.database.pool.query(
      "insert into blobs (digest, size, media_type) values (repeat('0', 64), 0, 'a') returning digest",
    );
    await server.database.pool.query(
      `with copied as (
         insert into runs (variant_id, dataset_id, epochs, state) select variant_id, dataset_id, 1, 'SUCCEEDED' from runs limit 1 returning id
       ) insert into versions (run_id, model_id, variant_id, dataset_id, digest, artifact_digest, metrics, classes)
       select copied.id, model_id, variant_id, dataset_id, digest, $1, metrics, classes from copied, versions`,
      [rows[0].digest],
    );
    const broken = await server.database.pool.query("select id from versions where artifact_digest = $1", [
      rows[0].digest,
    ]);
    const { errors } = await server.send(
      "mutation ($versionId: ID!, $images: [File!]!) { predict(versionId: $versionId, images: $images) { __typename } }",
      { versionId: `Version_${broken.rows[0].id}`, images: [png] },
    );
    expect(errors?.[0]?.extensions).toMatchObject({ code: "INTERNAL_SERVER_ERROR" });
    expect(errors?.[0]?.message).toMatch(/^Cannot answer the request as something failed inside/);
    expect((await predict([png])).data).toHaveLength(1);
  });
});
