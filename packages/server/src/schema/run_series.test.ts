import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestServer, type TestServer } from "../testing/test_server.ts";
import { createVersionFixture, type VersionFixture } from "../testing/version_fixture.ts";

let server: TestServer;
let fixture: VersionFixture;

/** The value of each step: attempt 1 told steps 1 to 60, and attempt 2 went on after step 50 and told 51 to 100. */
const value = (step: number): number => (step * 37) % 101;

beforeAll(async () => {
  server = await startTestServer();
  fixture = await createVersionFixture(server.database);
  const { pool } = server.database;
  await pool.query(
    "insert into run_attempts (run_id, attempt, resumed_step) values ($1, 1, 0), ($1, 2, 50)",
    [fixture.runId],
  );
  await pool.query(
    `with metric as (
       insert into run_metrics (run_id, name, value, step, epoch, attempt) values ($1, 'wave', 0, 100, 2, 2) returning id
     )
     insert into metric_points (metric_id, attempt, step, epoch, value)
     select id, 1, step, 0, case when step > 50 then 1000 else step * 37 % 101 end from metric, generate_series(1, 60) step
     union all select id, 2, step, 1, step * 37 % 101 from metric, generate_series(51, 100) step`,
    [fixture.runId],
  );
});
afterAll(() => server.close());

async function series(fields: string, points: number): Promise<Record<string, unknown>[]> {
  const { data, errors } = await server.send(
    `query ($ids: [ID!]!, $points: Int!) { runSeries(runIds: $ids, metrics: ["wave", "none"], points: $points) { ${fields} } }
     fragment Bounds on MetricSeries { minima maxima }`,
    { ids: [`Run_${fixture.runId}`, "Run_0"], points },
  );
  expect(errors).toBeUndefined();
  return data.runSeries;
}

describe("runSeries", () => {
  test.each([2, 3, 8, 11, 100, 200])(
    "has the last of each of at most %i stretches, and the bounds of all that counts",
    async (points) => {
      const [only, ...others] = await series("name total steps epochs values ...Bounds", points);
      expect(others).toEqual([]);
      const byStretch = new Map<number, number[]>();
      for (let step = 1; step <= 100; step += 1) {
        const stretch = Math.floor((step * (points - 1)) / 100);
        byStretch.set(stretch, [...(byStretch.get(stretch) ?? []), step]);
      }
      const stretches = [...byStretch.values()];
      expect(stretches.length).toBeLessThanOrEqual(points);
      const steps = stretches.map((each) => each.at(-1)!);
      expect(only).toEqual({
        name: "wave",
        total: 100,
        steps,
        epochs: steps.map((step) => (step > 50 ? 1 : 0)),
        values: steps.map(value),
        minima: stretches.map((each) => Math.min(...each.map(value))),
        maxima: stretches.map((each) => Math.max(...each.map(value))),
      });
    },
  );
});
