import type { Logger } from "../log.ts";
import type { Database } from "../postgres/database.ts";
import {
  type ClaimedDelivery,
  claimDeliveries,
  type DeliveryOutcome,
  settleDelivery,
} from "../store/webhook_deliveries.ts";
import { MissingKeyError, type SecretBox } from "./secret_box.ts";
import { sendWebhook } from "./send_webhook.ts";
import { type Polling, startPolling } from "./start_polling.ts";
import { mostTries, retryDelay } from "./webhook_back_off.ts";
import { RefusedTargetError, type TargetRules } from "./webhook_target.ts";

/** What deliveries need. */
export interface WebhookTools {
  readonly database: Database;
  readonly log: Logger;
  readonly rules: TargetRules;
  readonly secrets: SecretBox;
}

/** Deliveries under way at once, and those of one webhook: a slow receiver does not hold up the others. */
const [mostAtOnce, mostOfOne] = [20, 4];
/** Workers may be lost so often under a delivery, beside the tries that failed. */
const mostLost = 8;

/** Delivers whatever is due until it is stopped; what is under way then is tried again by another worker. */
export function startWebhookLoop(tools: WebhookTools): Polling {
  const { database, log } = tools;
  const underWay = new Map<Promise<void>, string>();
  const polling = startPolling(
    async (signal) => {
      if (underWay.size >= mostAtOnce) {
        await Promise.race(underWay.keys());
      }
      const claimed = await claimDeliveries(database.pool, {
        most: mostAtOnce - underWay.size,
        mostOfOne,
        busy: [...underWay.values()],
      });
      for (const delivery of claimed) {
        const delivering = deliver(tools, delivery, signal)
          .catch((error: unknown) => log.warn({ error, id: delivery.id }, "A webhook could not be worked on"))
          .finally(() => underWay.delete(delivering));
        underWay.set(delivering, delivery.webhookId);
      }
      return claimed.length > 0;
    },
    (error) => log.warn({ error }, "Webhooks could not be worked on"),
  );
  return {
    async stop() {
      await polling.stop();
      await Promise.all(underWay.keys());
    },
  };
}

async function deliver(tools: WebhookTools, delivery: ClaimedDelivery, signal: AbortSignal): Promise<void> {
  const { database, log } = tools;
  const begin = performance.now();
  const outcome = await attempt(tools, delivery, signal);
  const milliseconds = Math.round(performance.now() - begin);
  const { id, attempt: number } = delivery;
  log.debug({ id, attempt: number, ...outcome, excerpt: undefined }, "A webhook was tried");
  const isDisabled = await settleDelivery(database.pool, delivery, { ...outcome, milliseconds });
  if (isDisabled) {
    log.warn({ id: delivery.webhookId }, "A webhook was disabled, as its deliveries come to nothing");
  }
}

type Attempt = Omit<DeliveryOutcome, "milliseconds">;

async function attempt(
  { rules, secrets }: WebhookTools,
  delivery: ClaimedDelivery,
  signal: AbortSignal,
): Promise<Attempt> {
  const failed = (failure: string, retryIn: number | null): Attempt => ({
    status: null,
    excerpt: null,
    failure,
    retryIn,
  });
  if (delivery.isDisabled) {
    return failed("Cannot deliver as the webhook must be enabled", null);
  }
  if (delivery.attempt > mostTries + mostLost) {
    return failed(`Cannot deliver as its worker must not be lost ${mostLost} times`, null);
  }
  const retryIn = retryDelay(delivery.attempt);
  try {
    const sealed = { keyId: delivery.secretKeyId, text: delivery.sealedSecret };
    const secret = secrets.open(sealed, delivery.webhookId);
    const answer = await sendWebhook({ ...delivery, secret }, { rules, signal });
    const { status } = answer;
    return status >= 200 && status < 300
      ? { ...answer, failure: null, retryIn: null }
      : {
          ...answer,
          failure: `Cannot deliver as the status must be 2xx: current value is ${status}`,
          retryIn,
        };
  } catch (error) {
    if (signal.aborted) {
      return failed("Cannot deliver as its worker was stopped", 0);
    }
    if (error instanceof RefusedTargetError) {
      return failed(error.message, null);
    }
    if (error instanceof MissingKeyError) {
      return failed("Cannot deliver as the operator must set the key of the webhook's secret", retryIn);
    }
    // Only the code: messages of the network would tell whoever made the webhook what is where.
    const { code = "TIMEOUT" } = error as { readonly code?: string };
    const reason = code === "ABORT_ERR" ? "TIMEOUT" : code;
    return failed(`Cannot deliver as the target must answer: current failure is ${reason}`, retryIn);
  }
}
