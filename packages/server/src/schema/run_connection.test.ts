import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestServer, type TestServer } from "../testing/test_server.ts";
import { createVersionFixture, type VersionFixture } from "../testing/version_fixture.ts";

let server: TestServer;
let fixture: VersionFixture;

beforeAll(async () => {
  server = await startTestServer();
  fixture = await createVersionFixture(server.database);
  // Run n of 0 to 9 has accuracy n / 10 but for the last two, which have none; the even ones are tagged.
  const { pool } = server.database;
  await pool.query(
    `with made as (
       insert into runs (variant_id, dataset_id, epochs, state, seed, actor)
       select $1, $2, 1, (case when n < 5 then 'FAILED' else 'CANCELED' end)::run_state, 100 + n, 'ada'
       from generate_series(0, 9) n returning id, seed
     ), tagged as (
       insert into run_tags (run_id, name) select id, 'even' from made where seed % 2 = 0
     )
     insert into run_metrics (run_id, name, value, step, epoch, attempt)
     select id, 'accuracy', (seed - 100) / 10.0, 4, 1, 1 from made where seed < 108`,
    [fixture.variantId, fixture.datasetId],
  );
  const block = { conv2d: { filters: 7, padding: "same" as const } };
  const variantId = await fixture.variantOf(
    {
      input: { height: 8, width: 8, channels: 1 },
      layers: [
        { residual: { layers: [block], shortcut: [{ conv2d: { filters: 7, kernelSize: 1 } }] } },
        { flatten: {} },
        { dense: { units: 4, activation: "softmax" } },
      ],
      classes: 4,
    },
    {},
  );
  await pool.query(
    `insert into runs (variant_id, dataset_id, epochs, state, seed, failure_code, created_at, actor, id)
     values ($1, $2, 1, 'FAILED', 200, 'LOST', '2000-01-01', 'bob', '00000000-0000-7000-8000-000000000000')`,
    [variantId, fixture.datasetId],
  );
});
afterAll(() => server.close());

interface Listed {
  readonly seeds: number[];
  readonly totalCount: number;
}

async function list(filter: object, orderBy: object | null = null, pageSize = 100): Promise<Listed> {
  const seeds: number[] = [];
  let after: string | null = null;
  for (;;) {
    const { data, errors } = await server.send(
      `query ($first: Int, $after: String, $filter: RunFilterInput, $orderBy: RunOrderInput) {
        runs(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
          totalCount edges { node { seed } } pageInfo { endCursor hasNextPage }
        }
      }`,
      { first: pageSize, after, filter, orderBy },
    );
    expect(errors).toBeUndefined();
    const { edges, pageInfo, totalCount } = data.runs;
    seeds.push(...edges.map(({ node }: { node: { seed: number } }) => node.seed));
    if (!pageInfo.hasNextPage) {
      return { seeds, totalCount };
    }
    after = pageInfo.endCursor;
  }
}

const ada = { actors: ["ada"] };

