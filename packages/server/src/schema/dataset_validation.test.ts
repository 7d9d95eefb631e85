import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { syntheticDataset, writeIdx } from "@convzoo/core";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunWorker, runWorker } from "../jobs/run_worker.ts";
import { type ArchiveFile, writeZip } from "../testing/archives.ts";
import { createRunFixture, type RunFixture } from "../testing/run_fixture.ts";
import { startTestServer, type TestServer } from "../testing/test_server.ts";

let server: TestServer;
let worker: RunWorker;
let fixture: RunFixture;
let dataDirectory: string;

beforeAll(async () => {
  server = await startTestServer();
  fixture = await createRunFixture(server.database);
  dataDirectory = await mkdtemp(join(tmpdir(), "convzoo-validation-"));
  worker = await runWorker({ databaseUrl: server.database.url, dataDirectory });
});
afterAll(async () => {
  await worker?.close();
  await server?.close();
  await rm(dataDirectory, { recursive: true, force: true });
});

// biome-ignore lint/suspicious/noExplicitAny: Tests look into answers as they come.
async function send(document: string, variables: Readonly<Record<string, unknown>> = {}): Promise<any> {
  const { data, errors } = await server.send(document, variables);
  expect(errors).toBeUndefined();
  return data;
}

// biome-ignore lint/suspicious/noExplicitAny: Tests look into answers as they come.
async function register(input: object): Promise<any> {
  const { importDataset } = await send(
    `mutation ($input: ImportDatasetInput!) { importDataset(input: $input) {
      ... on Error { code message } ... on InvalidInputError { path received }
      ... on MutationImportDatasetSuccess { data {
        id digest trainCount testCount validationCount
        facts { trainCounts testCounts validationCounts split { seed } skippedCount leaks duplicates { first second leaks } }
      } }
    } }`,
    { input },
  );
  return importDataset;
}

const source = syntheticDataset({ height: 8, width: 8, classes: 4, train: 64, test: 1 });

/** Writes image `number` as one of a part. */
async function picture(part: string, number: number, name = number): Promise<ArchiveFile> {
  const pixels = source.train.images.subarray(number * 64, (number + 1) * 64);
  const png = sharp(pixels, { raw: { width: 8, height: 8, channels: 1 } }).png();
  const label = source.classes[source.train.labels[number]!]!;
  return { path: `${part}/${label}/${String(name).padStart(3, "0")}.png`, bytes: await png.toBuffer() };
}

async function archive(parts: Readonly<Record<string, readonly number[]>>): Promise<object> {
  const files = await Promise.all(
    Object.entries(parts).flatMap(([part, numbers]) => numbers.map((number) => picture(part, number))),
  );
  return { archive: { file: new File([writeZip(files)], "a.zip") } };
}

const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, n) => from + n);

