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
