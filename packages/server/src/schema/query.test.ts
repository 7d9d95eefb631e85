import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { countStatements } from "../testing/count_statements.ts";
import { startTestServer, type TestServer } from "../testing/test_server.ts";
import { createVersionFixture, type VersionFixture } from "../testing/version_fixture.ts";

let server: TestServer;
let fixture: VersionFixture;

beforeAll(async () => {
  server = await startTestServer();
  fixture = await createVersionFixture(server.database);
  // Runs of the past, with metrics and events; uuidv7() makes later rows the newer ones.
  await server.database.pool.query(
    `with made as (
       insert into runs (variant_id, dataset_id, epochs, state, failure_code, failure_message)
       select $1, $2, 1, 'FAILED', 'WORKER_LOST', 'm' from generate_series(1, 24) returning id
     ), told as (
       insert into run_events (run_id, sequence, type, payload)
       select id, n, 'RunLog', jsonb_build_object('level', 'info', 'message', 'event ' || n) from made, generate_series(0, 4) n
     )
     insert into run_metrics (run_id, epoch, step, attempt, name, value) select id, 1, 4, 1, name, 0.5 from made, unnest(array['loss', 'accuracy']) name`,
    [fixture.variantId, fixture.datasetId],
  );
});
afterAll(() => server.close());

/** Counts the statements that a document takes. */
async function statementsOf(query: string): Promise<{ statements: number; data: unknown }> {
  const { data, statements } = await countStatements(server, query);
  return { statements: statements.length, data };
}

describe("connections", () => {
  test("give every item once, newest first, page by page", async () => {
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const { data } = await server.send(
        "query ($after: String) { runs(first: 7, after: $after) { edges { cursor node { id } } pageInfo { endCursor hasNextPage hasPreviousPage } } }",
        { after },
      );
      seen.push(...data.runs.edges.map(({ node }: { node: { id: string } }) => node.id));
      expect(data.runs.pageInfo.hasPreviousPage).toBe(after !== null);
      expect(data.runs.pageInfo.endCursor).toBe(data.runs.edges.at(-1).cursor);
      after = data.runs.pageInfo.hasNextPage ? data.runs.pageInfo.endCursor : null;
    } while (after !== null);
    const { rows } = await server.database.pool.query("select 'Run_' || id as id from runs order by id desc");
    expect(seen).toEqual(rows.map(({ id }) => id));
    expect(seen).toHaveLength(25);
  });

  test("filter by what is asked for, and find nothing by an id of something else", async () => {
    const count = async (filter: string): Promise<number> => {
      const { data } = await server.send(`{ runs(first: 100, ${filter}) { edges { node { id } } } }`);
      return data.runs.edges.length as number;
    };
    expect(await count("state: SUCCEEDED")).toBe(1);
    expect(await count("state: FAILED")).toBe(24);
    expect(await count(`variantId: "Variant_${fixture.variantId}"`)).toBe(25);
    expect(await count(`variantId: "Variant_${fixture.variantId}", state: SUCCEEDED`)).toBe(1);
    expect(await count(`variantId: "Dataset_${fixture.datasetId}"`)).toBe(0);
    expect(await count('variantId: "x"')).toBe(0);
  });

  test.each([
    ["first: -1"],
    ["last: -2"],
    ['after: "nonsense"'],
    ['first: 1, last: 1, after: "a", before: "b"'],
    ['after: "R1BDOlM6eAB5"'],
  ])("refuse %s without a fault of the server's", async (args) => {
    const { errors } = await server.send(`{ runs(${args}) { edges { node { id } } } }`);
    expect(errors?.[0]?.extensions).toMatchObject({ code: "BAD_USER_INPUT" });
  });

  test("never give more than a hundred at once", async () => {
    await server.database.pool.query(
      "insert into models (name) select 'model ' || n from generate_series(1, 120) n on conflict do nothing",
    );
    const { data } = await server.send(
      "{ models(first: 1000000) { edges { node { id } } pageInfo { hasNextPage } } }",
    );
    expect(data.models.edges).toHaveLength(100);
    expect(data.models.pageInfo.hasNextPage).toBe(true);
  });
});

