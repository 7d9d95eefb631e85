import pg from "pg";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { startTestServer, type TestServer } from "../testing/test_server.ts";
import { createVersionFixture, type VersionFixture } from "../testing/version_fixture.ts";

let server: TestServer;
let fixture: VersionFixture;
const variantIds: string[] = [];

/** Adds a run with a figure, null for none. */
async function addRun(
  variantId: string,
  seed: number,
  figure: number | null,
  { state = "SUCCEEDED", mode = "PORTABLE", parentId = null as string | null } = {},
): Promise<void> {
  await server.database.pool.query(
    `with made as (
       insert into runs (variant_id, dataset_id, epochs, state, seed, mode, parent_id)
       values ($1, $2, 1, $3::run_state, $4, $5::engine_mode, $7) returning id
     )
     insert into run_metrics (run_id, name, value, step, epoch, attempt) select id, 'score', $6::float8, 4, 1, 1 from made`,
    [variantId, fixture.datasetId, state, seed, mode, figure, parentId],
  );
}

beforeAll(async () => {
  server = await startTestServer();
  fixture = await createVersionFixture(server.database);
  for (let n = 0; n < 6; n += 1) {
    variantIds.push(await fixture.variant({ epochs: 10 + n }));
  }
  const [first, second, ...others] = variantIds as [string, string, ...string[]];
  // The newest run of seed 3 counts; what failed, or has no figure, does not.
  await addRun(first, 3, 100);
  for (const [seed, figure] of [
    [1, 1],
    [2, 2],
    [3, 6],
  ] as const) {
    await addRun(first, seed, figure);
  }
  await addRun(first, 4, 50, { state: "FAILED" });
  await addRun(first, 5, null);
  await addRun(first, 1, 7, { mode: "FAST" });
  await addRun(second, 1, 5);
  await addRun(second, 1, 8, { parentId: fixture.versionId });
  for (const variantId of others) {
    await addRun(variantId, 1, 0.5);
    await addRun(variantId, 2, 0.5);
  }
});
afterAll(() => server.close());

interface Group {
  readonly variant: { readonly id: string };
  readonly mode: string;
}

async function page(
  variables: Readonly<Record<string, unknown>>,
  fields: string,
): Promise<{ groups: Group[]; next: string | null }> {
  const { data, errors } = await server.send(
    `query ($filter: RunFilterInput, $first: Int, $after: String) {
      runGroups(metric: "score", filter: $filter, first: $first, after: $after) {
        edges { node { ${fields} } } pageInfo { endCursor hasNextPage } } }`,
    variables,
  );
  expect(errors).toBeUndefined();
  const { edges, pageInfo } = data.runGroups;
  return {
    groups: edges.map(({ node }: { node: Group }) => node),
    next: pageInfo.hasNextPage ? pageInfo.endCursor : null,
  };
}

const fields =
  "variant { id name } dataset { id } parent { id } mode n mean standardDeviation interval { lower upper }";