describe("importDataset", () => {
  test("keeps the images that are given to validate with, and splits the others", async () => {
    const parts = { train: range(0, 48), val: [...range(48, 64), 5] };
    const { data } = await register({ name: "given", source: await archive(parts) });
    expect(data).toMatchObject({ validationCount: 17, facts: { split: { seed: 0 } } });
    expect(data.trainCount + data.testCount).toBe(48);
    const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);
    expect(sum(data.facts.validationCounts)).toBe(17);
    // Image 5 stands in two parts: that is found, whichever part the split has put it into.
    expect(data.facts.leaks).toBeGreaterThanOrEqual(1);
    expect(data.facts.duplicates[0]).toMatchObject({ leaks: true });
    expect(data.facts.duplicates[0].second).toBeGreaterThanOrEqual(48);

    const { datasetImages } = await send(
      `query ($id: ID!) { datasetImages(datasetId: $id, split: VALIDATION, first: 100) { edges { node { position split className pngPath } } } }`,
      { id: data.id },
    );
    expect(datasetImages.edges).toHaveLength(17);
    const { node } = datasetImages.edges[0];
    expect(node).toMatchObject({ position: 48, split: "VALIDATION" });
    expect((await fetch(new URL(node.pngPath, server.url))).headers.get("content-type")).toBe("image/png");

    // The same images without those to validate with are other data.
    const other = await register({ name: "ungiven", source: await archive({ train: parts.train }) });
    expect(other.data.digest).not.toBe(data.digest);
    expect(other.data).toMatchObject({ validationCount: 0, facts: { validationCounts: [] } });
  });

  test.each(["val", "validation", "valid"])(
    "knows a folder %s, and keeps all three parts",
    async (folder) => {
      const parts = { train: range(0, 40), test: range(40, 52), [folder]: range(52, 64) };
      const { data } = await register({ name: `three ${folder}`, source: await archive(parts) });
      expect(data).toMatchObject({
        ...{ trainCount: 40, testCount: 12, validationCount: 12 },
        facts: { split: null, leaks: 0 },
      });
    },
  );

  test("refuses a folder of images to validate with of which none can be read, or whose class is another", async () => {
    const files = async (parts: Readonly<Record<string, readonly number[]>>): Promise<ArchiveFile[]> =>
      await Promise.all(
        Object.entries(parts).flatMap(([part, numbers]) => numbers.map((number) => picture(part, number))),
      );
    const send = (list: readonly ArchiveFile[]) =>
      register({ name: "folders", source: { archive: { file: new File([writeZip(list)], "a.zip") } } });
    const broken = { path: "val/0/broken.png", bytes: Buffer.from("no picture") };
    expect(await send([...(await files({ train: range(0, 20) })), broken])).toMatchObject({
      code: "DATASET_EMPTY",
      path: "input.source.archive.file",
      received: "0 images",
    });
    const { path, bytes } = await picture("val", 30);
    const stray = { path: path.replace(/^val\/[^/]+/, "val/unheard of"), bytes };
    expect(await send([...(await files({ train: range(0, 20) })), stray])).toMatchObject({
      code: "CLASS_UNKNOWN",
      path: "input.source.archive.file",
      received: "unheard of",
      message: expect.stringContaining(source.classes.toSorted().join(", ")),
    });
    // One that cannot be read among others is left out, as everywhere.
    const { data } = await send([...(await files({ train: range(0, 20), val: range(20, 24) })), broken]);
    expect(data).toMatchObject({ validationCount: 4, facts: { skippedCount: 1 } });
  });

  test("takes files of CIFAR to validate with, and refuses what is wrong with them", async () => {
    const plane = 1024;
    const cifar = (...labels: readonly number[]): File => {
      const images = labels.map((label, index) =>
        Uint8Array.from([label, ...new Uint8Array(3 * plane).fill(index * 40 + label)]),
      );
      return new File(images, "c.bin");
    };
    const part = (validation: readonly File[]) => ({
      cifar: { train: [cifar(0, 1, 0, 1)], test: [cifar(1)], validation, classes: ["a", "b"] },
    });
    const { data } = await register({ name: "cifar", source: part([cifar(0, 1), cifar(1)]) });
    expect(data).toMatchObject({ validationCount: 3, facts: { validationCounts: [1, 2] } });
    for (const [wrong, path, code] of [
      [cifar(0, 2), "validation[1][1]", "LABEL_OUT_OF_RANGE"],
      [new File([], "c.bin"), "validation[1]", "FORMAT_INVALID"],
    ] as const) {
      expect(await register({ name: "wrong", source: part([cifar(0), wrong]) })).toMatchObject({
        ...{ code, path: `input.source.cifar.${path}` },
      });
    }
  });

  test("knows x_val in npz, and a CSV file of its own", async () => {
    const arrays = writeZip([
      { path: "x_train.npy", bytes: npy("(4, 1, 2)", [0, 1, 2, 3, 4, 5, 6, 7]) },
      { path: "y_train.npy", bytes: npy("(4,)", [0, 1, 0, 1]) },
      { path: "x_test.npy", bytes: npy("(1, 1, 2)", [9, 9]) },
      { path: "y_test.npy", bytes: npy("(1,)", [1]) },
      { path: "x_val.npy", bytes: npy("(2, 1, 2)", [8, 9, 1, 1]) },
      { path: "y_val.npy", bytes: npy("(2,)", [1, 0]) },
    ]);
    const classes = ["a", "b"];
    const npz = await register({ name: "npz", source: { npz: { file: new File([arrays], "a"), classes } } });
    expect(npz.data).toMatchObject({
      ...{ trainCount: 4, testCount: 1, validationCount: 2 },
      facts: { validationCounts: [1, 1] },
    });
    const file = (text: string): File => new File([text], "t.csv");
    const csv = {
      ...{ train: file("0,1,2\n1,3,4"), test: file("0,5,5"), validation: file("1,7,7\n1,8,8\n1,6") },
      ...{ classes, size: { height: 1, width: 2, channels: 1 } },
    };
    const lines = await register({ name: "csv", source: { csv } });
    expect(lines.data).toMatchObject({ validationCount: 2, facts: { validationCounts: [0, 2] } });
    const half = writeZip([
      { path: "x_train.npy", bytes: npy("(1, 1, 2)", [0, 1]) },
      { path: "y_train.npy", bytes: npy("(1,)", [0]) },
      { path: "x_valid.npy", bytes: npy("(1, 1, 2)", [8, 9]) },
    ]);
    expect(
      await register({ name: "half", source: { npz: { file: new File([half], "a"), classes } } }),
    ).toMatchObject({ code: "FORMAT_INVALID" });
    const lost = { ...csv, validation: file("2,7,7\n1,300,8") };
    expect(await register({ name: "lost", source: { csv: lost } })).toMatchObject({
      ...{ code: "DATASET_EMPTY", path: "input.source.csv.validation", received: "0" },
    });
    for (const [path, bytes, code, at] of [
      ["x_validation.npy", npy("(2, 1, 2)", [8, 9, 1, 1]), "FORMAT_INVALID", ""],
      ["y_val.npy", npy("(2,)", [1, 2]), "LABEL_OUT_OF_RANGE", ".y_val[1]"],
      ["x_val.npy", npy("(2, 2, 1)", [8, 9, 1, 1]), "SIZE_MISMATCH", ".x_val"],
    ] as const) {
      const parts = [
        { path: "x_train.npy", bytes: npy("(2, 1, 2)", [0, 1, 2, 3]) },
        { path: "y_train.npy", bytes: npy("(2,)", [0, 1]) },
        { path: "x_val.npy", bytes: npy("(2, 1, 2)", [8, 9, 1, 1]) },
        { path: "y_val.npy", bytes: npy("(2,)", [1, 0]) },
      ].filter((each) => each.path !== path);
      const wrong = new File([writeZip([...parts, { path, bytes }])], "a");
      expect(await register({ name: "wrong", source: { npz: { file: wrong, classes } } })).toMatchObject({
        ...{ code, path: `input.source.npz.file${at}` },
      });
    }
  });
});

