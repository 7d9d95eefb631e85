import { DeliveryState } from "../generated/prisma/client.ts";
import { listWebhookAttempts, type WebhookAttempt } from "../services/list_webhook_attempts.ts";
import { builder } from "./builder.ts";
import { encodeGlobalId } from "./global_id.ts";
import { ownedPage } from "./owned_page.ts";

const deliveryState = builder.enumType("WebhookDeliveryState", {
  description: "Where a delivery is.",
  values: {
    [DeliveryState.WAITING]: { description: "It may have been tried already, and is tried again." },
    [DeliveryState.DELIVERED]: { description: "It was answered with a status of 2xx." },
    [DeliveryState.FAILED]: { description: "It was given up." },
  } as const,
});

const attempt = builder.objectRef<WebhookAttempt>("WebhookAttempt").implement({
  description: "One try at a delivery.",
  fields: (t) => ({
    attempt: t.exposeInt("attempt", { description: "1 for the first." }),
    startedAt: t.expose("startedAt", { type: "DateTime", description: "When it began." }),
    milliseconds: t.exposeInt("milliseconds", {
      nullable: true,
      description: "How long it took; null while it is under way, or if it was lost with its worker.",
    }),
    responseStatus: t.exposeInt("responseStatus", {
      nullable: true,
      description: "What it was answered with; null if it was not.",
    }),
    failure: t.exposeString("failureMessage", { nullable: true, description: "Why it came to nothing." }),
    responseExcerpt: t.exposeString("responseExcerpt", {
      nullable: true,
      description:
        "The first 1024 bytes of the answer; null if there were none, or where the operator allows private targets without naming hosts.",
    }),
  }),
});

/** The node of deliveries. */
export const webhookDelivery = builder.prismaNode("WebhookDelivery", {
  id: { field: "id" },
  nullable: true,
  description: "One event on its way to one webhook.",
  fields: (t) => ({
    body: t.exposeString("body", {
      description: "JSON, as it is signed and sent; `id` in it is the event's.",
    }),
    state: t.expose("state", { type: deliveryState, description: "Where it is." }),
    attempts: t.exposeInt("attempt", { description: "How often it was tried." }),
    responseStatus: t.exposeInt("responseStatus", {
      nullable: true,
      description: "What the last attempt was answered with; null if it was not.",
    }),
    failure: t.exposeString("failureMessage", {
      nullable: true,
      description: "Why the last attempt came to nothing.",
    }),
    history: t.connection({
      type: attempt,
      description: "Every try, latest first; at most 100 a page.",
      resolve: ({ id }, args, context, info) =>
        ownedPage(
          {
            noun: "tries",
            load: (owners, page) => listWebhookAttempts(context, owners, page),
            cursorOf: (each) => String(each.attempt),
          },
          { owner: id, args },
          { context, info },
        ),
    }),
    eventId: t.string({
      description: "The event's id, which receivers get as `idempotency-key`: replays have the same.",
      select: { body: true },
      resolve: ({ body }) => (JSON.parse(body) as { readonly id: string }).id,
    }),
    isTest: t.boolean({
      description: "Whether somebody asked for it to try the webhook out.",
      select: { topic: true },
      resolve: ({ topic }) => topic === "TEST",
    }),
    replayOfId: t.id({
      nullable: true,
      description: "The delivery that it repeats; the first one, if that is a replay itself.",
      select: { replayOfId: true },
      resolve: ({ replayOfId }) => replayOfId && encodeGlobalId("WebhookDelivery", replayOfId),
    }),
    actor: t.exposeString("actor", { description: "Who did what it tells of, or asked for it." }),
    createdAt: t.expose("createdAt", {
      type: "DateTime",
      description: "When the event happened, or somebody asked for it.",
    }),
    nextAttemptAt: t.field({
      type: "DateTime",
      nullable: true,
      description: "When it is tried next; null once it is over.",
      select: { state: true, dueAt: true },
      resolve: ({ state, dueAt }) => (state === "WAITING" ? dueAt : null),
    }),
    finishedAt: t.expose("finishedAt", {
      type: "DateTime",
      nullable: true,
      description: "When it was delivered or given up.",
    }),
  }),
});
