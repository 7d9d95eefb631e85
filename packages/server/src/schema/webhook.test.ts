import { createHmac } from "node:crypto";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startWebhookLoop } from "../jobs/webhook_loop.ts";
import { createLog } from "../log.ts";
import { startTestServer, type TestServer } from "../testing/test_server.ts";
import { createVersionFixture, type VersionFixture } from "../testing/version_fixture.ts";

interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

let server: TestServer;
let fixture: VersionFixture;
let receiver: Server;
let origin: string;
let stopLoop: () => Promise<void>;
/** What a path answers with. */
const statuses = new Map<string, number>();
const received: Received[] = [];

beforeAll(async () => {
  server = await startTestServer();
  fixture = await createVersionFixture(server.database);
  receiver = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) {
      body += chunk;
    }
    const path = request.url!;
    received.push({ path, headers: request.headers, body });
    response.writeHead(statuses.get(path) ?? 200, { location: "/elsewhere" }).end();
  });
  await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
  // A name: only the loop looks it up, so the server takes it without the operator's leave.
  origin = `http://localhost:${(receiver.address() as AddressInfo).port}`;
  const loop = startWebhookLoop({ database: server.database, log: createLog("test"), allowPrivate: true });
  stopLoop = loop.stop;
});
afterAll(async () => {
  await stopLoop();
  receiver.close();
  await server.close();
});

async function mutate(document: string, variables: object): Promise<ReturnType<typeof JSON.parse>> {
  const { data, errors } = await server.send(document, { ...variables });
  expect(errors).toBeUndefined();
  return Object.values(data)[0];
}

const create = `mutation ($input: CreateWebhookInput!) { createWebhook(input: $input) { __typename ... on Error { code message }
  ... on MutationCreateWebhookSuccess { data { secret webhook { id url topics actor } } } } }`;

async function hook(path: string, topics: readonly string[]): Promise<{ id: string; secret: string }> {
  const { data } = await mutate(create, { input: { url: `${origin}${path}`, topics } });
  return { id: data.webhook.id, secret: data.secret };
}

async function tryOut(id: string): Promise<string> {
  const { data } = await mutate(
    "mutation ($id: ID!) { testWebhook(id: $id) { ... on MutationTestWebhookSuccess { data { id state isTest } } } }",
    { id },
  );
  return data.id;
}

interface Delivery {
  readonly id: string;
  readonly state: string;
  readonly attempts: number;
  readonly responseStatus: number | null;
  readonly failure: string | null;
  readonly replayOfId: string | null;
  readonly body: string;
  readonly nextAttemptAt: string | null;
}

async function deliveriesOf(id: string): Promise<Delivery[]> {
  const { data, errors } = await server.send(
    "query ($id: ID!) { webhook(id: $id) { deliveries(first: 20) { edges { node { id state attempts responseStatus failure replayOfId body nextAttemptAt } } } } }",
    { id },
  );
  expect(errors).toBeUndefined();
  return data.webhook.deliveries.edges.map(({ node }: { node: Delivery }) => node);
}

/** Waits until the latest delivery is as it should be. */
async function latest(id: string, isReady: (delivery: Delivery) => boolean): Promise<Delivery> {
  for (let tries = 0; tries < 100; tries += 1) {
    const [first] = await deliveriesOf(id);
    if (first !== undefined && isReady(first)) {
      return first;
    }
    await sleep(100);
  }
  throw new Error("Cannot see the delivery as it must come in time");
}

const isDelivered = ({ state }: Delivery): boolean => state === "DELIVERED";

