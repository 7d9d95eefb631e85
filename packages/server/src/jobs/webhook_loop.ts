import type { Logger } from "../log.ts";
import type { Database } from "../postgres/database.ts";
import {
  type ClaimedDelivery,
  claimDeliveries,
  type DeliveryOutcome,
  settleDelivery,
} from "../store/webhook_deliveries.ts";
import { RefusedTargetError, sendWebhook } from "./send_webhook.ts";
import { type Polling, startPolling } from "./start_polling.ts";

/** What deliveries need. */
export interface WebhookTools {
  readonly database: Database;
  readonly log: Logger;
  /** Whether the operator lets webhooks lead to private addresses. */
  readonly allowPrivate: boolean;
}

/** Deliveries under way at once, so that one slow receiver does not hold up the others for long. */
const mostAtOnce = 20;
/** Seconds until the next attempt, after the first, the second ...: about ten hours in all. */
const backOff = [5, 30, 120, 600, 3600, 10_800, 21_600] as const;

/** Delivers whatever is due until it is stopped; what is under way then is tried again by another worker. */
export function startWebhookLoop(tools: WebhookTools): Polling {
  return startPolling(
    (signal) => deliverDue(tools, signal),
    (error) => tools.log.warn({ error }, "Webhooks could not be worked on"),
  );
}

/** @returns Whether there was any. */
async function deliverDue(
  { database, log, allowPrivate }: WebhookTools,
  signal: AbortSignal,
): Promise<boolean> {
  const claimed = await claimDeliveries(database.pool, mostAtOnce);
  await Promise.all(
    claimed.map(async (delivery) => {
      const outcome = await attempt(delivery, { allowPrivate, signal });
      if (outcome !== undefined) {
        const { id, attempt: number } = delivery;
        log.debug({ id, attempt: number, ...outcome }, "A webhook was tried");
        await settleDelivery(database.pool, delivery, outcome);
      }
    }),
  );
  return claimed.length > 0;
}

/** @returns Undefined if it was interrupted. */
async function attempt(
  delivery: ClaimedDelivery,
  options: { readonly allowPrivate: boolean; readonly signal: AbortSignal },
): Promise<DeliveryOutcome | undefined> {
  const delay = backOff[delivery.attempt - 1];
  // Some dice, so that what failed together does not come back together.
  const retryIn = delay === undefined ? null : delay * (0.9 + Math.random() * 0.2);
  try {
    const status = await sendWebhook(delivery, options);
    return status >= 200 && status < 300
      ? { status, failure: null, retryIn: null }
      : { status, failure: `Cannot deliver as the status must be 2xx: current value is ${status}`, retryIn };
  } catch (error) {
    if (options.signal.aborted) {
      return undefined;
    }
    if (error instanceof RefusedTargetError) {
      return { status: null, failure: error.message, retryIn: null };
    }
    // Only the code: messages of the network would tell whoever made the webhook what is where.
    const { code = "TIMEOUT" } = error as { readonly code?: string };
    const reason = code === "ABORT_ERR" ? "TIMEOUT" : code;
    return {
      status: null,
      failure: `Cannot deliver as the target must answer: current failure is ${reason}`,
      retryIn,
    };
  }
}
