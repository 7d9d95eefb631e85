import { randomBytes, randomUUID } from "node:crypto";
import { isIP } from "node:net";
import type { PoolClient } from "pg";
import { readEnv } from "../env.ts";
import { InvalidInputError } from "../errors/invalid_input_error.ts";
import { NotFoundError } from "../errors/not_found_error.ts";
import { SettingError } from "../errors/setting_error.ts";
import type { WebhookTopic } from "../generated/prisma/client.ts";
import { createSecretBox, MissingKeyError, type SealedSecret } from "../jobs/secret_box.ts";
import { isAllowedAddress, isAllowedHost, targetHost } from "../jobs/webhook_target.ts";
import { inTransaction } from "../postgres/database.ts";
import { insertReplay, insertTestDelivery } from "../store/webhook_deliveries.ts";
import {
  changeWebhookSecret,
  deleteWebhook,
  disableWebhook as disableStored,
  enableWebhook as enableStored,
  insertWebhook,
  makeWebhookId,
} from "../store/webhooks.ts";
import { type Acting, anonymous } from "./acting.ts";
import { checkText } from "./check_text.ts";
import { type Deed, noteAct } from "./note_act.ts";

/** Who is to be told of what. */
export interface CreateWebhookInput {
  readonly url: string;
  readonly topics: readonly WebhookTopic[];
}

/** A webhook that was made. */
export interface CreatedWebhook {
  readonly id: string;
  /** What its bodies are signed with; nobody gets it again. */
  readonly secret: string;
}

/**
 * Makes a webhook: it is told of events from now on.
 *
 * @throws {InvalidInputError} If the URL cannot be one, or no topics are given. Names are looked up only when something is sent.
 * @throws {SettingError} If the operator has set no key to encrypt the secret with.
 */
export async function createWebhook(
  acting: Acting,
  { url, topics }: CreateWebhookInput,
): Promise<CreatedWebhook> {
  const { database, actor = anonymous } = acting;
  checkUrl(url);
  if (topics.length === 0) {
    const message = "Cannot create the webhook as input.topics must name at least one: current value is []";
    throw new InvalidInputError({ path: "input.topics", message, received: "[]" });
  }
  const id = await makeWebhookId(database.pool);
  const { secret, sealed } = makeSecret("Cannot create the webhook", id);
  await inTransaction(database.pool, async (client) => {
    await insertWebhook(client, {
      id,
      url,
      topics: [...new Set(topics)],
      secret: sealed.text,
      secretKeyId: sealed.keyId,
      actor,
    });
    await noteAct(client, acting, { kind: "WEBHOOK_CREATED", to: id });
  });
  return { id, secret };
}

function makeSecret(
  action: string,
  owner: string,
): { readonly secret: string; readonly sealed: SealedSecret } {
  const secret = `whsec_${randomBytes(32).toString("base64url")}`;
  try {
    return { secret, sealed: createSecretBox(readEnv().secretKeys).seal(secret, owner) };
  } catch (error) {
    if (error instanceof MissingKeyError) {
      const setting = "CONVZOO_SECRET_KEYS";
      throw new SettingError(`${action} as the operator must set ${setting}: current value is none`, setting);
    }
    throw error;
  }
}

/**
 * Gives a webhook another secret; what is sent from now on is signed with it alone.
 *
 * @throws {NotFoundError} If there is no such webhook.
 * @throws {SettingError} If the operator has set no key to encrypt the secret with.
 */
export async function rotateWebhookSecret(acting: Acting, id: string): Promise<CreatedWebhook> {
  const { actor = anonymous } = acting;
  const { secret, sealed } = makeSecret("Cannot change the secret", id);
  const change = { id, actor, secret: sealed.text, secretKeyId: sealed.keyId };
  await changeWebhook(acting, { kind: "WEBHOOK_SECRET_ROTATED", to: id }, (client) =>
    changeWebhookSecret(client, change),
  );
  return { id, secret };
}

/**
 * Has a webhook told of nothing until it is enabled again: what happens meanwhile it never hears of. Tests and replays are sent.
 *
 * @throws {NotFoundError} If there is no such webhook.
 * @throws {InvalidInputError} If the reason is too long.
 */
