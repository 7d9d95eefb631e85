import { createHmac } from "node:crypto";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { createSecretBox } from "../jobs/secret_box.ts";
import { startWebhookLoop } from "../jobs/webhook_loop.ts";
import { startWebhookUpkeep } from "../jobs/webhook_upkeep.ts";
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
const [oldKey, newKey] = [1, 2].map((byte) => Buffer.alloc(32, byte));
const secrets = createSecretBox(new Map([["old", oldKey!]]));
const rules = { allowPrivate: true, hosts: ["localhost"] };

beforeAll(async () => {
  vi.stubEnv("CONVZOO_SECRET_KEYS", `old=${oldKey!.toString("base64")}`);
  server = await startTestServer();
  fixture = await createVersionFixture(server.database);
  receiver = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) {
      body += chunk;
    }
    const path = request.url!;
    received.push({ path, headers: request.headers, body });
    response.writeHead(statuses.get(path) ?? 200, { location: "/elsewhere" }).end(`read ${path}`);
  });
  await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
  // A name: only the loop looks it up, so the server takes it without the operator's leave.
  origin = `http://localhost:${(receiver.address() as AddressInfo).port}`;
  stopLoop = startWebhookLoop({ database: server.database, log: createLog("test"), rules, secrets }).stop;
});
afterAll(async () => {
  await stopLoop();
  receiver.close();
  await server.close();
  vi.unstubAllEnvs();
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
  readonly eventId: string;
  readonly state: string;
  readonly attempts: number;
  readonly responseStatus: number | null;
  readonly failure: string | null;
  readonly replayOfId: string | null;
  readonly body: string;
  readonly nextAttemptAt: string | null;
  readonly history: { readonly edges: readonly { readonly node: Readonly<Record<string, unknown>> }[] };
}

async function deliveriesOf(id: string): Promise<Delivery[]> {
  const { data, errors } = await server.send(
    "query ($id: ID!) { webhook(id: $id) { deliveries(first: 20) { edges { node { id eventId state attempts responseStatus failure replayOfId body nextAttemptAt history { edges { node { attempt startedAt milliseconds responseStatus failure responseExcerpt } } } } } } } }",
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
    const delivered = await latest(id, isDelivered);
    expect(delivered).toMatchObject({ attempts: 2, failure: null, nextAttemptAt: null });
    expect(delivered.history.edges.map(({ node }) => node)).toEqual([
      {
        attempt: 2,
        startedAt: expect.any(String),
        milliseconds: expect.any(Number),
        responseStatus: 200,
        failure: null,
        responseExcerpt: "read /broken",
      },
      {
        attempt: 1,
        startedAt: expect.any(String),
        milliseconds: expect.any(Number),
        responseStatus: 302,
        failure: "Cannot deliver as the status must be 2xx: current value is 302",
        responseExcerpt: "read /broken",
      },
    ]);
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
    const replay = "mutation ($id: ID!) { replayWebhookDelivery(id: $id) { __typename } }";
    await mutate(replay, { id: first });
    const again = await latest(id, isDelivered);
    expect(again).toMatchObject({ replayOfId: first, body: failed.body, eventId: failed.eventId });
    // A replay of a replay is one of the first.
    await mutate(replay, { id: again.id });
    const third = await latest(id, ({ id, state }) => id !== again.id && state === "DELIVERED");
    expect(third).toMatchObject({ replayOfId: first, eventId: failed.eventId });
    const sent = received.filter(({ path }) => path === "/away").map(({ headers }) => headers);
    expect(new Set(sent.map((headers) => headers["idempotency-key"]))).toEqual(new Set([failed.eventId]));
    const local = first.slice("WebhookDelivery_".length);
    expect(sent.map((headers) => headers["x-convzoo-replay-of"])).toEqual([
      undefined,
      undefined,
      local,
      local,
    ]);
  });
});