describe("createWebhook", () => {
  test("tells of an alias that moves and of a gate's check, signed over time and body", async () => {
    const { id, secret } = await hook("/alias", ["ALIAS"]);
    const { pool } = server.database;
    const { rows } = await pool.query("select model_id from versions");
    const modelId = `Model_${rows[0].model_id}`;
    await mutate(
      "mutation ($input: MoveAliasInput!) { moveAlias(input: $input) { __typename ... on Error { message } } }",
      { input: { modelId, name: "champion", versionId: `Version_${fixture.versionId}`, reason: "first" } },
    );
    await latest(id, isDelivered);
    const [sent, ...others] = received.filter(({ path }) => path === "/alias");
    expect(others).toEqual([]);
    expect(JSON.parse(sent!.body)).toMatchObject({
      type: "alias.moved",
      actor: "anonymous",
      data: {
        modelId,
        name: "champion",
        fromVersionId: null,
        toVersionId: `Version_${fixture.versionId}`,
        reason: "first",
      },
    });
    const { time, mac } = /^t=(?<time>\d+),v1=(?<mac>[0-9a-f]{64})$/.exec(
      sent!.headers["x-convzoo-signature"] as string,
    )!.groups!;
    expect(mac).toBe(createHmac("sha256", secret).update(`${time}.${sent!.body}`).digest("hex"));
    expect(Math.abs(Date.now() / 1000 - Number(time))).toBeLessThan(60);
  });

  test("tells of states of runs, of versions, checks of gates and evaluations, and of nothing that is rolled back", async () => {
    const { id } = await hook("/all", ["RUN", "VERSION", "GATE", "EVALUATION"]);
    const { pool } = server.database;
    await pool.query("update runs set state = 'FAILED' where id = $1", [fixture.runId]);
    await pool.query("update runs set progress = 1 where id = $1", [fixture.runId]);
    await pool.query(
      `with made as (insert into runs (variant_id, dataset_id, epochs) select variant_id, dataset_id, 1 from runs returning *)
       insert into versions (run_id, model_id, variant_id, dataset_id, digest, artifact_digest, metrics, classes)
       select made.id, model_id, made.variant_id, made.dataset_id, digest, artifact_digest, metrics, classes from made, versions`,
    );
    await pool.query(
      "insert into gate_checks (model_id, alias_name, version_id, passed, outcomes) select model_id, 'a', id, false, '[]' from versions limit 1",
    );
    await pool.query("insert into evaluations (version_id, dataset_id, split) values ($1, $2, 'TEST')", [
      fixture.versionId,
      fixture.datasetId,
    ]);
    await pool.query("update evaluations set state = 'RUNNING'");
    await pool.query("update evaluations set state = 'SUCCEEDED', accuracy = 0.5");
    await pool.query("begin; update runs set state = 'PAUSED'; rollback");
    await latest(id, isDelivered);
    const types = (await deliveriesOf(id)).map(({ body }) => JSON.parse(body).type).reverse();
    expect(types).toEqual([
      "run.failed",
      "run.queued",
      "version.published",
      "gate.failed",
      "evaluation.succeeded",
    ]);
  });

  test.each([
    "ftp://example.com",
    "x",
    "http://127.0.0.1/",
    "http://0x7f.1/",
    "http://[::1]/",
    "http://169.254.169.254/latest",
    "https://u:p@example.com/",
  ])("refuses %s", async (url) => {
    const answer = await mutate(create, { input: { url, topics: ["RUN"] } });
    expect(answer).toMatchObject({ __typename: "InvalidInputError", code: "INVALID_INPUT" });
  });
});

describe("a delivery", () => {
  test("that is not answered with 2xx is tried again, later, and follows no redirect", async () => {
    statuses.set("/broken", 302);
    const { id } = await hook("/broken", ["ALIAS"]);
    await tryOut(id);
    const failed = await latest(id, ({ responseStatus }) => responseStatus !== null);
    expect(failed).toMatchObject({ state: "WAITING", attempts: 1, responseStatus: 302 });
    const delay = Date.parse(failed.nextAttemptAt!) - Date.now();
    expect(delay).toBeGreaterThan(2000);
    expect(delay).toBeLessThan(6000);
    expect(received.filter(({ path }) => path === "/elsewhere")).toEqual([]);
    statuses.delete("/broken");
    await server.database.pool.query("update webhook_deliveries set due_at = now() where state = 'WAITING'");
    expect(await latest(id, isDelivered)).toMatchObject({ attempts: 2, failure: null, nextAttemptAt: null });
  });

  test("is given up after the last attempt, and can be sent once more with the same body", async () => {
    statuses.set("/away", 500);
    const { id } = await hook("/away", ["ALIAS"]);
    const first = await tryOut(id);
    await latest(id, ({ responseStatus }) => responseStatus !== null);
    await server.database.pool.query(
      "update webhook_deliveries set due_at = now(), attempt = 7 where state = 'WAITING'",
    );
    const failed = await latest(id, ({ state }) => state === "FAILED");
    expect(failed).toMatchObject({ attempts: 8, nextAttemptAt: null });
    statuses.delete("/away");
    await mutate("mutation ($id: ID!) { replayWebhookDelivery(id: $id) { __typename } }", { id: first });
    expect(await latest(id, isDelivered)).toMatchObject({ replayOfId: first, body: failed.body });
  });
});

describe("a delivery to a private address", () => {
  test("is not sent, and not tried again, unless the operator allows it", async () => {
    await stopLoop();
    const tools = { database: server.database, log: createLog("test"), allowPrivate: false };
    stopLoop = startWebhookLoop(tools).stop;
    const { id } = await hook("/private", ["ALIAS"]);
    await tryOut(id);
    expect(await latest(id, ({ state }) => state !== "WAITING")).toMatchObject({
      state: "FAILED",
      attempts: 1,
      responseStatus: null,
      failure: "Cannot deliver as the target's address must be public",
    });
    expect(received.filter(({ path }) => path === "/private")).toEqual([]);
  });
});

describe("deleteWebhook", () => {
  test("removes it with its history, once", async () => {
    const { id } = await hook("/gone", ["ALIAS"]);
    await tryOut(id);
    const document = `mutation ($id: ID!) { deleteWebhook(id: $id) { __typename ... on Error { code }
      ... on MutationDeleteWebhookSuccess { data } } }`;
    expect(await mutate(document, { id })).toMatchObject({ data: id });
    expect(await mutate(document, { id })).toMatchObject({ code: "NOT_FOUND" });
    const { data } = await server.send("query ($id: ID!) { webhook(id: $id) { id } }", { id });
    expect(data.webhook).toBeNull();
  });
});
