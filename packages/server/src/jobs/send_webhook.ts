import { lookup as lookUp } from "node:dns";
import { type IncomingMessage, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { signWebhook } from "./sign_webhook.ts";
import {
  isAllowedAddress,
  isAllowedHost,
  RefusedTargetError,
  type TargetRules,
  targetHost,
} from "./webhook_target.ts";

/** What is sent, and where to. */
export interface WebhookMessage {
  /** The delivery's. */
  readonly id: string;
  readonly attempt: number;
  readonly url: string;
  readonly secret: string;
  /** JSON with the event's `id`. */
  readonly body: string;
  /** The delivery that it repeats. */
  readonly replayOfId: string | null;
}

/** How deliveries are sent. */
export interface SendWebhookOptions {
  readonly rules: TargetRules;
  readonly signal: AbortSignal;
  /** Milliseconds from the name's look-up to the head of the answer. @default {10000} */
  readonly patience?: number | undefined;
}

/** What a receiver said. */
export interface WebhookAnswer {
  readonly status: number;
  /** The beginning of its text; null where it said none, or nobody is to see it. */
  readonly excerpt: string | null;
}

/** Bytes of an answer that are kept. */
const excerptLength = 1024;
/** Milliseconds that the text of an answer may take after its head. */
const excerptPatience = 1000;

/**
 * Sends a delivery, and says how it was answered. Redirects are not followed, and of the answer no more is read than is kept.
 * The address is checked as it is connected to, so it does not help if a name leads elsewhere the second time.
 *
 * Every try and every replay has the event's id as `idempotency-key`, so receivers know what they have had already.
 *
 * @throws {RefusedTargetError} If the operator does not let it lead there.
 * @throws {Error} If nobody answers in time.
 */
export async function sendWebhook(
  message: WebhookMessage,
  { rules, signal, patience = 10_000 }: SendWebhookOptions,
): Promise<WebhookAnswer> {
  const { id, attempt, url, secret, body, replayOfId } = message;
  const target = new URL(url);
  const host = targetHost(target);
  if (!isAllowedHost(host, rules)) {
    throw new RefusedTargetError("Cannot deliver as the target's host must be one that the operator allows");
  }
  // Node looks no address up that is one already.
  if (isIP(host) !== 0) {
    checkAddress(host, rules);
  }
  const request = target.protocol === "https:" ? requestHttps : requestHttp;
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const sent = request(target, {
    method: "POST",
    // A connection of its own: one that is kept would not be looked at again.
    agent: false,
    lookup: checkedLookup(rules),
    maxHeaderSize: 16_384,
    signal: AbortSignal.any([signal, AbortSignal.timeout(patience)]),
    headers: {
      "content-type": "application/json",
      "content-length": Buffer.byteLength(body),
      "user-agent": "ConvZoo-Webhook",
      "idempotency-key": (JSON.parse(body) as { readonly id: string }).id,
      "x-convzoo-delivery": id,
      "x-convzoo-attempt": attempt,
      "x-convzoo-signature": signWebhook(body, { secret, time: Math.floor(Date.now() / 1000) }),
      ...(replayOfId === null ? {} : { "x-convzoo-replay-of": replayOfId }),
    },
  });
  sent.on("response", resolve);
  sent.on("error", reject);
  sent.end(body);
  const response = await promise;
  // Whoever makes webhooks must not read with them what is within the operator's network.
  const mayRead = !rules.allowPrivate || rules.hosts !== undefined;
  const excerpt = mayRead ? await readExcerpt(response) : null;
  // Errors of what is not read any more are nobody's business.
  response.on("error", () => undefined);
  response.destroy();
  return { status: response.statusCode ?? 0, excerpt };
}

/** Looks names up as Node does, but gives no address to connect to that is not allowed. */
function checkedLookup(rules: TargetRules): LookupFunction {
  return (hostname, options, callback) => {
    lookUp(hostname, { ...options, all: true }, (error, found) => {
      if (error !== null) {
        callback(error, "");
        return;
      }
      try {
        for (const { address } of found) {
          checkAddress(address, rules);
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
}

function checkAddress(address: string, rules: TargetRules): void {
  if (!isAllowedAddress(address, rules)) {
    throw new RefusedTargetError("Cannot deliver as the target's address must be public");
  }
}

async function readExcerpt(response: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  const reading = (async () => {
    for await (const chunk of response.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      length += chunk.length;
      if (length >= excerptLength) {
        return;
      }
    }
  })().catch(() => undefined);
  const late = new AbortController();
  await Promise.race([reading, sleep(excerptPatience, undefined, { signal: late.signal, ref: false })]);
  late.abort();
  const text = Buffer.concat(chunks).subarray(0, excerptLength).toString("utf8");
  // What is cut in the middle of a character ends in a sign for it, and the database takes no NUL.
  const clean = text.replaceAll(/(?![\t\n])\p{Cc}|\ufffd/gu, "").trim();
  return clean === "" ? null : clean;
}