describe("runGroups", () => {
  test("have mean, deviation and interval over seeds, each seed once", async () => {
    const { groups } = await page({ filter: { variantIds: [`Variant_${variantIds[0]}`] } }, fields);
    const deviation = Math.sqrt(7);
    // 4.302652729749464 is the 0.975 quantile of Student's distribution with 2 degrees of freedom.
    const reach = (4.302652729749464 * deviation) / Math.sqrt(3);
    expect(groups).toEqual([
      {
        variant: { id: `Variant_${variantIds[0]}`, name: "tiny" },
        dataset: { id: `Dataset_${fixture.datasetId}` },
        parent: null,
        mode: "PORTABLE",
        n: 3,
        mean: 3,
        standardDeviation: expect.closeTo(deviation, 10),
        interval: { lower: expect.closeTo(3 - reach, 9), upper: expect.closeTo(3 + reach, 9) },
      },
      expect.objectContaining({ mode: "FAST", n: 1, mean: 7, standardDeviation: null, interval: null }),
    ]);
  });

  test("keep apart what starts from a version", async () => {
    const { groups } = await page(
      { filter: { variantIds: [`Variant_${variantIds[1]}`] } },
      "mean parent { id }",
    );
    expect(groups).toEqual([
      { mean: 8, parent: { id: `Version_${fixture.versionId}` } },
      { mean: 5, parent: null },
    ]);
  });

  test("come page by page, none twice, newest variants first", async () => {
    const all = (await page({ first: 100 }, fields)).groups;
    expect(all).toHaveLength(8);
    expect(all[0]?.variant.id).toBe(`Variant_${variantIds.at(-1)}`);
    const seen: Group[] = [];
    let after: string | null = null;
    do {
      const { groups, next }: Awaited<ReturnType<typeof page>> = await page({ first: 3, after }, fields);
      seen.push(...groups);
      after = next;
    } while (after !== null);
    expect(seen).toEqual(all);
  });

  test.each(["MEAN", "N", "DEVIATION"] as const)("are sorted by %s over pages, none twice", async (by) => {
    const figure = { MEAN: "mean", N: "n", DEVIATION: "standardDeviation" }[by];
    for (const ascending of [true, false]) {
      const seen: Record<string, unknown>[] = [];
      let after: string | null = null;
      do {
        const { data, errors } = await server.send(
          `query ($after: String, $orderBy: RunGroupOrderInput) {
            runGroups(metric: "score", first: 3, after: $after, orderBy: $orderBy) {
              edges { node { mode mean n standardDeviation variant { id } parent { id } } }
              pageInfo { endCursor hasNextPage } totalCount
            }
          }`,
          { after, orderBy: { by, ascending } },
        );
        expect(errors).toBeUndefined();
        expect(data.runGroups.totalCount).toBe(8);
        seen.push(...data.runGroups.edges.map(({ node }: { node: object }) => node));
        after = data.runGroups.pageInfo.hasNextPage ? data.runGroups.pageInfo.endCursor : null;
      } while (after !== null);
      expect(new Set(seen.map((group) => JSON.stringify(group))).size).toBe(8);
      const figures = seen.map((group) => group[figure] as number | null);
      const known = figures.filter((value) => value !== null);
      // What has no figure comes last, whatever the direction.
      expect(figures.slice(known.length).every((value) => value === null)).toBe(true);
      expect(known).toEqual(known.toSorted((a, b) => (ascending ? a - b : b - a)));
      expect(known).toHaveLength(by === "DEVIATION" ? 5 : 8);
    }
  });

  test("of too few seeds are left out, and one of one seed has no interval", async () => {
    const { data } = await server.send(
      `{ runGroups(metric: "score", minimumN: 2) { totalCount edges { node { n } } }
         all: runGroups(metric: "score", orderBy: { by: N, ascending: true }, first: 1) { edges { node { n standardDeviation interval { lower } } } }
         none: runGroups(metric: "nothing") { totalCount edges { node { n } } } }`,
    );
    expect(data.runGroups.totalCount).toBe(5);
    expect(data.runGroups.edges.every(({ node }: { node: { n: number } }) => node.n >= 2)).toBe(true);
    expect(data.all.edges[0].node).toEqual({ n: 1, standardDeviation: null, interval: null });
    expect(data.none).toEqual({ totalCount: 0, edges: [] });
  });

  test("refuse a cursor of another order", async () => {
    const { data } = await server.send('{ runGroups(metric: "score", first: 1) { pageInfo { endCursor } } }');
    const { errors } = await server.send(
      `query ($after: String) { runGroups(metric: "score", after: $after, orderBy: { by: MEAN }) { edges { node { n } } } }`,
      { after: data.runGroups.pageInfo.endCursor },
    );
    expect(errors?.[0]?.extensions).toMatchObject({ code: "BAD_USER_INPUT" });
  });

  test("take as many statements for many groups as for one", async () => {
    const count = async (first: number): Promise<number> => {
      const spy = vi.spyOn(pg.Client.prototype, "query");
      try {
        await page({ first }, fields);
        return spy.mock.calls.length;
      } finally {
        spy.mockRestore();
      }
    };
    const one = await count(1);
    expect(one).toBeGreaterThan(0);
    // One more, for the parents, which the first group has none of.
    expect(await count(8)).toBeLessThanOrEqual(one + 1);
  });

  test("refuse a cursor that no page gave", async () => {
    const { errors } = await server.send(
      '{ runGroups(metric: "score", after: "nonsense") { edges { node { n } } } }',
    );
    expect(errors?.[0]?.extensions).toMatchObject({ code: "BAD_USER_INPUT" });
  });
});
