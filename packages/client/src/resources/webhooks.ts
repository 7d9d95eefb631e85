import type { ResultOf } from "../document.ts";
import type { InputOf } from "../input.ts";
import type { CallOptions, Transport } from "../transport/transport.ts";
import { type Page, type PageOptions, pageVariables, toPage } from "./pages.ts";
import { unwrap } from "./unwrap.ts";

const fields = "id url topics actor createdAt";

const deliveryFields = `id body state attempts responseStatus failure isTest replayOfId actor createdAt nextAttemptAt
  finishedAt`;

/** Somebody who is told of events over HTTP. */
export type Webhook = ResultOf<`fragment F on Webhook { ${typeof fields} }`>;

/** One event on its way to one webhook. */
export type WebhookDelivery = ResultOf<`fragment F on WebhookDelivery { ${typeof deliveryFields} }`>;

/** Who is to be told of what. */
export type CreateWebhook = InputOf<"CreateWebhookInput">;

/** A webhook that was made, and what its bodies are signed with; nobody gets the secret again. */
export interface CreatedWebhook {
  readonly webhook: Webhook;
  readonly secret: string;
}

/** The webhooks of the zoo. */
export interface Webhooks {
  /** @throws {ClientError} With a `path` if the URL is none, or leads where the operator does not allow it. */
  create(input: CreateWebhook, options?: CallOptions): Promise<CreatedWebhook>;
  get(id: string, options?: CallOptions): Promise<Webhook | null>;
  list(options?: PageOptions): Promise<Page<Webhook>>;
  /** Removes it with its history. @throws {ClientError} `NOT_FOUND` */
  delete(id: string, options?: CallOptions): Promise<void>;
  /** Sends something to try it out. @throws {ClientError} `NOT_FOUND` */
  test(id: string, options?: CallOptions): Promise<WebhookDelivery>;
  /** What it was sent, latest first; nothing if there is no such webhook. */
  deliveries(id: string, options?: PageOptions): Promise<Page<WebhookDelivery>>;
  /** Sends the body of a delivery once more. @throws {ClientError} `NOT_FOUND` */
  replay(deliveryId: string, options?: CallOptions): Promise<WebhookDelivery>;
}

export function createWebhooks(transport: Transport): Webhooks {
  return { create, get, list, delete: remove, test, deliveries, replay };

  async function create(input: CreateWebhook, options?: CallOptions): Promise<CreatedWebhook> {
    const { createWebhook } = await transport.mutate(
      `mutation CreateWebhook($input: CreateWebhookInput!) {
        createWebhook(input: $input) {
          __typename
          ... on Error { message code }
          ... on InvalidInputError { path received }
          ... on MutationCreateWebhookSuccess { data { secret webhook { ${fields} } } }
        }
      }`,
      { input },
      options,
    );
    return unwrap(createWebhook);
  }

  async function get(id: string, options?: CallOptions): Promise<Webhook | null> {
    const { webhook } = await transport.query(
      `query Webhook($id: ID!) { webhook(id: $id) { ${fields} } }`,
      { id },
      options,
    );
    return webhook;
  }

  async function list(options: PageOptions = {}): Promise<Page<Webhook>> {
    const { webhooks } = await transport.query(
      `query Webhooks($first: Int!, $after: String) {
        webhooks(first: $first, after: $after) { edges { node { ${fields} } } pageInfo { endCursor hasNextPage } }
      }`,
      pageVariables(options),
      options,
    );
    return toPage(webhooks);
  }

  async function remove(id: string, options?: CallOptions): Promise<void> {
    const { deleteWebhook } = await transport.mutate(
      `mutation DeleteWebhook($id: ID!) {
        deleteWebhook(id: $id) {
          __typename
          ... on Error { message code }
          ... on MutationDeleteWebhookSuccess { data }
        }
      }`,
      { id },
      options,
    );
    unwrap(deleteWebhook);
  }

  async function test(id: string, options?: CallOptions): Promise<WebhookDelivery> {
    const { testWebhook } = await transport.mutate(
      `mutation TestWebhook($id: ID!) {
        testWebhook(id: $id) {
          __typename
          ... on Error { message code }
          ... on MutationTestWebhookSuccess { data { ${deliveryFields} } }
        }
      }`,
      { id },
      options,
    );
    return unwrap(testWebhook);
  }

  async function deliveries(id: string, options: PageOptions = {}): Promise<Page<WebhookDelivery>> {
    const { webhook } = await transport.query(
      `query WebhookDeliveries($id: ID!, $first: Int!, $after: String) {
        webhook(id: $id) {
          deliveries(first: $first, after: $after) {
            edges { node { ${deliveryFields} } } pageInfo { endCursor hasNextPage }
          }
        }
      }`,
      { id, ...pageVariables(options) },
      options,
    );
    return webhook === null ? { items: [], endCursor: null, hasNextPage: false } : toPage(webhook.deliveries);
  }

  async function replay(deliveryId: string, options?: CallOptions): Promise<WebhookDelivery> {
    const { replayWebhookDelivery } = await transport.mutate(
      `mutation ReplayWebhookDelivery($id: ID!) {
        replayWebhookDelivery(id: $id) {
          __typename
          ... on Error { message code }
          ... on MutationReplayWebhookDeliverySuccess { data { ${deliveryFields} } }
        }
      }`,
      { id: deliveryId },
      options,
    );
    return unwrap(replayWebhookDelivery);
  }
}
