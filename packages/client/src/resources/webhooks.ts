import type { ResultOf } from "../document.ts";
import type { InputOf } from "../input.ts";
import type { CallOptions, Transport } from "../transport/transport.ts";
import {
  emptyPage,
  type Page,
  type PageOptions,
  pageArguments,
  pageInfo,
  pageTypes,
  pageVariables,
  toPage,
} from "./pages.ts";
import { unwrap } from "./unwrap.ts";

const fields = "id url topics disabledAt disabledReason failureCount changedBy changedAt actor createdAt";

const deliveryFields = `id eventId body state attempts responseStatus failure isTest replayOfId actor createdAt nextAttemptAt
  finishedAt`;

/** Somebody who is told of events over HTTP. */
export type Webhook = ResultOf<`fragment F on Webhook { ${typeof fields} }`>;

const attemptFields = "attempt startedAt milliseconds responseStatus failure responseExcerpt";

/** One event on its way to one webhook. */
export type WebhookDelivery = ResultOf<`fragment F on WebhookDelivery { ${typeof deliveryFields} }`>;

/** One try at a delivery. */
export type WebhookAttempt = ResultOf<`fragment F on WebhookAttempt { ${typeof attemptFields} }`>;

/** Who is to be told of what. */
export type CreateWebhook = InputOf<"CreateWebhookInput">;

/** A webhook that was made or got another secret, with what its bodies are signed with; nobody gets the secret again. */
export interface CreatedWebhook {
  readonly webhook: Webhook;
  readonly secret: string;
}

/** The webhooks of the zoo. */
export interface Webhooks {
  /**
   * @throws {ClientError} With a `path` if the URL is none, or leads where the operator does not allow it; `SETTING_MISSING`
   * if the operator has set no key for secrets.
   */
  create(input: CreateWebhook, options?: CallOptions): Promise<CreatedWebhook>;
  get(id: string, options?: CallOptions): Promise<Webhook | null>;
  list(options?: PageOptions): Promise<Page<Webhook>>;
  /** Removes it with its history. @throws {ClientError} `NOT_FOUND` */
  delete(id: string, options?: CallOptions): Promise<void>;
  /** Gives it another secret, with which alone everything is signed from now on. @throws {ClientError} `NOT_FOUND` */
  rotateSecret(id: string, options?: CallOptions): Promise<CreatedWebhook>;
  /** Has it told of nothing until it is enabled. @throws {ClientError} `NOT_FOUND` */
  disable(id: string, reason?: string, options?: CallOptions): Promise<Webhook>;
  /** Has it told of events from now on, also after its failures disabled it. @throws {ClientError} `NOT_FOUND` */
  enable(id: string, options?: CallOptions): Promise<Webhook>;
  /** Sends something to try it out. @throws {ClientError} `NOT_FOUND` */
  test(id: string, options?: CallOptions): Promise<WebhookDelivery>;
  /** What it was sent, latest first; nothing if there is no such webhook. */
  deliveries(id: string, options?: PageOptions): Promise<Page<WebhookDelivery>>;
  /** The tries at a delivery, latest first; nothing if there is no such delivery. */
  attempts(deliveryId: string, options?: PageOptions): Promise<Page<WebhookAttempt>>;
  /** The latest hundred of them. */
  history(deliveryId: string, options?: CallOptions): Promise<readonly WebhookAttempt[]>;
  /** Sends the body of a delivery once more. @throws {ClientError} `NOT_FOUND` */
  replay(deliveryId: string, options?: CallOptions): Promise<WebhookDelivery>;
}

export function createWebhooks(transport: Transport): Webhooks {
  return {
    create,
    get,
    list,
    delete: remove,
    rotateSecret,
    disable,
    enable,
    test,
    deliveries,
    attempts,
    history: async (deliveryId, options) => (await attempts(deliveryId, { ...options, first: 100 })).items,
    replay,
  };

  async function create(input: CreateWebhook, options?: CallOptions): Promise<CreatedWebhook> {
    const { createWebhook } = await transport.mutate(
      `mutation CreateWebhook($input: CreateWebhookInput!) {
        createWebhook(input: $input) {
          __typename
          ... on Error { message code }
          ... on InvalidInputError { path received }
          ... on SettingError { setting }
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
      `query Webhooks(${pageTypes}) {
        webhooks(${pageArguments}) { edges { node { ${fields} } } ${pageInfo} }
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

  async function rotateSecret(id: string, options?: CallOptions): Promise<CreatedWebhook> {
    const { rotateWebhookSecret } = await transport.mutate(
      `mutation RotateWebhookSecret($id: ID!) {
        rotateWebhookSecret(id: $id) {
          __typename
          ... on Error { message code }
          ... on SettingError { setting }
          ... on MutationRotateWebhookSecretSuccess { data { secret webhook { ${fields} } } }
        }
      }`,
      { id },
      options,
    );
    return unwrap(rotateWebhookSecret);
  }

  async function disable(id: string, reason = "", options?: CallOptions): Promise<Webhook> {
    const { disableWebhook } = await transport.mutate(
      `mutation DisableWebhook($id: ID!, $reason: String!) {
        disableWebhook(id: $id, reason: $reason) {
          __typename
          ... on Error { message code }
          ... on InvalidInputError { path received }
          ... on MutationDisableWebhookSuccess { data { ${fields} } }
        }
      }`,
      { id, reason },
      options,
    );
    return unwrap(disableWebhook);
  }

  async function enable(id: string, options?: CallOptions): Promise<Webhook> {
    const { enableWebhook } = await transport.mutate(
      `mutation EnableWebhook($id: ID!) {
        enableWebhook(id: $id) {
          __typename
          ... on Error { message code }
          ... on MutationEnableWebhookSuccess { data { ${fields} } }
        }
      }`,
      { id },
      options,
    );
    return unwrap(enableWebhook);
  }

  async function attempts(deliveryId: string, options: PageOptions = {}): Promise<Page<WebhookAttempt>> {
    const { node } = await transport.query(
      `query WebhookAttempts($id: ID!, ${pageTypes}) {
        node(id: $id) {
          __typename
          ... on WebhookDelivery { history(${pageArguments}) { edges { node { ${attemptFields} } } ${pageInfo} } }
        }
      }`,
      { id: deliveryId, ...pageVariables(options) },
      options,
    );
    return node?.__typename === "WebhookDelivery" ? toPage(node.history) : emptyPage;
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
      `query WebhookDeliveries($id: ID!, ${pageTypes}) {
        webhook(id: $id) {
          deliveries(${pageArguments}) {
            edges { node { ${deliveryFields} } } ${pageInfo}
          }
        }
      }`,
      { id, ...pageVariables(options) },
      options,
    );
    return webhook === null ? emptyPage : toPage(webhook.deliveries);
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
