import { gzipSync } from "node:zlib";
import { pixelStatistics, syntheticDataset } from "@convzoo/core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { idxFiles } from "../testing/idx_files.ts";
import { startTestServer, type TestServer } from "../testing/test_server.ts";

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

type Files = Record<"trainImages" | "trainLabels" | "testImages" | "testLabels", Uint8Array<ArrayBuffer>>;

const data = syntheticDataset({ height: 8, width: 8, train: 40, test: 12 });
const files: Files = idxFiles(data);
const classes = ["zero", "one", "two", "three"];

const document = `mutation ($input: RegisterDatasetInput!) {
  registerDataset(input: $input) {
    __typename
    ... on Error { code message }
    ... on InvalidInputError { path received }
    ... on MutationRegisterDatasetSuccess {
      data { id name digest classes height width channels trainCount testCount }
    }
  }
}`;

interface Registered {
  readonly __typename: string;
  readonly code: string;
  readonly path: string;
  readonly message: string;
  readonly data: { readonly id: string; readonly digest: string };
}

async function register(
  input: { name: string; classes?: readonly string[] } & Partial<Files>,
): Promise<Registered> {
  const blobs = Object.entries({ ...files, ...input })
    .filter(([key]) => key in files)
    .map(([key, bytes]) => [key, new File([bytes as BlobPart], key)]);
  const variables = {
    input: { name: input.name, classes: input.classes ?? classes, ...Object.fromEntries(blobs) },
  };
  const { data: answer, errors } = await server.send(document, variables);
  expect(errors).toBeUndefined();
  return answer.registerDataset as Registered;
}

async function counts(): Promise<Record<string, number>> {
  const { rows } = await server.database.pool.query(
    `select (select count(*)::int from datasets) as datasets, (select count(*)::int from blobs) as blobs,
       (select count(*)::int from blob_chunks) as chunks`,
  );
  return rows[0] as Record<string, number>;
}

function changed(bytes: Uint8Array, offset: number, value: number): Uint8Array<ArrayBuffer> {
  const copy = Uint8Array.from(bytes);
  copy[offset] = value;
  return copy;
}

