import { InvalidInputError } from "../errors/invalid_input_error.ts";
import { NotFoundError } from "../errors/not_found_error.ts";
import { DeliveryState, type WebhookTopic } from "../generated/prisma/client.ts";
import {
  type CreatedWebhook,
  createWebhook,
  removeWebhook,
  replayDelivery,
  testWebhook,
} from "../services/manage_webhooks.ts";
import { builder } from "./builder.ts";
import { checkCursor } from "./check_cursor.ts";
import { encodeGlobalId, findLocalId, requireLocalId } from "./global_id.ts";

const webhookTopic = builder.enumType("WebhookTopic", {
  description: "What webhooks are told of.",
  values: {
    RUN: { description: "A run that was queued, or whose state changed: run.queued, run.succeeded ..." },
    VERSION: { description: "version.published" },
    ALIAS: { description: "alias.moved" },
    GATE: { description: "gate.passed, gate.failed" },
    EVALUATION: { description: "evaluation.succeeded, evaluation.failed" },
  } as const,
});

const deliveryState = builder.enumType("WebhookDeliveryState", {
  description: "Where a delivery is. A waiting one may have been tried already, and is tried again.",
  values: Object.values(DeliveryState),
});

const delivery = builder.prismaNode("WebhookDelivery", {
  id: { field: "id" },
  nullable: true,
  description: "One event on its way to one webhook.",
  fields: (t) => ({
    body: t.exposeString("body", {
      description: "JSON, as it is signed and sent; `id` in it is the event's.",
    }),
    state: t.expose("state", { type: deliveryState }),
    attempts: t.exposeInt("attempt", { description: "How often it was tried." }),
    responseStatus: t.exposeInt("responseStatus", {
      nullable: true,
      description: "What the last attempt was answered with; null if it was not.",
    }),
    failure: t.exposeString("failureMessage", {
      nullable: true,
      description: "Why the last attempt came to nothing.",
    }),
    isTest: t.boolean({ select: { topic: true }, resolve: ({ topic }) => topic === "TEST" }),
    replayOfId: t.id({
      nullable: true,
      description: "The delivery that it repeats.",
      select: { replayOfId: true },
      resolve: ({ replayOfId }) => replayOfId && encodeGlobalId("WebhookDelivery", replayOfId),
    }),
    actor: t.exposeString("actor", { description: "Who did what it tells of, or asked for it." }),
    createdAt: t.expose("createdAt", { type: "DateTime" }),
    nextAttemptAt: t.field({
      type: "DateTime",
      nullable: true,
      description: "When it is tried next; null once it is over.",
      select: { state: true, dueAt: true },
      resolve: ({ state, dueAt }) => (state === "WAITING" ? dueAt : null),
    }),
    finishedAt: t.expose("finishedAt", { type: "DateTime", nullable: true }),
  }),
});

const webhook = builder.prismaNode("Webhook", {
  id: { field: "id" },
  nullable: true,
  description: "Somebody who is told of events over HTTP, with signed bodies. Its secret is given out once.",
  fields: (t) => ({
    url: t.exposeString("url"),
    topics: t.field({
      type: [webhookTopic],
      select: { topics: true },
      resolve: ({ topics }) => topics.filter(isTopic),
    }),
    actor: t.exposeString("actor", { description: "Who made it." }),
    createdAt: t.expose("createdAt", { type: "DateTime" }),
    deliveries: t.relatedConnection("deliveries", {
      type: delivery,
      cursor: "id",
      description: "What it was sent, latest first.",
      query: { orderBy: { id: "desc" } },
    }),
  }),
});

function isTopic(topic: WebhookTopic): topic is Exclude<WebhookTopic, "TEST"> {
  return topic !== "TEST";
}

const createdWebhook = builder.objectRef<CreatedWebhook>("CreatedWebhook").implement({
  description: "A webhook that was made.",
  fields: (t) => ({
    webhook: t.prismaField({
      type: webhook,
      resolve: (query, { id }, _args, { database }) =>
        database.prisma.webhook.findUniqueOrThrow({ ...query, where: { id } }),
    }),
    secret: t.exposeString("secret", {
      description: "What its bodies are signed with. Keep it: nobody gets it again.",
    }),
  }),
});

builder.queryFields((t) => ({
  webhook: t.prismaField({
    type: webhook,
    nullable: true,
    description: "The webhook of an id.",
    args: { id: t.arg.id({ required: true }) },
    resolve: (query, _root, { id }, { database }) =>
      database.prisma.webhook.findUnique({ ...query, where: { id: findLocalId("Webhook", id) ?? "" } }),
  }),
  webhooks: t.prismaConnection({
    type: webhook,
    cursor: "id",
    description: "Webhooks, newest first.",
    resolve: (query, _root, _args, { database }) =>
      database.prisma.webhook.findMany({ ...checkCursor(query), orderBy: { id: "desc" } }),
  }),
}));

const createWebhookInput = builder.inputType("CreateWebhookInput", {
  description: "Who is to be told of what.",
  fields: (t) => ({
    url: t.string({
      required: true,
      description: "https or http, to a public address unless the operator allows others.",
    }),
    topics: t.field({ type: [webhookTopic], required: true }),
  }),
});

builder.mutationFields((t) => ({
  createWebhook: t.field({
    type: createdWebhook,
    description: "Makes a webhook, which is told of events from now on.",
    errors: { types: [InvalidInputError] },
    args: { input: t.arg({ type: createWebhookInput, required: true }) },
    resolve: (_root, { input }, context) => createWebhook(context, input),
  }),
  deleteWebhook: t.id({
    description: "Removes a webhook with the history of its deliveries, and gives its id.",
    errors: { types: [NotFoundError] },
    args: { id: t.arg.id({ required: true }) },
    resolve: async (_root, { id }, context) => {
      await removeWebhook(context, requireLocalId("Webhook", id));
      return id;
    },
  }),
  testWebhook: t.field({
    type: delivery,
    description: "Sends a webhook something to try it out, whatever its topics.",
    errors: { types: [NotFoundError] },
    args: { id: t.arg.id({ required: true }) },
    resolve: async (_root, { id }, context) => {
      const made = await testWebhook(context, requireLocalId("Webhook", id));
      return await context.database.prisma.webhookDelivery.findUniqueOrThrow({ where: { id: made } });
    },
  }),
  replayWebhookDelivery: t.field({
    type: delivery,
    description: "Sends the body of a delivery once more, whatever came of it; the event in it keeps its id.",
    errors: { types: [NotFoundError] },
    args: { id: t.arg.id({ required: true }) },
    resolve: async (_root, { id }, context) => {
      const made = await replayDelivery(context, requireLocalId("WebhookDelivery", id));
      return await context.database.prisma.webhookDelivery.findUniqueOrThrow({ where: { id: made } });
    },
  }),
}));