describe("registerDataset", () => {
  const shape = { height: 8, width: 8, channels: 1 };
  /** IDX files of some of the images. */
  const idx = (numbers: readonly number[], size = shape): { images: Uint8Array; labels: Uint8Array } =>
    writeIdx(
      {
        images: Uint8Array.from(
          numbers.flatMap((number) => [...source.train.images.subarray(number * 64, (number + 1) * 64)]),
        ),
        labels: Uint8Array.from(numbers, (number) => source.train.labels[number]!),
        count: numbers.length,
      },
      size,
    );
  const [train, test_, given] = [idx(range(0, 40)), idx(range(40, 52)), idx([...range(52, 63), 3])];
  const file = (bytes: Uint8Array): File => new File([Uint8Array.from(bytes)], "f");

  // biome-ignore lint/suspicious/noExplicitAny: Tests look into answers as they come.
  async function registerFiles(name: string, validation: object | null): Promise<any> {
    const { registerDataset } = await send(
      `mutation ($input: RegisterDatasetInput!) { registerDataset(input: $input) {
        ... on Error { code message } ... on InvalidInputError { path received }
        ... on MutationRegisterDatasetSuccess { data {
          id digest trainCount testCount validationCount facts { validationCounts leaks }
        } } } }`,
      {
        input: {
          ...{ name, classes: source.classes, validation },
          ...{ trainImages: file(train.images), trainLabels: file(train.labels) },
          ...{ testImages: file(test_.images), testLabels: file(test_.labels) },
        },
      },
    );
    return registerDataset;
  }

  test("takes a pair of files to validate with", async () => {
    const pair = { images: file(gzipSync(given.images)), labels: file(given.labels) };
    const { data } = await registerFiles("idx", pair);
    expect(data).toMatchObject({ trainCount: 40, testCount: 12, validationCount: 12 });
    // Image 3 is trained on, too.
    expect(data.facts.leaks).toBe(1);
    expect(data.facts.validationCounts.reduce((sum: number, count: number) => sum + count)).toBe(12);
    const same = await registerFiles("idx", pair);
    expect(same.data.id).toBe(data.id);
    const without = await registerFiles("plain", null);
    expect(without.data).toMatchObject({ validationCount: 0, facts: { validationCounts: [], leaks: 0 } });
    expect(without.data.digest).not.toBe(data.digest);
    expect(await registerFiles("idx", null)).toMatchObject({ code: "CONFLICT" });
  });

  test("trains with them, and refuses a dataset without", async () => {
    const { data } = await registerFiles("trained", {
      ...{ images: file(given.images), labels: file(given.labels) },
    });
    const plain = await registerFiles("untrained", null);
    const variantId = `Variant_${await fixture.variant({
      ...{ epochs: 1, batchSize: 8, validation: { given: {} } },
    })}`;
    const start = async (datasetId: string) =>
      (
        await send(
          `mutation ($input: StartRunInput!) { startRun(input: $input) {
            ... on InvalidInputError { path received } ... on MutationStartRunSuccess { data { id } } } }`,
          { input: { variantId, datasetId } },
        )
      ).startRun;
    expect(await start(plain.data.id)).toEqual({ path: "input.datasetId", received: "0" });
    const { data: queued } = await start(data.id);
    const run = await until(
      () => send(`{ run(id: "${queued.id}") { state latestMetrics { name value } } }`).then(({ run }) => run),
      ({ state }) => state === "SUCCEEDED" || state === "FAILED",
    );
    expect(run.state).toBe("SUCCEEDED");
    const { value } = run.latestMetrics.find(({ name }: { name: string }) => name === "validationAccuracy");
    expect(Math.abs(value * 12 - Math.round(value * 12))).toBeLessThan(1e-6);
  });

  const swapped = Uint8Array.from(given.labels);
  swapped[8 + 5] = 4;
  test.each([
    ["labels where images should be", { images: given.labels }, "images", "IDX_MAGIC"],
    ["fewer labels than images", { labels: test_.labels.subarray(0, -1) }, "labels", "IDX_TRUNCATED"],
    ["labels of other images", { labels: train.labels }, "labels", "COUNT_MISMATCH"],
    ["a label that is no class", { labels: swapped }, "labels[5]", "LABEL_OUT_OF_RANGE"],
    [
      "images of another size",
      { images: idx(range(52, 64), { height: 4, width: 16, channels: 1 }).images },
      "images",
      "SIZE_MISMATCH",
    ],
    ["an empty file", { images: new Uint8Array() }, "images", "IDX_TRUNCATED"],
  ] as const)("refuses %s, with the file at fault", async (_what, change, path, code) => {
    const pair: Readonly<Record<string, Uint8Array>> = { ...given, ...change };
    const answer = await registerFiles("wrong", {
      ...{ images: file(pair["images"]!), labels: file(pair["labels"]!) },
    });
    expect(answer).toMatchObject({ code, path: `input.validation.${path}` });
    expect(answer.message).toContain(`validation.${path}`);
    expect((await send('{ dataset(name: "wrong") { id } }')).dataset).toBeNull();
  });

  test("refuses half a pair before anything is read", async () => {
    const { data, errors } = await server.send(
      "mutation ($input: RegisterDatasetInput!) { registerDataset(input: $input) { __typename } }",
      {
        input: {
          ...{ name: "half", classes: source.classes, validation: { images: file(given.images) } },
          ...{ trainImages: file(train.images), trainLabels: file(train.labels) },
          ...{ testImages: file(test_.images), testLabels: file(test_.labels) },
        },
      },
    );
    expect(data).toBeUndefined();
    expect(errors?.[0]?.message).toContain("labels");
  });
});

