import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import {
  createEmbedder,
  createPredictor,
  createReferenceEngine,
  readModelFile,
  syntheticDataset,
} from "@convzoo/core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runWorker } from "../jobs/run_worker.ts";
import { readBlob } from "../store/read_blob.ts";
import { copyVersion } from "../testing/copy_version.ts";
import { startTestServer, type TestServer } from "../testing/test_server.ts";
import { createVersionFixture, type VersionFixture } from "../testing/version_fixture.ts";

let server: TestServer;
let fixture: VersionFixture;
let other: string;
let directory: string;
let stopWorker: () => Promise<void>;

beforeAll(async () => {
  server = await startTestServer();
  fixture = await createVersionFixture(server.database);
  other = await copyVersion(server.database, fixture.versionId);
  directory = await mkdtemp(join(tmpdir(), "convzoo-evaluation-"));
  const worker = await runWorker({ databaseUrl: server.database.url, dataDirectory: directory });
  stopWorker = () => worker.close();
});
afterAll(async () => {
  await stopWorker();
  await server.close();
  await rm(directory, { recursive: true, force: true });
});

async function evaluate(versionId: string, datasetId = `Dataset_${fixture.datasetId}`) {
  const { data, errors } = await server.send(
    `mutation ($input: EvaluateVersionInput!) { evaluateVersion(input: $input) {
      __typename ... on Error { code message } ... on MutationEvaluateVersionSuccess { data { id state actor } } } }`,
    { input: { versionId: `Version_${versionId}`, datasetId } },
  );
  expect(errors).toBeUndefined();
  return data.evaluateVersion;
}

async function finished(id: string) {
  for (let tries = 0; tries < 200; tries += 1) {
    const { data, errors } = await server.send(
      `query ($id: ID!) { evaluation(id: $id) { state failure count accuracy macroF1 calibrationError
        report { confusion { label predicted count } classes { label precision recall f1 support roc { falsePositiveRate truePositiveRate } }
          calibration { bins { count } } thresholds { threshold coverage accuracy } }
        worst: images(first: 16, order: WORST) { edges { node { index label predicted labelScore } } } } }`,
      { id },
    );
    expect(errors).toBeUndefined();
    if (data.evaluation.state === "SUCCEEDED" || data.evaluation.state === "FAILED") {
      return data.evaluation;
    }
    await sleep(100);
  }
  throw new Error("Cannot see the evaluation end as it must end in time");
}