describe("registerDataset", () => {
  test.each<[what: string, change: Partial<Files> & { classes?: string[] }, path: string, code: string]>([
    [
      "images with a wrong magic",
      { trainImages: changed(files.trainImages, 2, 9) },
      "trainImages",
      "IDX_MAGIC",
    ],
    ["labels where images should be", { testImages: files.testLabels }, "testImages", "IDX_MAGIC"],
    ["a short body", { trainImages: files.trainImages.slice(0, -1) }, "trainImages", "IDX_TRUNCATED"],
    [
      "a long body",
      { testLabels: Uint8Array.from([...files.testLabels, 0]) },
      "testLabels",
      "IDX_TRAILING_BYTES",
    ],
    ["an empty file", { testImages: new Uint8Array() }, "testImages", "IDX_TRUNCATED"],
    [
      "a label out of range",
      { trainLabels: changed(files.trainLabels, 11, 4) },
      "trainLabels[3]",
      "LABEL_OUT_OF_RANGE",
    ],
    [
      "fewer classes than the labels have",
      { classes: ["zero", "one"] },
      "trainLabels[2]",
      "LABEL_OUT_OF_RANGE",
    ],
    ["fewer labels than images", { trainLabels: files.testLabels }, "trainLabels", "COUNT_MISMATCH"],
    [
      "half a gzip file",
      { testImages: new Uint8Array(gzipSync(files.testImages).subarray(0, 60)) },
      "testImages",
      "GZIP_INVALID",
    ],
    ["a class twice", { classes: ["zero", "one", "one", "three"] }, "classes", "CLASSES_INVALID"],
    ["a class without a name", { classes: ["zero", "", "two", "three"] }, "classes[1]", "INVALID_INPUT"],
    ["no classes", { classes: [] }, "classes", "CLASSES_INVALID"],
  ])("refuses %s with the field at fault, and keeps nothing", async (_what, change, path, code) => {
    const before = await counts();
    const answer = await register({ name: "wrong", ...change });
    expect(answer).toMatchObject({ __typename: "InvalidInputError", code, path: `input.${path}` });
    expect(answer.message).toMatch(/^Cannot [^\n]*[^.]$/);
    expect(await counts()).toEqual(before);
  });

  test.each([
    ["", "empty"],
    ["a\u0000b", "of a zero byte"],
    ["x".repeat(201), "too long"],
  ])("refuses a name that is %#", async (name) => {
    const answer = await register({ name });
    expect(answer).toMatchObject({
      __typename: "InvalidInputError",
      code: "INVALID_INPUT",
      path: "input.name",
    });
  });

  test("gives the dataset that is there for the same data, gzipped or not", async () => {
    const first = await register({ name: "same" });
    expect(first.data).toMatchObject({
      name: "same",
      classes,
      height: 8,
      width: 8,
      channels: 1,
      trainCount: 40,
      testCount: 12,
    });
    const before = await counts();
    const again = await register({ name: "same", trainImages: new Uint8Array(gzipSync(files.trainImages)) });
    expect(again.data).toEqual(first.data);
    expect(await counts()).toEqual(before);
  });

  test("measures what it registers, in whatever form, and also what an older server did not", async () => {
    const query = `{ dataset(name: "measured") { facts { trainCounts testCounts mean standardDeviation split { seed }
      exactDuplicates leaks duplicatesComplete skippedCount } } }`;
    const facts = async (): Promise<unknown> => (await server.send(query)).data.dataset.facts;
    // The first image to train on is also tested with.
    const testImages = Uint8Array.from(files.testImages);
    testImages.set(files.trainImages.subarray(16, 16 + 64), 16);
    const trainImages = new Uint8Array(gzipSync(files.trainImages));
    await register({ name: "measured", trainImages, testImages });
    const measured = await facts();
    const { mean } = pixelStatistics(data.train, 1);
    expect(measured).toMatchObject({
      trainCounts: [10, 10, 10, 10],
      testCounts: [3, 3, 3, 3],
      mean: [...mean],
      split: null,
      exactDuplicates: 1,
      leaks: 1,
      duplicatesComplete: true,
      skippedCount: 0,
    });
    await server.database.pool.query("delete from dataset_facts");
    await register({ name: "measured", trainImages, testImages });
    expect(await facts()).toEqual(measured);
  });

  test("refuses other data under a name that is taken", async () => {
    await register({ name: "taken" });
    const before = await counts();
    const answer = await register({ name: "taken", testImages: changed(files.testImages, 40, 99) });
    expect(answer).toMatchObject({ __typename: "ConflictError", code: "CONFLICT" });
    expect(await counts()).toEqual(before);
  });

  test("makes one dataset of many that come at once, and a conflict of the others", async () => {
    const other = { name: "race", testImages: changed(files.testImages, 41, 99) };
    const answers = await Promise.all(
      [0, 1, 2, 3, 4, 5].map((n) => register(n % 2 ? other : { name: "race" })),
    );
    const { rows } = await server.database.pool.query("select id from datasets where name = 'race'");
    expect(rows).toHaveLength(1);
    const won = answers.filter(({ __typename: name }) => name === "MutationRegisterDatasetSuccess");
    expect(new Set(won.map(({ data: { id } }) => id)).size).toBe(1);
    expect(won).toHaveLength(3);
    expect(answers.filter(({ code }) => code === "CONFLICT")).toHaveLength(3);
  });

  test("registers the same files under two names at once, without waiting for each other forever", async () => {
    const bytes = changed(files.trainImages, 50, 77);
    const swapped = { trainImages: files.trainImages, testImages: bytes, testLabels: files.trainLabels };
    const straight = { trainImages: bytes, testImages: files.trainImages, testLabels: files.trainLabels };
    const answers = await Promise.all(
      [0, 1, 2, 3].map((n) => register({ name: `both${n}`, ...(n % 2 ? swapped : straight) })),
    );
    expect(answers.map(({ __typename: name }) => name)).toEqual(
      Array(4).fill("MutationRegisterDatasetSuccess"),
    );
  });

  test("refuses a text where a file should be", async () => {
    const input = {
      name: "text",
      classes,
      trainImages: "a",
      trainLabels: "a",
      testImages: "a",
      testLabels: "a",
    };
    const { data: nothing, errors } = await server.send(document, { input });
    expect(nothing).toBeUndefined();
    expect(errors?.[0]?.extensions).toMatchObject({ code: "BAD_USER_INPUT" });
    expect(errors?.[0]?.message).toMatch(/File/);
  });
});

describe("dataset", () => {
  test("is null for a name that nothing has, whatever is in it", async () => {
    for (const name of ["nothing", "a\u0000b", "\ud800", "x".repeat(10_000)]) {
      const answer = await server.send("query ($name: String!) { dataset(name: $name) { id } }", { name });
      expect(answer).toEqual({ data: { dataset: null } });
    }
  });
});
