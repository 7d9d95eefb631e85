import { syntheticDataset } from "@convzoo/core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { idxFiles } from "../testing/idx_files.ts";
import { tinyModel } from "../testing/models.ts";
import { startTestServer, type TestServer } from "../testing/test_server.ts";

/** So many ask at once. */
const clients = 20;

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

async function count(from: string): Promise<number> {
  return (await server.database.pool.query(`select count(*)::int as count from ${from}`)).rows[0].count;
}

/** Sends a mutation from all clients at once. @returns Their results. */
async function all(
  document: string,
  variables: (client: number) => Readonly<Record<string, unknown>>,
): Promise<readonly ReturnType<typeof JSON.parse>[]> {
  const answers = await Promise.all(
    Array.from({ length: clients }, (_, client) => server.send(document, variables(client))),
  );
  return answers.map(({ data, errors }) => {
    expect(errors).toBeUndefined();
    return Object.values(data)[0];
  });
}

describe("20 clients at once", () => {
  test("who make two variants, each ten times, in several spellings, get two rows", async () => {
    const { data } = await server.send(
      'mutation { createModel(input: { name: "m" }) { ... on MutationCreateModelSuccess { data { id } } } }',
    );
    const modelId = data.createModel.data.id;
    const results = await all(
      `mutation ($input: CreateVariantInput!) { createVariant(input: $input) { __typename
        ... on MutationCreateVariantSuccess { data { id digest } } } }`,
      (client) => ({
        input: {
          modelId,
          name: `client ${client}`,
          spec: tinyModel,
          train: {
            // Five is the default, which may be left out.
            ...(client % 4 < 2 && { epochs: 5 }),
            optimizer: client % 2 === 0 ? { adam: {} } : { sgd: { learningRate: 0.1 } },
          },
        },
      }),
    );
    const ids = (kind: number): Set<string> =>
      new Set(results.filter((_, client) => client % 2 === kind).map(({ data: { id } }) => id));
    expect([ids(0).size, ids(1).size]).toEqual([1, 1]);
    expect(await count("variants")).toBe(2);
  });

  test("who register one dataset, half of them under names of their own, get one copy of its bytes", async () => {
    const data = syntheticDataset({ height: 6, width: 6, train: 40, test: 20 });
    const files = Object.fromEntries(
      Object.entries(idxFiles(data)).map(([name, bytes]) => [name, new Blob([bytes])]),
    );
    const results = await all(
      `mutation ($input: RegisterDatasetInput!) { registerDataset(input: $input) { __typename
        ... on MutationRegisterDatasetSuccess { data { id digest } } } }`,
      (client) => ({
        input: { name: client % 2 === 0 ? "shared" : `client ${client}`, classes: data.classes, ...files },
      }),
    );
    expect(new Set(results.map(({ data: { digest } }) => digest)).size).toBe(1);
    expect(new Set(results.filter((_, client) => client % 2 === 0).map(({ data: { id } }) => id)).size).toBe(
      1,
    );
    expect(await count("datasets")).toBe(1 + clients / 2);
    // Images and labels to train on, and to test with.
    expect(await count("blobs")).toBe(4);
    expect(
      await count(
        "blobs where size <> (select sum(length(bytes)) from blob_chunks where blob_chunks.digest = blobs.digest)",
      ),
    ).toBe(0);
  });
});