export async function disableWebhook(
  acting: Acting,
  { id, reason }: { readonly id: string; readonly reason: string },
): Promise<void> {
  checkText(reason, { action: "Cannot disable the webhook", path: "reason", minimum: 0, maximum: 2000 });
  const { actor = anonymous } = acting;
  await changeWebhook(acting, { kind: "WEBHOOK_DISABLED", to: id, reason }, (client) =>
    disableStored(client, { id, actor, reason }),
  );
}

/**
 * Has a webhook told of events from now on, and forgets that it failed.
 *
 * @throws {NotFoundError} If there is no such webhook.
 */
export async function enableWebhook(acting: Acting, id: string): Promise<void> {
  const { actor = anonymous } = acting;
  await changeWebhook(acting, { kind: "WEBHOOK_ENABLED", to: id }, (client) =>
    enableStored(client, { id, actor }),
  );
}

/** Changes a webhook and keeps who did. @throws {NotFoundError} If there is none, as the change says. */
async function changeWebhook(
  acting: Acting,
  deed: Deed & { readonly to: string },
  change: (client: PoolClient) => Promise<boolean>,
): Promise<void> {
  await inTransaction(acting.database.pool, async (client) => {
    if (!(await change(client))) {
      throw new NotFoundError("webhook", deed.to);
    }
    await noteAct(client, acting, deed);
  });
}

function checkUrl(url: string): void {
  const action = "Cannot create the webhook";
  const path = "input.url";
  checkText(url, { action, path, maximum: 2000 });
  const target = URL.canParse(url) ? new URL(url) : undefined;
  const refuse = (rule: string): InvalidInputError =>
    new InvalidInputError({ path, message: `${action} as ${path} ${rule}`, received: url.slice(0, 200) });
  if (target === undefined || !["http:", "https:"].includes(target.protocol)) {
    throw refuse("must begin with https:// or http://");
  }
  if (target.username !== "" || target.password !== "") {
    throw new InvalidInputError({ path, message: `${action} as ${path} must have no password` });
  }
  const { webhookPrivateTargets, webhookHosts } = readEnv();
  const rules = { allowPrivate: webhookPrivateTargets, hosts: webhookHosts };
  const host = targetHost(target);
  if (!isAllowedHost(host, rules)) {
    throw refuse("must lead to a host that the operator allows");
  }
  if (isIP(host) !== 0 && !isAllowedAddress(host, rules)) {
    throw refuse("must lead to a public address");
  }
}

/**
 * Removes a webhook with the history of its deliveries.
 *
 * @throws {NotFoundError} If there is none.
 */
export async function removeWebhook(acting: Acting, id: string): Promise<void> {
  await changeWebhook(acting, { kind: "WEBHOOK_DELETED", to: id }, (client) => deleteWebhook(client, id));
}

/**
 * Sends a webhook something to try it out, whatever its topics.
 *
 * @returns The id of the delivery.
 * @throws {NotFoundError} If there is no such webhook.
 */
export async function testWebhook(acting: Acting, webhookId: string): Promise<string> {
  const { database, actor = anonymous } = acting;
  const createdAt = new Date().toISOString();
  const body = JSON.stringify({ id: randomUUID(), type: "test", createdAt, actor, data: {} });
  return await inTransaction(database.pool, async (client) => {
    const id = await insertTestDelivery(client, { webhookId, body, actor });
    if (id === undefined) {
      throw new NotFoundError("webhook", webhookId);
    }
    await noteAct(client, acting, { kind: "WEBHOOK_TESTED", to: webhookId });
    return id;
  });
}

/**
 * Sends the body of a delivery once more, whatever came of it; the event in it keeps its id, and receivers are told of the replay.
 *
 * @returns The id of the new delivery.
 * @throws {NotFoundError} If there is no such delivery.
 */
export async function replayDelivery(acting: Acting, deliveryId: string): Promise<string> {
  const { database, actor = anonymous } = acting;
  return await inTransaction(database.pool, async (client) => {
    const replay = await insertReplay(client, { deliveryId, actor });
    if (replay === undefined) {
      throw new NotFoundError("webhook delivery", deliveryId);
    }
    await noteAct(client, acting, { kind: "WEBHOOK_REPLAYED", to: replay.webhookId });
    return replay.id;
  });
}