describe("a run", () => {
  test("is watched on the images that are given, and evaluated on them", async () => {
    const parts = { train: range(0, 40), test: range(40, 52), validation: range(52, 64) };
    const { data } = await register({ name: "watched", source: await archive(parts) });
    const variantId = `Variant_${await fixture.variant({
      ...{ epochs: 3, batchSize: 8, validation: { given: {} } },
      stopping: { earlyStopping: { patience: 9 } },
    })}`;
    const start = async (datasetId: string): Promise<Record<string, never>> =>
      (
        await send(
          `mutation ($input: StartRunInput!) { startRun(input: $input) {
            ... on InvalidInputError { path message } ... on MutationStartRunSuccess { data { id } } } }`,
          { input: { variantId, datasetId } },
        )
      ).startRun;
    expect(await start(`Dataset_${fixture.datasetId}`)).toMatchObject({ path: "input.datasetId" });
    const { id } = (await start(data.id))["data"] as unknown as { id: string };
    const run = await until(
      () =>
        send(`{ run(id: "${id}") { state version { id } latestMetrics { name value } } }`).then(
          ({ run }) => run,
        ),
      ({ state }) => state === "SUCCEEDED" || state === "FAILED",
    );
    expect(run.state).toBe("SUCCEEDED");
    const { value } = run.latestMetrics.find(({ name }: { name: string }) => name === "validationAccuracy");
    // Twelve images judge.
    expect(Math.abs(value * 12 - Math.round(value * 12))).toBeLessThan(1e-6);
    const evaluate = (datasetId: string) =>
      send(
        `mutation ($input: EvaluateVersionInput!) { evaluateVersion(input: $input) {
          ... on InvalidInputError { path } ... on MutationEvaluateVersionSuccess { data { id } } } }`,
        { input: { versionId: run.version.id, datasetId, split: "VALIDATION" } },
      );
    expect(await evaluate(`Dataset_${fixture.datasetId}`)).toMatchObject({
      evaluateVersion: { path: "input.split" },
    });
    const { evaluateVersion } = await evaluate(data.id);
    const evaluation = await until(
      () =>
        send(`{ node(id: "${evaluateVersion.data.id}") { ... on Evaluation { state count } } }`).then(
          ({ node }) => node,
        ),
      ({ state }) => state === "SUCCEEDED" || state === "FAILED",
    );
    expect(evaluation).toEqual({ state: "SUCCEEDED", count: 12 });
    const { node } = await send(
      `{ node(id: "${evaluateVersion.data.id}") { ... on Evaluation { images(first: 12) { edges { node {
        index label image { position split label } } } } } } }`,
    );
    expect(node.images.edges.map((edge: { node: { image: object } }) => edge.node.image)).toEqual(
      node.images.edges.map((edge: { node: { index: number; label: number } }) => ({
        ...{ position: 52 + edge.node.index, split: "VALIDATION", label: edge.node.label },
      })),
    );
  });
});

// biome-ignore lint/suspicious/noExplicitAny: Tests look into answers as they come.
async function until(ask: () => Promise<any>, isThere: (answer: any) => boolean): Promise<any> {
  for (;;) {
    const answer = await ask();
    if (isThere(answer)) {
      return answer;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function npy(shape: string, body: readonly number[]): Uint8Array {
  const header = Buffer.from(`{'descr': '|u1', 'fortran_order': False, 'shape': ${shape}, }\n`);
  return Uint8Array.from([0x93, ...Buffer.from("NUMPY"), 1, 0, header.length, 0, ...header, ...body]);
}
