import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { countStatements } from "../testing/count_statements.ts";
import { createRunFixture } from "../testing/run_fixture.ts";
import { startTestServer, type TestServer } from "../testing/test_server.ts";

let server: TestServer;
let variantId: string;
let datasetId: string;

beforeAll(async () => {
  server = await startTestServer();
  const fixture = await createRunFixture(server.database);
  variantId = await fixture.variant();
  datasetId = fixture.datasetId;
});
afterAll(() => server.close());

/** A sweep that nobody works on, with trials whose objectives are their numbers, every third without one. */
async function plant(trials: number): Promise<string> {
  const { rows } = await server.database.pool.query<{ id: string }>(
    `insert into sweeps (name, variant_id, dataset_id, space, method, metric, higher_is_better, max_trials, concurrency, seed,
       training_seed, mode, state)
     values ('planted', $1, $2, '[{"path": "train.epochs", "domain": {"integers": {"low": 1, "high": 5, "step": 1}}}]',
       '{"random": {}}', 'testLoss', false, 1000, 1, 0, 0, 'PORTABLE', 'FINISHED') returning id`,
    [variantId, datasetId],
  );
  const { id } = rows[0]!;
  await plantTrials(id, { from: 0, to: trials - 1 });
  return id;
}

async function plantTrials(id: string, { from, to }: { from: number; to: number }): Promise<void> {
  await server.database.pool.query(
    `with made as (
       insert into runs (variant_id, dataset_id, epochs) select $2, $3, 1 from generate_series($4::int, $5::int)
       returning id
     ), numbered as (select id, row_number() over () + $4::int - 1 as number from made), trials as (
       insert into sweep_trials (sweep_id, number, state, coordinates, parameters, epochs, run_id, variant_id, objective, cost)
       select $1, number, 'FINISHED', '[1]', '[{"path": "train.epochs", "value": 1}]', 1, id, $2,
         case when number % 3 > 0 then number end, case when number % 3 > 0 then number end from numbered
       returning number
     )
     insert into sweep_rungs (sweep_id, number, epoch, value, cut, count, is_kept)
     select $1, number, epoch, 0.5, 0.5, 1, epoch < 3 from trials, generate_series(1, 3) epoch`,
    [id, variantId, datasetId, from, to],
  );
  await server.database.pool.query("update sweeps set best_number = 1 where id = $1", [id]);
}

const trialFields = `number objective parameters { path value { number } } rungs { epoch } stop { epoch }
  variant { name } run { id state latestMetrics { name } } sweep { id }`;

async function pageOf(id: string, order: string, after: string | null): Promise<[number[], string | null]> {
  const { data, errors } = await server.send(
    `query ($id: ID!, $order: SweepTrialOrder!, $after: String) { sweep(id: $id) {
      trials(first: 7, after: $after, orderBy: $order) { edges { node { number } } pageInfo { endCursor hasNextPage } }
    } }`,
    { id: `Sweep_${id}`, order, after },
  );
  expect(errors).toBeUndefined();
  const { edges, pageInfo } = data.sweep.trials;
  const numbers = edges.map(({ node }: { node: { number: number } }) => node.number);
  return [numbers, pageInfo.hasNextPage ? pageInfo.endCursor : null];
}

describe("Sweep.trials", () => {
  test.each(["NUMBER", "BEST"])(
    "pages through all in order %s, while trials are added, without skipping or repeating",
    async (order) => {
      const id = await plant(30);
      const seen: number[] = [];
      let after: string | null = null;
      let added = 30;
      do {
        const [numbers, next] = await pageOf(id, order, after);
        seen.push(...numbers);
        after = next;
        if (added < 36) {
          await plantTrials(id, { from: added, to: added + 2 });
          added += 3;
        }
      } while (after !== null);
      expect(new Set(seen).size).toBe(seen.length);
      expect(seen).toHaveLength(36);
      const ordered = Array.from({ length: 36 }, (_, number) => number);
      const withObjective = ordered.filter((number) => number % 3 > 0);
      const without = ordered.filter((number) => number % 3 === 0);
      expect(seen).toEqual(order === "NUMBER" ? ordered : [...withObjective, ...without]);
    },
  );

  test("has at most 100 a page, and refuses what is no cursor of its own", async () => {
    const id = await plant(120);
    const { data } = await server.send(
      `{ sweep(id: "Sweep_${id}") { trials(first: 1000) { edges { node { number } } } } }`,
    );
    expect(data.sweep.trials.edges).toHaveLength(100);
    for (const after of ["x", "", "R1BDOko6WyJhIiwiYiJd", Buffer.from("1/NaN").toString("base64")]) {
      const { errors } = await server.send(
        "query ($id: ID!, $after: String) { sweep(id: $id) { trials(after: $after) { edges { cursor } } } }",
        { id: `Sweep_${id}`, after },
      );
      expect(errors?.[0]?.extensions["code"]).toBe("BAD_USER_INPUT");
    }
  });

  test("takes as many statements for many sweeps and trials as for few", async () => {
    const ask = async (first: number): Promise<number> => {
      const { data, statements } = await countStatements(
        server,
        `query ($first: Int!) { sweeps(first: $first) { edges { node {
          name trialCounts { total } space { path } variant { name } dataset { name } bestTrial { ${trialFields} }
          trials(first: $first, orderBy: BEST) { edges { node { ${trialFields} } } }
        } } } }`,
        { first },
      );
      expect(data.sweeps.edges).toHaveLength(first);
      return statements.length;
    };
    for (let count = 0; count < 8; count += 1) {
      await plant(10);
    }
    await ask(2);
    expect(await ask(8)).toBe(await ask(2));
  });
});