describe("evaluateVersion", () => {
  test("gives what the reference engine gives for the same images", async () => {
    const { data } = await evaluate(fixture.versionId);
    const found = await finished(data.id);
    expect(found).toMatchObject({ state: "SUCCEEDED", failure: null, count: 16 });
    const set = syntheticDataset({ height: 8, width: 8, train: 64, test: 16 }).test;
    const file = readModelFile(await readBlob(server.database.pool, fixture.artifactDigest));
    const predictor = await createPredictor({ file, engine: createReferenceEngine() });
    const images = Array.from({ length: 16 }, (_, image) => ({
      height: 8,
      width: 8,
      channels: 1 as const,
      data: set.images.slice(image * 64, image * 64 + 64),
    }));
    const predicted = (await predictor.predict(images, { topK: 1 })).map(([best]) => best!.index);
    const right = predicted.filter((one, image) => one === set.labels[image]).length;
    expect(found.accuracy).toBe(right / 16);
    const seen = found.worst.edges.map(({ node }: { node: { index: number; predicted: number } }) => node);
    expect(seen).toHaveLength(16);
    for (const { index, predicted: one } of seen) {
      expect(one).toBe(predicted[index]);
    }
    const scores = seen.map(({ labelScore }: { labelScore: number }) => labelScore);
    expect(scores).toEqual(scores.toSorted((a: number, b: number) => a - b));
    const { confusion, calibration, thresholds, classes } = found.report;
    const total = (list: readonly { readonly count: number }[]): number =>
      list.reduce((sum, { count }) => sum + count, 0);
    expect(total(confusion)).toBe(16);
    expect(total(calibration.bins)).toBe(16);
    expect(thresholds[0]).toEqual({ threshold: 0, coverage: 1, accuracy: right / 16 });
    expect(classes.reduce((sum: number, { support }: { support: number }) => sum + support, 0)).toBe(16);
  });

  test("is one for the same version and images, and its cells are connections of images", async () => {
    const [first, second] = [await evaluate(fixture.versionId), await evaluate(fixture.versionId)];
    expect(second.data.id).toBe(first.data.id);
    const { report } = await finished(first.data.id);
    const cell = report.confusion[0];
    const { data } = await server.send(
      "query ($id: ID!, $label: Int, $predicted: Int) { evaluation(id: $id) { split images(label: $label, predicted: $predicted) { edges { node { index label predicted image { position split label } } } } } }",
      { id: first.data.id, label: cell.label, predicted: cell.predicted },
    );
    const { split, images } = data.evaluation;
    expect(split).toBe("TEST");
    expect(images.edges).toHaveLength(cell.count);
    for (const { node } of images.edges) {
      const { label, predicted } = cell;
      const image = { position: 64 + node.index, split, label };
      expect(node).toEqual({ index: node.index, label, predicted, image });
    }
  });

  test("keeps features by which the neighbours of an image are found", async () => {
    const { data } = await evaluate(fixture.versionId);
    await finished(data.id);
    const set = syntheticDataset({ height: 8, width: 8, train: 64, test: 16 }).test;
    const file = readModelFile(await readBlob(server.database.pool, fixture.artifactDigest));
    const embedder = await createEmbedder({ file, engine: createReferenceEngine() });
    const length = embedder.length!;
    const { features } = await embedder.embed(
      Array.from({ length: 16 }, (_, image) => ({
        height: 8,
        width: 8,
        channels: 1 as const,
        data: set.images.slice(image * 64, image * 64 + 64),
      })),
    );
    const vector = (image: number): number[] => [...features.subarray(image * length, (image + 1) * length)];
    const product = (a: number[], b: number[]): number => a.reduce((sum, x, i) => sum + x * b[i]!, 0);
    const cosine = (a: number, b: number): number =>
      product(vector(a), vector(b)) /
      Math.sqrt(product(vector(a), vector(a)) * product(vector(b), vector(b)));
    for (const index of [0, 15]) {
      const answer = await server.send(
        `query ($id: ID!, $index: Int!) { evaluation(id: $id) { neighbours(index: $index, first: 5) { __typename
          ... on EvaluationNeighboursSuccess { data { similarity image { index label image { position } } } } } } }`,
        { id: data.id, index },
      );
      expect(answer.errors).toBeUndefined();
      const found = answer.data.evaluation.neighbours.data as {
        similarity: number;
        image: { index: number; label: number; image: { position: number } };
      }[];
      const expected = Array.from({ length: 16 }, (_, other) => ({ other, similarity: cosine(index, other) }))
        .filter(({ other }) => other !== index)
        .sort((a, b) => b.similarity - a.similarity);
      expect(found).toHaveLength(5);
      for (const [place, { similarity, image }] of found.entries()) {
        expect(similarity).toBeCloseTo(expected[place]!.similarity, 5);
        expect(similarity).toBeCloseTo(cosine(index, image.index), 5);
        expect(image.label).toBe(set.labels[image.index]);
        expect(image.image.position).toBe(64 + image.index);
      }
    }
  });

  test("has features computed that an older server did not keep, while the evaluation stays as it is", async () => {
    const { pool } = server.database;
    const { data } = await evaluate(fixture.versionId);
    const before = await finished(data.id);
    const local = data.id.slice("Evaluation_".length);
    const state = async () =>
      (
        await pool.query(
          "select state, feature_state, features_asked_at, finished_at from evaluations where id = $1",
          [local],
        )
      ).rows[0];
    const { finished_at: finishedAt } = await state();
    const neighbours = async () =>
      (
        await server.send(
          `query ($id: ID!) { evaluation(id: $id) { neighbours(index: 3, first: 5) { __typename ... on Error { code message }
            ... on EvaluationNeighboursSuccess { data { similarity image { index } } } } } }`,
          { id: data.id },
        )
      ).data.evaluation.neighbours;
    const known = await neighbours();
    expect(known.data).toHaveLength(5);
    const forget = () =>
      pool.query(
        `with gone as (delete from evaluation_features where evaluation_id = $1)
         update evaluations set feature_state = null where id = $1`,
        [local],
      );
    await forget();
    expect(await neighbours()).toEqual({
      __typename: "NoFeaturesError",
      code: "NOT_KEPT",
      message:
        "Cannot find neighbours in the evaluation as its features must have been kept, which an older server did not: evaluate the version on the split again",
    });
    // However many ask for it, it is computed once, and never is anything of the evaluation away.
    const asked = await Promise.all([0, 1, 2, 3].map(() => evaluate(fixture.versionId)));
    expect(asked.map(({ data: { id, state } }) => [id, state])).toEqual(
      Array(4).fill([data.id, "SUCCEEDED"]),
    );
    const { rows: acts } = await pool.query(
      "select count(*)::int as count from acts where subject_id = $1 and kind = 'EVALUATION_QUEUED'",
      [local],
    );
    expect(acts[0].count).toBe(2);
    for (let tries = 0; (await neighbours()).__typename === "NoFeaturesError"; tries += 1) {
      expect(tries).toBeLessThan(200);
      expect(["WAITING", undefined]).toContain((await neighbours()).code);
      expect(await finished(data.id)).toEqual(before);
      await sleep(50);
    }
    expect(await neighbours()).toEqual(known);
    expect(await state()).toMatchObject({
      ...{ state: "SUCCEEDED", feature_state: "KEPT", features_asked_at: null },
      finished_at: finishedAt,
    });

    // Given up, as workers were lost under it: it can be asked for again.
    await forget();
    await pool.query(
      "update evaluations set features_asked_at = now(), attempts_before = 0, attempt = 3 where id = $1",
      [local],
    );
    for (let tries = 0; (await state()).features_asked_at !== null; tries += 1) {
      expect(tries).toBeLessThan(200);
      await sleep(50);
    }
    expect(await neighbours()).toMatchObject({ code: "NOT_KEPT" });
    expect(await finished(data.id)).toEqual(before);
    await evaluate(fixture.versionId);
    for (let tries = 0; (await state()).feature_state !== "KEPT"; tries += 1) {
      expect(tries).toBeLessThan(200);
      await sleep(50);
    }
    expect(await neighbours()).toEqual(known);
  });

  test("can be asked for again however often it has failed", async () => {
    const versionId = await copyVersion(server.database, fixture.versionId);
    const { data } = await evaluate(versionId);
    await finished(data.id);
    await server.database.pool.query(
      `with gone as (delete from evaluation_images where evaluation_id = $1), bare as (delete from evaluation_features where evaluation_id = $1)
       update evaluations set state = 'FAILED', attempt = 9, feature_state = null, failure_message = 'lost' where id = $1`,
      [data.id.slice("Evaluation_".length)],
    );
    expect(await finished(data.id)).toMatchObject({ state: "FAILED", failure: "lost" });
    await evaluate(versionId);
    expect(await finished(data.id)).toMatchObject({ state: "SUCCEEDED", failure: null, count: 16 });
  });

  test("refuses what is no version or dataset", async () => {
    expect(await evaluate("x")).toMatchObject({ code: "NOT_FOUND" });
    expect(await evaluate(fixture.versionId, "x")).toMatchObject({ code: "NOT_FOUND" });
  });
});

describe("compareVersions", () => {
  const query = `query ($input: CompareVersionsInput!) { compareVersions(input: $input) { __typename ... on Error { code path: message }
    ... on QueryCompareVersionsSuccess { data { count difference lower upper verdict mcNemar { pValue } disagreements(first: 5) { edges { node { index } } } } } } }`;

  test("does not tell a version from its copy", async () => {
    const input = {
      baselineId: `Version_${fixture.versionId}`,
      versionIds: [`Version_${other}`],
      datasetId: `Dataset_${fixture.datasetId}`,
    };
    const early = await server.send(query, { input });
    expect(early.data.compareVersions).toMatchObject({ code: "NOT_EVALUATED" });
    for (const id of [fixture.versionId, other]) {
      await finished((await evaluate(id)).data.id);
    }
    const { data, errors } = await server.send(query, { input });
    expect(errors).toBeUndefined();
    expect(data.compareVersions.data).toEqual([
      {
        count: 16,
        difference: 0,
        lower: 0,
        upper: 0,
        verdict: "NOT_DISTINGUISHABLE",
        mcNemar: { pValue: 1 },
        disagreements: { edges: [] },
      },
    ]);
  });
});
