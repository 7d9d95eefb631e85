import { InvalidInputError } from "../errors/invalid_input_error.ts";
import { NotFoundError } from "../errors/not_found_error.ts";
import { SettingError } from "../errors/setting_error.ts";
import type { WebhookTopic } from "../generated/prisma/client.ts";
import {
  type CreatedWebhook,
  createWebhook,
  disableWebhook,
  enableWebhook,
  removeWebhook,
  replayDelivery,
  rotateWebhookSecret,
  testWebhook,
} from "../services/manage_webhooks.ts";
import { builder } from "./builder.ts";
import { checkCursor } from "./check_cursor.ts";
import { findLocalId, requireLocalId } from "./global_id.ts";
import { relatedPage } from "./related_page.ts";
import { webhookDelivery } from "./webhook_delivery.ts";

const webhookTopic = builder.enumType("WebhookTopic", {
  description: "What webhooks are told of.",
  values: {
    RUN: { description: "A run that was queued, or whose state changed: run.queued, run.succeeded ..." },
    VERSION: { description: "version.published, version.deleted" },
    ALIAS: { description: "alias.moved" },
    GATE: { description: "gate.set, gate.passed, gate.failed" },
    EVALUATION: { description: "evaluation.succeeded, evaluation.failed" },
    SWEEP: { description: "A sweep that began, or whose state changed: sweep.running, sweep.finished ..." },
  } as const,
});

const webhook = builder.prismaNode("Webhook", {
  id: { field: "id" },
  nullable: true,
  description: "Somebody who is told of events over HTTP, with signed bodies. Its secret is given out once.",
  fields: (t) => ({
    url: t.exposeString("url", { description: "Where it is told." }),
    topics: t.field({
      type: [webhookTopic],
      description: "What it is told of.",
      select: { topics: true },
      resolve: ({ topics }) => topics.filter(isTopic),
    }),
    disabledAt: t.expose("disabledAt", {
      type: "DateTime",
      nullable: true,
      description: "Since when it is told of nothing; null while it is.",
    }),
    disabledReason: t.exposeString("disabledReason", { nullable: true, description: "Why." }),
    failureCount: t.exposeInt("failureCount", {
      description: "Deliveries given up since the last one that arrived; with the tenth it is disabled.",
    }),
    changedBy: t.exposeString("changedBy", {
      nullable: true,
      description: "Who disabled it, enabled it or gave it another secret last; null if nobody did.",
    }),
    changedAt: t.expose("changedAt", { type: "DateTime", nullable: true, description: "When." }),
    actor: t.exposeString("actor", { description: "Who made it." }),
    createdAt: t.expose("createdAt", { type: "DateTime", description: "When it was made." }),
    deliveries: t.connection({
      type: webhookDelivery,
      description: "What it was sent, latest first.",
      resolve: relatedPage({
        noun: "deliveries",
        typeName: "WebhookDelivery",
        relation: ["webhook_deliveries", "webhook_id"],
        find: (prisma, query) => prisma.webhookDelivery.findMany(query),
      }),
    }),
  }),
});

function isTopic(topic: WebhookTopic): topic is Exclude<WebhookTopic, "TEST"> {
  return topic !== "TEST";
}

const createdWebhook = builder.objectRef<CreatedWebhook>("CreatedWebhook").implement({
  description: "A webhook that was made, or got another secret.",
  fields: (t) => ({
    webhook: t.prismaField({
      type: webhook,
      description: "The webhook.",
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
      description: "https or http, to a public address and a host that the operator allows.",
    }),
    topics: t.field({
      type: [webhookTopic],
      required: true,
      description: "What it is to be told of; at least one.",
    }),
  }),
});

builder.mutationFields((t) => ({
  createWebhook: t.field({
    type: createdWebhook,
    description: "Makes a webhook, which is told of events from now on.",
    errors: { types: [InvalidInputError, SettingError] },
    args: { input: t.arg({ type: createWebhookInput, required: true }) },
    resolve: (_root, { input }, context) => createWebhook(context, input),
  }),
  rotateWebhookSecret: t.field({
    type: createdWebhook,
    description: "Gives a webhook another secret; what is sent from now on is signed with it alone.",
    errors: { types: [NotFoundError, SettingError] },
    args: { id: t.arg.id({ required: true }) },
    resolve: (_root, { id }, context) => rotateWebhookSecret(context, requireLocalId("Webhook", id)),
  }),
  disableWebhook: t.field({
    type: webhook,
    description:
      "Has a webhook told of nothing until it is enabled: what happens meanwhile it never hears of, but tests and replays are sent.",
    errors: { types: [NotFoundError, InvalidInputError] },
    args: {
      id: t.arg.id({ required: true }),
      reason: t.arg.string({ required: true, defaultValue: "", description: "Why." }),
    },
    resolve: async (_root, { reason, ...args }, context) => {
      const id = requireLocalId("Webhook", args.id);
      await disableWebhook(context, { id, reason });
      return await context.database.prisma.webhook.findUniqueOrThrow({ where: { id } });
    },
  }),
  enableWebhook: t.field({
    type: webhook,
    description: "Has a webhook told of events from now on, and forgets that it failed.",
    errors: { types: [NotFoundError] },
    args: { id: t.arg.id({ required: true }) },
    resolve: async (_root, args, context) => {
      const id = requireLocalId("Webhook", args.id);
      await enableWebhook(context, id);
      return await context.database.prisma.webhook.findUniqueOrThrow({ where: { id } });
    },
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
    type: webhookDelivery,
    description: "Sends a webhook something to try it out, whatever its topics.",
    errors: { types: [NotFoundError] },
    args: { id: t.arg.id({ required: true }) },
    resolve: async (_root, { id }, context) => {
      const made = await testWebhook(context, requireLocalId("Webhook", id));
      return await context.database.prisma.webhookDelivery.findUniqueOrThrow({ where: { id: made } });
    },
  }),
  replayWebhookDelivery: t.field({
    type: webhookDelivery,
    description: "Sends the body of a delivery once more, whatever came of it; the event in it keeps its id.",
    errors: { types: [NotFoundError] },
    args: { id: t.arg.id({ required: true }) },
    resolve: async (_root, { id }, context) => {
      const made = await replayDelivery(context, requireLocalId("WebhookDelivery", id));
      return await context.database.prisma.webhookDelivery.findUniqueOrThrow({ where: { id: made } });
    },
  }),
}));
