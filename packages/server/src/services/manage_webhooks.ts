import { randomBytes, randomUUID } from "node:crypto";
import { isIP } from "node:net";
import { readEnv } from "../env.ts";
import { InvalidInputError } from "../errors/invalid_input_error.ts";
import { NotFoundError } from "../errors/not_found_error.ts";
import type { WebhookTopic } from "../generated/prisma/client.ts";
import { isPublicAddress } from "../jobs/webhook_address.ts";
import { insertReplay, insertTestDelivery } from "../store/webhook_deliveries.ts";
import { deleteWebhook, insertWebhook } from "../store/webhooks.ts";
import { type Acting, anonymous } from "./acting.ts";
import { checkText } from "./check_text.ts";

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
 */
export async function createWebhook(
  { database, actor = anonymous }: Acting,
  { url, topics }: CreateWebhookInput,
): Promise<CreatedWebhook> {
  checkUrl(url);
  if (topics.length === 0) {
    const message = "Cannot create the webhook as input.topics must name at least one: current value is []";
    throw new InvalidInputError({ path: "input.topics", message, received: "[]" });
  }
  const secret = `whsec_${randomBytes(32).toString("base64url")}`;
  const id = await insertWebhook(database.pool, { url, topics: [...new Set(topics)], secret, actor });
  return { id, secret };
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
  const host = target.hostname.replace(/^\[|\]$/g, "");
  if (isIP(host) !== 0 && !readEnv().webhookPrivateTargets && !isPublicAddress(host)) {
    throw refuse("must lead to a public address");
  }
}

/**
 * Removes a webhook with the history of its deliveries.
 *
 * @throws {NotFoundError} If there is none.
 */
export async function removeWebhook({ database }: Acting, id: string): Promise<void> {
  if (!(await deleteWebhook(database.pool, id))) {
    throw new NotFoundError("webhook", id);
  }
}

/**
 * Sends a webhook something to try it out, whatever its topics.
 *
 * @returns The id of the delivery.
 * @throws {NotFoundError} If there is no such webhook.
 */
export async function testWebhook(
  { database, actor = anonymous }: Acting,
  webhookId: string,
): Promise<string> {
  const createdAt = new Date().toISOString();
  const body = JSON.stringify({ id: randomUUID(), type: "test", createdAt, actor, data: {} });
  const id = await insertTestDelivery(database.pool, { webhookId, body, actor });
  if (id === undefined) {
    throw new NotFoundError("webhook", webhookId);
  }
  return id;
}

/**
 * Sends the body of a delivery once more, whatever came of it; the event in it keeps its id.
 *
 * @returns The id of the new delivery.
 * @throws {NotFoundError} If there is no such delivery.
 */
export async function replayDelivery(
  { database, actor = anonymous }: Acting,
  deliveryId: string,
): Promise<string> {
  const id = await insertReplay(database.pool, { deliveryId, actor });
  if (id === undefined) {
    throw new NotFoundError("webhook delivery", deliveryId);
  }
  return id;
}