describe("runs", () => {
  test.each<[name: string, filter: () => object, seeds: number[]]>([
    ["states", () => ({ ...ada, states: ["FAILED"] }), [104, 103, 102, 101, 100]],
    [
      "a metric's range",
      () => ({ metric: { name: "accuracy", atLeast: 0.25, atMost: 0.5 } }),
      [105, 104, 103],
    ],
    ["a metric that is there", () => ({ ...ada, not: { metric: { name: "accuracy" } } }), [109, 108]],
    ["tags", () => ({ tags: ["even", "other"] }), [108, 106, 104, 102, 100]],
    ["or", () => ({ or: [{ seeds: [101] }, { tags: ["even"], states: ["CANCELED"] }] }), [108, 106, 101]],
    ["and, not", () => ({ and: [ada, { not: { tags: ["even"] } }], seeds: [103, 104] }), [103]],
    ["an or of nothing", () => ({ or: [] }), []],
    [
      "a time that is not there, and its opposite",
      () => ({ ...ada, seeds: [100], not: { startedAt: { from: "2020-01-01T00:00:00Z" } } }),
      [100],
    ],
    ["a time", () => ({ ...ada, createdAt: { before: "2020-01-01T00:00:00Z" } }), []],
    [
      "a place of the train spec",
      () => ({ seeds: [100], spec: { path: "train.optimizer.adam.learningRate", atMost: 0.01 } }),
      [100],
    ],
    [
      "a place with one of some values",
      () => ({
        seeds: [100],
        spec: { path: "model.layers[*].conv2d.filters", values: [{ number: 5 }, { number: 4 }] },
      }),
      [100],
    ],
    [
      "any optimizer's rate",
      () => ({ seeds: [100], spec: { path: "train.optimizer.*.learningRate", atMost: 0.01 } }),
      [100],
    ],
    [
      "any optimizer's rate, out of range",
      () => ({ seeds: [100], spec: { path: "train.optimizer.*.learningRate", atLeast: 0.02 } }),
      [],
    ],
    [
      "a value at any depth, and not another",
      () => ({
        seeds: [100],
        and: [
          { spec: { path: "model.**.filters", values: [{ number: 4 }] } },
          { not: { spec: { path: "model.**.units", atLeast: 100 } } },
        ],
      }),
      [100],
    ],
    [
      "a text of a spec",
      () => ({ seeds: [100], spec: { path: "model.layers[*].*.activation", values: [{ text: "softmax" }] } }),
      [100],
    ],
    [
      "a boolean of a spec",
      () => ({
        seeds: [100],
        spec: { path: "model.layers[0].conv2d.useBias", values: [{ boolean: false }] },
      }),
      [],
    ],
    [
      "a list within a block",
      () => ({
        seeds: [200],
        spec: { path: "model.layers[*].residual.layers[*].conv2d.filters", atLeast: 7 },
      }),
      [200],
    ],
    [
      "a code of failure, or a reason",
      () => ({ or: [{ failureCodes: ["LOST"] }, { originKinds: ["FORK"] }] }),
      [200],
    ],
    ["no reason", () => ({ ...ada, seeds: [100], not: { originKinds: ["FORK"] } }), [100]],
    ["a place that is not there", () => ({ seeds: [100], spec: { path: "train.optimizer.sgd" } }), []],
    [
      "a text that looks like SQL",
      () => ({ spec: { path: "train.optimizer", values: [{ text: '") || (1 == 1' }] } }),
      [],
    ],
    ["the model", () => ({ seeds: [100], modelIds: [`Model_${fixture.runId}`] }), []],
  ])("are filtered by %s, and counted", async (_name, filter, seeds) => {
    expect(await list(filter())).toEqual({ seeds, totalCount: seeds.length });
  });

  test("are sorted by a metric page by page, those without it last", async () => {
    const down = [107, 106, 105, 104, 103, 102, 101, 100, 109, 108];
    for (const pageSize of [1, 3, 8, 100]) {
      expect((await list(ada, { metric: "accuracy" }, pageSize)).seeds).toEqual(down);
    }
    const up = [100, 101, 102, 103, 104, 105, 106, 107, 109, 108];
    expect((await list(ada, { metric: "accuracy", ascending: true }, 3)).seeds).toEqual(up);
    expect((await list(ada, { ascending: true }, 4)).seeds).toEqual(down.toSorted());
  });

  test("neither skip nor repeat while runs are added", async () => {
    const seen: number[] = [];
    let after: string | null = null;
    do {
      const { data } = await server.send(
        "query ($after: String) { runs(first: 3, after: $after) { edges { node { seed } } pageInfo { endCursor hasNextPage } } }",
        { after },
      );
      seen.push(...data.runs.edges.map(({ node }: { node: { seed: number } }) => node.seed));
      after = data.runs.pageInfo.hasNextPage ? data.runs.pageInfo.endCursor : null;
      await server.database.pool.query(
        "insert into runs (variant_id, dataset_id, epochs, state, seed) values ($1, $2, 1, 'FAILED', 999)",
        [fixture.variantId, fixture.datasetId],
      );
    } while (after !== null);
    expect(seen).toEqual([109, 108, 107, 106, 105, 104, 103, 102, 101, 100, 0, 200]);
  });

  test("refuse a place that is none, and a filter that is too large", async () => {
    const query = "query ($filter: RunFilterInput) { runs(filter: $filter) { totalCount } }";
    const bad = await server.send(query, { filter: { spec: { path: "train.x') or 1=1" } } });
    expect(bad.errors?.[0]?.message).toMatch(/^Cannot filter runs as filter.spec.path must be like /);
    let deep: object = {};
    for (let depth = 0; depth < 7; depth += 1) {
      deep = { not: deep };
    }
    const large = await server.send(query, { filter: deep });
    expect(large.errors?.[0]?.message).toBe(
      "Cannot filter runs as the filter's depth must be at most 6: current value is 7",
    );
  });
});

describe("tagRun", () => {
  test("gives and takes tags, by which runs are found", async () => {
    const query = `mutation ($id: ID!, $add: [String!]!, $remove: [String!]!) { tagRun(id: $id, add: $add, remove: $remove) {
      __typename ... on InvalidInputError { path } ... on MutationTagRunSuccess { data { tags } } } }`;
    const id = `Run_${fixture.runId}`;
    const tag = async (add: string[], remove: string[]): Promise<unknown> =>
      (await server.send(query, { id, add, remove })).data.tagRun;
    expect(await tag(["b", "a", "a"], ["c"])).toMatchObject({ data: { tags: ["a", "b"] } });
    expect(await tag([], ["a"])).toMatchObject({ data: { tags: ["b"] } });
    expect((await list({ tags: ["b"] })).seeds).toEqual([0]);
    expect(await tag(["ok", " "], [])).toEqual({ __typename: "InvalidInputError", path: "add[1]" });
  });
});