describe("a query", () => {
  const runFields = `id state bestEpoch checkpoint { epoch sizeBytes } parent { id } failure { code } tags latestMetrics { name value step } events(first: 3) { __typename sequence ... on RunLog { message } }
    variant { id model { name } } dataset { name } version { id sizeBytes testAccuracy model { name } }`;

  test("takes as many statements for many items as for one", async () => {
    const one = await statementsOf(`{ runs(first: 1) { edges { node { ${runFields} } } } }`);
    const many = await statementsOf(`{ runs(first: 24) { edges { node { ${runFields} } } } }`);
    expect(many.statements).toBeGreaterThan(0);
    expect(many.statements).toBeLessThanOrEqual(one.statements);
    const { edges } = (
      many.data as { runs: { edges: { node: { events: unknown[]; latestMetrics: unknown[] } }[] } }
    ).runs;
    expect(edges).toHaveLength(24);
    for (const { node } of edges) {
      expect(node).toMatchObject({ state: "FAILED", failure: { code: "WORKER_LOST" }, version: null });
      expect(node.events).toEqual(
        [0, 1, 2].map((n) => ({ __typename: "RunLog", sequence: n, message: `event ${n}` })),
      );
      expect(node.latestMetrics).toHaveLength(2);
    }
  });

  test("takes no more statements for nodes by id than their types need", async () => {
    const { rows } = await server.database.pool.query("select id from runs order by id limit 20");
    const list = (count: number): string => JSON.stringify(rows.slice(0, count).map(({ id }) => `Run_${id}`));
    const fields = "... on Run { state dataset { name } }";
    const few = await statementsOf(`{ nodes(ids: ${list(2)}) { id ${fields} } }`);
    const many = await statementsOf(`{ nodes(ids: ${list(20)}) { id ${fields} } }`);
    expect(many.statements).toBeLessThanOrEqual(few.statements);
    expect((many.data as { nodes: unknown[] }).nodes).toHaveLength(20);
  });

  test("walks the lineage of a version both ways", async () => {
    const { data, errors } = await server.send(
      `query ($id: ID!) { version(id: $id) {
        id digest classes sizeBytes testAccuracy testLoss metrics pretraining model { name } variant { id name } dataset { id name }
        run { id state version { id } variant { id } }
      } }`,
      { id: `Version_${fixture.versionId}` },
    );
    expect(errors).toBeUndefined();
    expect(data.version).toMatchObject({
      digest: fixture.artifactDigest,
      pretraining: null,
      variant: { id: `Variant_${fixture.variantId}`, name: "tiny" },
      dataset: { id: `Dataset_${fixture.datasetId}`, name: "synthetic" },
      run: {
        id: `Run_${fixture.runId}`,
        state: "SUCCEEDED",
        version: { id: `Version_${fixture.versionId}` },
      },
    });
    expect(data.version.sizeBytes).toBeGreaterThan(1000);
  });

  test("says which task a version was pretrained on", async () => {
    const { pool } = server.database;
    const set = "update variants set train_spec = jsonb_set(train_spec, '{pretraining}', $2) where id = $1";
    try {
      await pool.query(set, [fixture.variantId, '{"rotation":{}}']);
      const query = "query ($id: ID!) { version(id: $id) { pretraining } }";
      const { data } = await server.send(query, { id: `Version_${fixture.versionId}` });
      expect(data.version).toEqual({ pretraining: "rotation" });
    } finally {
      await pool.query(set, [fixture.variantId, "null"]);
    }
  });

  test("of the events of many runs is bounded as a whole", async () => {
    const { errors } = await server.send(
      "{ runs(first: 25) { edges { node { events(first: 1000) { sequence } } } } }",
    );
    expect(errors?.[0]?.message).toBe(
      "Cannot list the events of 25 runs as first must be at most 800 for each: current value is 1000",
    );
  });
});

describe("node", () => {
  test.each(["Dataset", "Variant", "Run", "Version"] as const)("finds a %s by its id", async (typename) => {
    const id = `${typename}_${fixture[`${typename.toLowerCase() as "run"}Id`]}`;
    const { data } = await server.send("query ($id: ID!) { node(id: $id) { __typename id } }", { id });
    expect(data.node).toEqual({ __typename: typename, id });
  });

  test("is null for an id of nothing, and an error for what is no id of ours", async () => {
    const query = "query ($id: ID!) { node(id: $id) { id } }";
    const gone = await server.send(query, { id: `Version_${fixture.runId}` });
    expect(gone).toEqual({ data: { node: null } });
    for (const id of ["", "x", "Blob_x", `Blob_${fixture.runId}`, `Run_${fixture.runId}\u0000`]) {
      const { errors } = await server.send(query, { id });
      expect(errors?.[0]?.extensions).toMatchObject({ code: "BAD_USER_INPUT" });
    }
  });

  test("is not asked for more than a hundred ids", async () => {
    const ids = Array.from({ length: 101 }, () => `Run_${fixture.runId}`);
    const { errors } = await server.send("query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", { ids });
    expect(errors?.[0]?.message).toBe(
      "Cannot find the nodes as there must be at most 100 ids: current number is 101",
    );
  });
});