describe("a delivery to a private address", () => {
  test("is not sent, and not tried again, unless the operator allows it", async () => {
    await stopLoop();
    const tools = { database: server.database, log: createLog("test"), secrets };
    stopLoop = startWebhookLoop({ ...tools, rules: { allowPrivate: false } }).stop;
    const { id } = await hook("/private", ["ALIAS"]);
    await tryOut(id);
    expect(await latest(id, ({ state }) => state !== "WAITING")).toMatchObject({
      state: "FAILED",
      attempts: 1,
      responseStatus: null,
      failure: "Cannot deliver as the target's address must be public",
    });
    expect(received.filter(({ path }) => path === "/private")).toEqual([]);
    await stopLoop();
    stopLoop = startWebhookLoop({ ...tools, rules }).stop;
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

describe("a webhook of which nothing arrives", () => {
  const state = async (id: string): Promise<Record<string, unknown>> =>
    (
      await server.send(
        "query ($id: ID!) { webhook(id: $id) { disabledAt disabledReason failureCount topics } }",
        { id },
      )
    ).data.webhook;
  const giveUp = async (id: string): Promise<void> => {
    const delivery = await tryOut(id);
    await server.database.pool.query("update webhook_deliveries set attempt = 7 where id = $1", [
      delivery.slice("WebhookDelivery_".length),
    ]);
    await latest(id, ({ id, state }) => id === delivery && state !== "WAITING");
  };
  const tellAll = (): Promise<unknown> =>
    server.database.pool.query(
      "insert into gate_checks (model_id, alias_name, version_id, passed, outcomes) select model_id, 'a', id, true, '[]' from versions limit 1",
    );

  test("is disabled after ten deliveries in a row were given up, and told of nothing until it is enabled", async () => {
    statuses.set("/dead", 503);
    const { id } = await hook("/dead", ["GATE"]);
    await server.database.pool.query("update webhooks set failure_count = 8 where id = $1", [
      id.slice("Webhook_".length),
    ]);
    await giveUp(id);
    expect(await state(id)).toMatchObject({ failureCount: 9, disabledAt: null });
    await giveUp(id);
    expect(await state(id)).toMatchObject({
      failureCount: 10,
      disabledAt: expect.any(String),
      disabledReason: "10 deliveries in a row were given up",
    });
    const before = (await deliveriesOf(id)).length;
    await tellAll();
    expect(await deliveriesOf(id)).toHaveLength(before);
    // Somebody finds out whether it works again.
    statuses.delete("/dead");
    const trial = await tryOut(id);
    await latest(id, (delivery) => delivery.id === trial && isDelivered(delivery));
    expect(await state(id)).toMatchObject({ failureCount: 0, disabledAt: expect.any(String) });
    expect(
      await mutate(
        "mutation ($id: ID!) { enableWebhook(id: $id) { ... on MutationEnableWebhookSuccess { data { disabledAt disabledReason failureCount } } } }",
        { id },
      ),
    ).toEqual({ data: { disabledAt: null, disabledReason: null, failureCount: 0 } });
    await tellAll();
    expect(await latest(id, isDelivered)).toMatchObject({ body: expect.stringContaining("gate.passed") });
  });

  test("forgets failures with the first delivery that arrives", async () => {
    const { id } = await hook("/alive", ["GATE"]);
    await server.database.pool.query("update webhooks set failure_count = 9");
    await tryOut(id);
    await latest(id, isDelivered);
    expect(await state(id)).toMatchObject({ failureCount: 0, disabledAt: null });
  });

  test("can be disabled by hand, and then what waits is given up", async () => {
    statuses.set("/off", 500);
    const { id } = await hook("/off", ["GATE"]);
    await tellAll();
    await latest(id, ({ responseStatus }) => responseStatus === 500);
    const disable =
      "mutation ($id: ID!, $reason: String!) { disableWebhook(id: $id, reason: $reason) { __typename ... on Error { code } ... on MutationDisableWebhookSuccess { data { disabledReason changedBy changedAt } } } }";
    expect(await mutate(disable, { id, reason: "moving" })).toMatchObject({
      data: { disabledReason: "moving", changedBy: "anonymous", changedAt: expect.any(String) },
    });
    expect(await mutate(disable, { id, reason: "x".repeat(2001) })).toMatchObject({ code: "INVALID_INPUT" });
    expect(await mutate(disable, { id: "Webhook_x", reason: "" })).toMatchObject({ code: "NOT_FOUND" });
    await server.database.pool.query("update webhook_deliveries set due_at = now() where state = 'WAITING'");
    expect(await latest(id, ({ state }) => state === "FAILED")).toMatchObject({
      attempts: 2,
      failure: "Cannot deliver as the webhook must be enabled",
    });
    expect(received.filter(({ path }) => path === "/off")).toHaveLength(1);
  });
});

describe("a slow receiver", () => {
  test("does not hold up the others", async () => {
    const held: (() => void)[] = [];
    const slow = createServer((_request, response) => {
      held.push(() => response.end());
    });
    await new Promise<void>((resolve) => slow.listen(0, "127.0.0.1", resolve));
    const url = `http://localhost:${(slow.address() as AddressInfo).port}`;
    const { data } = await mutate(create, { input: { url, topics: ["GATE"] } });
    for (let count = 0; count < 30; count += 1) {
      await tryOut(data.webhook.id);
    }
    const { id } = await hook("/quick", ["GATE"]);
    await tryOut(id);
    const begin = Date.now();
    await latest(id, isDelivered);
    expect(Date.now() - begin).toBeLessThan(5000);
    // So many at once, and no more.
    expect(held.length).toBe(4);
    await server.database.pool.query("delete from webhooks where url = $1", [url]);
    slow.closeAllConnections();
    slow.close();
  });
});

describe("the upkeep", () => {
  const upkeep = (box: ReturnType<typeof createSecretBox>) =>
    startWebhookUpkeep({ database: server.database, log: createLog("test"), secrets: box, historyDays: 30 });
  const count = async (where: string): Promise<number> =>
    (await server.database.pool.query(`select count(*)::int as count from ${where}`)).rows[0].count;

  test("removes what has been over for long with its history, and nothing else", async () => {
    const { pool } = server.database;
    const { id } = await hook("/history", ["GATE"]);
    const local = id.slice("Webhook_".length);
    await tryOut(id);
    await latest(id, isDelivered);
    // More than one batch of old ones; some that are young, and one that still waits.
    await pool.query(
      `with made as (
         insert into webhook_deliveries (webhook_id, topic, body, state, attempt, due_at)
         select $1, 'TEST', '{"id":"e"}', (array['DELIVERED', 'FAILED'])[1 + n % 2]::delivery_state, 1,
           now() - interval '30 days' - (case when n < 2500 then 1 else -1 end) * interval '1 hour'
         from generate_series(0, 2509) n returning id
       ) insert into webhook_attempts (delivery_id, attempt) select id, 1 from made`,
      [local],
    );
    await pool.query(
      `insert into webhook_deliveries (webhook_id, topic, body, due_at) values ($1, 'TEST', '{"id":"e"}', now() + interval '1 day')`,
      [local],
    );
    const running = upkeep(secrets);
    await vi.waitFor(async () => {
      expect(await count(`webhook_deliveries where webhook_id = '${local}'`)).toBe(12);
    }, 5000);
    await running.stop();
    expect(
      await count(
        `webhook_attempts join webhook_deliveries on id = delivery_id where webhook_id = '${local}'`,
      ),
    ).toBe(11);
    expect(await count("webhook_attempts where delivery_id not in (select id from webhook_deliveries)")).toBe(
      0,
    );
  });

  test("encrypts with the new key what the old one did, and what stands there as it is", async () => {
    const { pool } = server.database;
    const made = await hook("/keys", ["GATE"]);
    const bare = await hook("/bare", ["GATE"]);
    await pool.query("update webhooks set secret = $2, secret_key_id = null where id = $1", [
      bare.id.slice("Webhook_".length),
      "whsec_from_before",
    ]);
    const stored = async (): Promise<readonly string[]> =>
      (
        await pool.query("select coalesce(secret_key_id, 'none') || ' ' || secret as text from webhooks")
      ).rows.map(({ text }) => text);
    expect((await stored()).join()).not.toContain(made.secret);
    const both = new Map([
      ["new", newKey!],
      ["old", oldKey!],
    ]);
    const running = upkeep(createSecretBox(both));
    await vi.waitFor(async () => {
      expect((await stored()).filter((text) => !text.startsWith("new "))).toEqual([]);
    }, 5000);
    await running.stop();
    expect((await stored()).join()).not.toContain("whsec_");
    // A worker that has lost the key neither signs with another nor gives up at once.
    const first = await tryOut(made.id);
    expect(await latest(made.id, ({ failure }) => failure !== null)).toMatchObject({
      id: first,
      state: "WAITING",
      failure: "Cannot deliver as the operator must set the key of the webhook's secret",
    });
    await stopLoop();
    const next = createSecretBox(new Map([["new", newKey!]]));
    stopLoop = startWebhookLoop({
      database: server.database,
      log: createLog("test"),
      rules,
      secrets: next,
    }).stop;
    await pool.query("update webhook_deliveries set due_at = now() where state = 'WAITING'");
    await tryOut(bare.id);
    await latest(bare.id, isDelivered);
    await latest(made.id, isDelivered);
    for (const [path, secret] of [
      ["/keys", made.secret],
      ["/bare", "whsec_from_before"],
    ]) {
      const { headers, body } = received.find((one) => one.path === path)!;
      const [, time, mac] = /^t=(\d+),v1=(.*)$/.exec(headers["x-convzoo-signature"] as string)!;
      expect(mac).toBe(createHmac("sha256", secret!).update(`${time}.${body}`).digest("hex"));
    }
  });
});

describe("the secret of a webhook", () => {
  test("can be changed, and is never shown again", async () => {
    const { id, secret } = await hook("/rotated", ["GATE"]);
    const { data } = await mutate(
      "mutation ($id: ID!) { rotateWebhookSecret(id: $id) { ... on MutationRotateWebhookSecretSuccess { data { secret webhook { id } } } } }",
      { id },
    );
    expect(data).toEqual({ secret: expect.stringMatching(/^whsec_[\w-]{43}$/), webhook: { id } });
    expect(data.secret).not.toBe(secret);
    const { errors } = await server.send("query ($id: ID!) { webhook(id: $id) { secret } }", { id });
    expect(errors?.[0]?.message).toContain('Cannot query field "secret"');
  });

  test("needs a key of the operator", async () => {
    vi.stubEnv("CONVZOO_SECRET_KEYS", "");
    const document = `mutation ($input: CreateWebhookInput!) { createWebhook(input: $input) { ... on Error { code message }
      ... on SettingError { setting } } }`;
    expect(await mutate(document, { input: { url: origin, topics: ["RUN"] } })).toEqual({
      code: "SETTING_MISSING",
      setting: "CONVZOO_SECRET_KEYS",
      message:
        "Cannot create the webhook as the operator must set CONVZOO_SECRET_KEYS: current value is none",
    });
  });

  test("is asked for only if the operator allows the host", async () => {
    vi.stubEnv("CONVZOO_WEBHOOK_HOSTS", "hooks.example.com");
    expect(await mutate(create, { input: { url: origin, topics: ["RUN"] } })).toMatchObject({
      code: "INVALID_INPUT",
      message: "Cannot create the webhook as input.url must lead to a host that the operator allows",
    });
    vi.unstubAllEnvs();
  });
});
