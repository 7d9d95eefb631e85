import { spawn } from "node:child_process";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import pg from "pg";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { createLog } from "../log.ts";
import { copyVersion } from "../testing/copy_version.ts";
import { startTestServer, type TestServer } from "../testing/test_server.ts";
import { createVersionFixture, type VersionFixture } from "../testing/version_fixture.ts";
import { createSecretBox } from "./secret_box.ts";
import { startWebhookLoop } from "./webhook_loop.ts";

let server: TestServer;
let fixture: VersionFixture;
let modelId: string;
let receiver: Server;
const received: { readonly headers: IncomingHttpHeaders; readonly body: string }[] = [];
/** Whether the receiver answers, or keeps whoever asks waiting. */
let answers = true;
const key = Buffer.alloc(32, 1).toString("base64");

beforeAll(async () => {
  vi.stubEnv("CONVZOO_SECRET_KEYS", `k=${key}`);
  server = await startTestServer();
  fixture = await createVersionFixture(server.database);
  modelId = (await server.database.pool.query("select model_id as id from versions")).rows[0].id;
  receiver = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) {
      body += chunk;
    }
    received.push({ headers: request.headers, body });
    if (answers) {
      response.end();
    }
  });
  await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
  const url = `http://localhost:${(receiver.address() as AddressInfo).port}`;
  const { data } = await server.send(
    "mutation ($input: CreateWebhookInput!) { createWebhook(input: $input) { __typename } }",
    { input: { url, topics: ["RUN", "VERSION", "ALIAS", "GATE", "EVALUATION"] } },
  );
  expect(data.createWebhook.__typename).toBe("MutationCreateWebhookSuccess");
});
afterAll(async () => {
  receiver.closeAllConnections();
  receiver.close();
  await server.close();
  vi.unstubAllEnvs();
});

async function rowsOf<Row extends object>(statement: string, values: unknown[] = []): Promise<Row[]> {
  return (await server.database.pool.query<Row>(statement, values)).rows;
}

async function mutate(document: string, variables: Readonly<Record<string, unknown>>): Promise<unknown> {
  const { data, errors } = await server.send(document, variables);
  expect(errors).toBeUndefined();
  return data;
}

test("each fact and what is told of it are written by one transaction", async () => {
  const { pool } = server.database;
  await pool.query("delete from webhook_deliveries");
  const other = await copyVersion(server.database, fixture.versionId);
  const [model, version] = [`Model_${modelId}`, `Version_${fixture.versionId}`];
  await mutate("mutation ($input: MoveAliasInput!) { moveAlias(input: $input) { __typename } }", {
    input: { modelId: model, name: "champion", versionId: version },
  });
  await mutate("mutation ($input: SetGateInput!) { setGate(input: $input) { __typename } }", {
    input: {
      modelId: model,
      aliasName: "champion",
      rules: [{ metric: { datasetId: `Dataset_${fixture.datasetId}`, metric: "ACCURACY", minimum: 0 } }],
    },
  });
  // Refused by the gate, as it was not evaluated: the move is not told of, the check is.
  await mutate("mutation ($input: MoveAliasInput!) { moveAlias(input: $input) { __typename } }", {
    input: { modelId: model, name: "champion", versionId: `Version_${other}` },
  });
  await mutate("mutation ($input: StartRunInput!) { startRun(input: $input) { __typename } }", {
    input: { variantId: `Variant_${fixture.variantId}`, datasetId: `Dataset_${fixture.datasetId}` },
  });
  await mutate("mutation ($input: RetentionRuleInput!) { deleteVersions(input: $input) { __typename } }", {
    input: { keepNewest: 0, olderThanDays: 0 },
  });
  const told = await rowsOf<{ type: string; xmin: string }>(
    "select body::json ->> 'type' as type, xmin::text from webhook_deliveries order by id",
  );
  expect(told.map(({ type }) => type)).toEqual([
    "run.succeeded",
    "version.published",
    "alias.moved",
    "gate.set",
    "gate.failed",
    "run.queued",
    "version.deleted",
  ]);
  const facts = await rowsOf<{ xmin: string }>(
    `select xmin::text from alias_moves union all select xmin::text from gates
     union all select xmin::text from gate_checks union all
     (select xmin::text from runs where state = 'QUEUED') union all select xmin::text from deleted_versions`,
  );
  expect(told.slice(2).map(({ xmin }) => xmin)).toEqual(facts.map(({ xmin }) => xmin));
});

