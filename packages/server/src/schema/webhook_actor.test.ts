import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { inTransaction } from "../postgres/database.ts";
import { endRun } from "../store/end_run.ts";
import { pauseRun } from "../store/pause_run.ts";
import { requestRunPause } from "../store/request_run_pause.ts";
import { requeueRun } from "../store/requeue_run.ts";
import { createRunFixture } from "../testing/run_fixture.ts";
import { startTestServer, type TestServer } from "../testing/test_server.ts";

let server: TestServer;
let input: { readonly variantId: string; readonly datasetId: string };

beforeAll(async () => {
  vi.stubEnv("CONVZOO_ACTOR_HEADER", "x-user");
  server = await startTestServer();
  const fixture = await createRunFixture(server.database);
  input = { variantId: `Variant_${await fixture.variant()}`, datasetId: `Dataset_${fixture.datasetId}` };
  await server.database.pool.query(
    "insert into webhooks (url, topics, secret) values ('https://example.com', '{RUN,SWEEP}', 's')",
  );
});
afterAll(async () => {
  await server.close();
  vi.unstubAllEnvs();
});

/** Does something as somebody, with one argument. @returns The id of what came of it. */
async function act(
  actor: string,
  name: string,
  [argument, type, value]: readonly [name: string, type: string, value: unknown],
): Promise<string> {
  const success = `Mutation${name[0]!.toUpperCase()}${name.slice(1)}Success`;
  const { data, errors } = await server.send(
    `mutation ($value: ${type}) { ${name}(${argument}: $value) {
      __typename ... on Error { message } ... on ${success} { data { id } } } }`,
    { value },
    { "x-user": actor },
  );
  expect(errors).toBeUndefined();
  expect(data[name]).toMatchObject({ __typename: success });
  return data[name].data.id;
}

const startRun = (actor: string) => act(actor, "startRun", ["input", "StartRunInput!", input]);
const control = (actor: string, name: string, id: string) => act(actor, name, ["id", "ID!", id]);

/** What webhooks are told of a thing, and who is said to have done it. */
async function told(id: string): Promise<string[]> {
  const { rows } = await server.database.pool.query<{ actor: string; body: string }>(
    "select actor, body from webhook_deliveries where body like $1 order by id",
    [`%${id}%`],
  );
  return rows.map(({ actor, body }) => {
    const event = JSON.parse(body) as { readonly type: string; readonly actor: string };
    expect(event.actor).toBe(actor);
    return `${event.type} ${actor}`;
  });
}

describe("the actor of a webhook's event", () => {
  test("is who paused, resumed or canceled a run that waits", async () => {
    const id = await startRun("ada");
    await control("bob", "pauseRun", id);
    await control("cyd", "resumeRun", id);
    await control("dan", "cancelRun", id);
    expect(await told(id)).toEqual([
      "run.queued ada",
      "run.paused bob",
      "run.queued cyd",
      "run.canceled dan",
    ]);
  });

  test("is who asked for it where a worker does it later, and of what workers do by themselves who started the run", async () => {
    const { pool } = server.database;
    const id = await startRun("ada");
    const local = id.slice("Run_".length);
    const train = () => pool.query("update runs set state = 'RUNNING' where id = $1", [local]);
    await train();
    await control("bob", "pauseRun", id);
    await inTransaction(pool, (client) => pauseRun(client, local));
    await control("cyd", "resumeRun", id);
    await train();
    // a worker is lost, and later the trial is a poor one
    await inTransaction(pool, (client) => requeueRun(client, local, crypto.randomUUID()));
    await train();
    await inTransaction(pool, (client) => requestRunPause(client, local, true));
    await inTransaction(pool, (client) => pauseRun(client, local));
    await control("cyd", "resumeRun", id);
    await train();
    await control("dan", "cancelRun", id);
    await inTransaction(pool, (client) => endRun(client, local, { state: "CANCELED" }));
    expect((await told(id)).filter((each) => !each.startsWith("run.running"))).toEqual([
      "run.queued ada",
      "run.paused bob",
      "run.queued cyd",
      "run.queued ada",
      "run.paused ada",
      "run.queued cyd",
      "run.canceled dan",
    ]);
  });

  test("is who paused, resumed or canceled a sweep, also of its runs", async () => {
    const { pool } = server.database;
    const sweep = {
      name: "s",
      base: { variantId: input.variantId },
      datasetId: input.datasetId,
      space: [{ path: "train.batchSize", domain: { choice: { numbers: [8, 16] } } }],
      method: { random: {} },
      objective: { metric: "testAccuracy" },
      budget: { maxTrials: 2 },
    };
    const id = await act("ada", "startSweep", ["input", "StartSweepInput!", sweep]);
    const run = await startRun("ada");
    await pool.query(
      "insert into sweep_trials (sweep_id, number, coordinates, parameters, epochs, run_id) values ($1, 0, '[]', '[]', 1, $2)",
      [id.slice("Sweep_".length), run.slice("Run_".length)],
    );
    await control("bob", "pauseSweep", id);
    await control("cyd", "resumeSweep", id);
    await control("dan", "cancelSweep", id);
    expect(await told(id)).toEqual([
      "sweep.running ada",
      "sweep.paused bob",
      "sweep.running cyd",
      "sweep.canceled dan",
    ]);
    expect(await told(run)).toEqual(["run.queued ada", "run.canceled dan"]);
  });
});
