import { syntheticDataset } from "@convzoo/core";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { registerDataset } from "../services/register_dataset.ts";
import { idxFiles } from "../testing/idx_files.ts";
import { startTestServer, type TestServer } from "../testing/test_server.ts";

let server: TestServer;
/** Two datasets of 120 images to train on and 12 to test with, whose labels go 0, 1, 2, 3 over and over. */
let ids: string[];

beforeAll(async () => {
  server = await startTestServer();
  ids = [];
  for (const seed of [1, 2]) {
    const data = syntheticDataset({ height: 8, width: 8, train: 120, test: 12, seed });
    const files = Object.entries(idxFiles(data)).map(([name, bytes]) => [name, new Blob([bytes])]);
    const input = { name: `images ${seed}`, classes: data.classes, ...Object.fromEntries(files) };
    ids.push((await registerDataset(server, input)).id);
  }
});
afterAll(() => server.close());

/** Sends a document, and counts the statements that it takes. */
async function send(
  query: string,
  variables: Record<string, unknown>,
  // biome-ignore lint/suspicious/noExplicitAny: Tests look into answers as they come.
): Promise<{ data: any; statements: number }> {
  const spy = vi.spyOn(pg.Client.prototype, "query");
  try {
    const { data, errors } = await server.send(query, variables);
    expect(errors).toBeUndefined();
    // Whatever the queue of runs asks for at the same time is none of them.
    const texts = spy.mock.calls.map(([query]) => JSON.stringify(query));
    return { data, statements: texts.filter((text) => /dataset|blob/.test(text)).length };
  } finally {
    spy.mockRestore();
  }
}

const fields =
  "id position split label className pngPath dataset { id name number actor facts { trainCounts } }";
const listed = `query ($id: ID!, $first: Int, $after: String, $split: DatasetSplit, $className: String) {
  datasetImages(datasetId: $id, first: $first, after: $after, split: $split, className: $className) {
    edges { node { ${fields} } } pageInfo { endCursor hasNextPage }
  }
}`;

describe("datasetImages", () => {
  test("takes as many statements for a hundred images as for one, wherever they are", async () => {
    const id = `Dataset_${ids[0]}`;
    const one = await send(listed, { id, first: 1 });
    const many = await send(listed, { id, first: 100 });
    const { endCursor } = many.data.datasetImages.pageInfo;
    const next = await send(listed, { id, first: 100, after: endCursor });
    const few = await send(listed, { id, first: 100, split: "TEST", className: "class 1" });
    expect(many.data.datasetImages.edges).toHaveLength(100);
    expect(next.data.datasetImages.edges).toHaveLength(32);
    expect(few.data.datasetImages.edges).toHaveLength(3);
    expect(next.data.datasetImages.pageInfo.hasNextPage).toBe(false);
    const counts = [one, many, next, few].map(({ statements }) => statements);
    expect(counts).toEqual([counts[0], counts[0], counts[0], counts[0]]);
    // The dataset, its labels, its facts.
    expect(counts[0]).toBe(3);
  });

  test("finds nothing of a class, a dataset or a place that there is not", async () => {
    const wrong = [
      { id: `Dataset_${ids[0]}`, className: "no class" },
      { id: `Run_${ids[0]}` },
      { id: "nonsense" },
      { id: `Dataset_${ids[0]!.replace(/.$/, (last) => (last === "0" ? "1" : "0"))}` },
    ];
    for (const variables of wrong) {
      expect((await send(listed, variables)).data.datasetImages.edges).toEqual([]);
    }
  });
});

describe("DatasetImage", () => {
  const query = `query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id ... on DatasetImage { ${fields} } } }`;

  test("is found by its id, with its place and its dataset, as in the list", async () => {
    const { data: list } = await send(listed, { id: `Dataset_${ids[0]}`, first: 100, after: null });
    const { node } = list.datasetImages.edges[7];
    expect(node).toMatchObject({ id: `DatasetImage_${ids[0]}_7`, position: 7, split: "TRAIN", label: 3 });
    expect(node.dataset).toMatchObject({ id: `Dataset_${ids[0]}`, name: "images 1", number: 1 });
    const { data } = await send(query, {
      ids: [7, 121, 132].map((position) => `DatasetImage_${ids[0]}_${position}`),
    });
    expect(data.nodes[0]).toEqual({ __typename: "DatasetImage", ...node });
    expect(data.nodes[1]).toMatchObject({ position: 121, split: "TEST", label: 1 });
    expect(data.nodes[2]).toBeNull();
  });

  test("takes as many statements for many images of several datasets as for one", async () => {
    const of = (dataset: number, count: number): string[] =>
      Array.from({ length: count }, (_, position) => `DatasetImage_${ids[dataset]}_${position}`);
    const one = await send(query, { ids: of(0, 1) });
    const many = await send(query, { ids: [...of(0, 50), ...of(1, 50)] });
    expect(many.data.nodes).toHaveLength(100);
    expect(many.statements).toBe(one.statements);
  });

  test.each(["DatasetImage_UUID", "DatasetImage_UUID_", "DatasetImage_UUID_-1", "Dataset_UUID_1"])(
    "is not named by %s",
    async (form) => {
      const { errors } = await server.send("query ($id: ID!) { node(id: $id) { id } }", {
        id: form.replace("UUID", ids[0]!),
      });
      expect(errors?.[0]?.extensions).toMatchObject({ code: "BAD_USER_INPUT" });
    },
  );
});