test("a fact whose writer is killed before it commits is not told of", async () => {
  const { pool, url } = server.database;
  await pool.query("delete from webhook_deliveries");
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => undefined);
  await client.connect();
  const [{ pid }] = (await client.query("select pg_backend_pid() as pid")).rows;
  await client.query("begin");
  await client.query("update runs set state = 'FAILED' where id = $1", [fixture.runId]);
  expect((await client.query("select from webhook_deliveries")).rowCount).toBe(1);
  await pool.query("select pg_terminate_backend($1)", [pid]);
  await vi.waitFor(async () => {
    expect(await rowsOf("select from pg_stat_activity where pid = $1", [pid])).toEqual([]);
  });
  expect(await rowsOf("select from webhook_deliveries")).toEqual([]);
  expect(await rowsOf("select state from runs where id = $1", [fixture.runId])).toEqual([
    { state: "SUCCEEDED" },
  ]);
});

test("a delivery whose worker is killed is made by another, as the same event, and the history shows it", async () => {
  const { pool, url } = server.database;
  await pool.query("delete from webhook_deliveries");
  received.length = 0;
  answers = false;
  await pool.query("update runs set state = 'FAILED' where id = $1", [fixture.runId]);
  const script = `
    import { openDatabase } from "./postgres/database.ts";
    import { createLog } from "./log.ts";
    import { createSecretBox } from "./jobs/secret_box.ts";
    import { startWebhookLoop } from "./jobs/webhook_loop.ts";
    const database = await openDatabase(${JSON.stringify(url)});
    const secrets = createSecretBox(new Map([["k", Buffer.from(${JSON.stringify(key)}, "base64")]]));
    startWebhookLoop({ database, log: createLog("test"), rules: { allowPrivate: true }, secrets });`;
  const worker = spawn(process.execPath, ["--input-type=module", "--eval", script], {
    cwd: new URL("..", import.meta.url),
    stdio: "ignore",
  });
  try {
    await vi.waitFor(() => expect(received).toHaveLength(1), { timeout: 20_000 });
  } finally {
    worker.kill("SIGKILL");
  }
  answers = true;
  expect(await rowsOf("select state, attempt from webhook_deliveries")).toEqual([
    { state: "WAITING", attempt: 1 },
  ]);
  const loop = startWebhookLoop({
    database: server.database,
    log: createLog("test"),
    rules: { allowPrivate: true },
    secrets: createSecretBox(new Map([["k", Buffer.from(key, "base64")]])),
  });
  // Its lease is over.
  await pool.query("update webhook_deliveries set due_at = now()");
  await vi.waitFor(async () => {
    expect(await rowsOf("select state from webhook_deliveries")).toEqual([{ state: "DELIVERED" }]);
  }, 10_000);
  await loop.stop();
  expect(received.map(({ body }) => body)).toEqual([received[0]!.body, received[0]!.body]);
  expect(received[1]!.headers["idempotency-key"]).toBe(received[0]!.headers["idempotency-key"]);
  expect(
    await rowsOf("select attempt, milliseconds is null as lost from webhook_attempts order by attempt"),
  ).toEqual([
    { attempt: 1, lost: true },
    { attempt: 2, lost: false },
  ]);
});

test("a delivery whose worker is stopped is at once another's", async () => {
  const { pool } = server.database;
  await pool.query("delete from webhook_deliveries");
  received.length = 0;
  answers = false;
  await pool.query("update runs set state = 'SUCCEEDED' where id = $1", [fixture.runId]);
  const tools = {
    database: server.database,
    log: createLog("test"),
    rules: { allowPrivate: true },
    secrets: createSecretBox(new Map([["k", Buffer.from(key, "base64")]])),
  };
  const first = startWebhookLoop(tools);
  await vi.waitFor(() => expect(received).toHaveLength(1), { timeout: 5000 });
  await first.stop();
  expect(
    await rowsOf("select state, failure_message as failure from webhook_deliveries where due_at <= now()"),
  ).toEqual([{ state: "WAITING", failure: "Cannot deliver as its worker was stopped" }]);
  answers = true;
  const second = startWebhookLoop(tools);
  await vi.waitFor(async () => {
    expect(await rowsOf("select state from webhook_deliveries")).toEqual([{ state: "DELIVERED" }]);
  }, 5000);
  await second.stop();
});
