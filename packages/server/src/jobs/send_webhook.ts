import { lookup as lookUp } from "node:dns";
import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import type { ClaimedDelivery } from "../store/webhook_deliveries.ts";
import { signWebhook } from "./sign_webhook.ts";
import { isPublicAddress } from "./webhook_address.ts";

/** How deliveries are sent. */
export interface SendWebhookOptions {
  /** Whether the operator lets webhooks lead to private addresses. */
  readonly allowPrivate: boolean;
  readonly signal: AbortSignal;
  /** Milliseconds from the name's look-up to the head of the answer. @default {10000} */
  readonly patience?: number | undefined;
}

/** A target that is not asked, now or later. */
export class RefusedTargetError extends Error {
  override readonly name: string = "RefusedTargetError";
}

/**
 * Sends a delivery, and says with which status it was answered. Redirects are not followed, and nothing of the answer but its
 * status is read. The address is checked as it is connected to, so it does not help if a name leads elsewhere the second time.
 *
 * @throws {RefusedTargetError} If it leads to an address that is not public.
 * @throws {Error} If nobody answers in time.
 */
export async function sendWebhook(
  { id, url, secret, body }: Omit<ClaimedDelivery, "attempt">,
  { allowPrivate, signal, patience = 10_000 }: SendWebhookOptions,
): Promise<number> {
  const target = new URL(url);
  // Brackets are how a URL writes IPv6.
  const host = target.hostname.replace(/^\[|\]$/g, "");
  // Node looks no address up that is one already.
  if (isIP(host) !== 0) {
    checkAddress(host, allowPrivate);
  }
  const lookup: LookupFunction = (hostname, options, callback) => {
    lookUp(hostname, { ...options, all: true }, (error, found) => {
      if (error !== null) {
        callback(error, "");
        return;
      }
      try {
        for (const { address } of found) {
          checkAddress(address, allowPrivate);
        }
      } catch (refusal) {
        callback(refusal as Error, "");
        return;
      }
      if (options.all === true) {
        callback(null, found);
      } else {
        callback(null, found[0]!.address, found[0]!.family);
      }
    });
  };
  const request = target.protocol === "https:" ? requestHttps : requestHttp;
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const sent = request(target, {
    method: "POST",
    // A connection of its own: one that is kept would not be looked at again.
    agent: false,
    lookup,
    maxHeaderSize: 16_384,
    signal: AbortSignal.any([signal, AbortSignal.timeout(patience)]),
    headers: {
      "content-type": "application/json",
      "content-length": Buffer.byteLength(body),
      "user-agent": "ConvZoo-Webhook",
      "x-convzoo-delivery": id,
      "x-convzoo-signature": signWebhook(body, { secret, time: Math.floor(Date.now() / 1000) }),
    },
  });
  sent.on("response", (response) => {
    response.on("error", () => undefined);
    resolve(response.statusCode ?? 0);
    response.destroy();
  });
  sent.on("error", reject);
  sent.end(body);
  return await promise;
}

function checkAddress(address: string, allowPrivate: boolean): void {
  if (!allowPrivate && !isPublicAddress(address)) {
    throw new RefusedTargetError("Cannot deliver as the target's address must be public");
  }
}
