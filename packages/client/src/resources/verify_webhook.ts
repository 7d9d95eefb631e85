/** What a receiver checks. */
export interface WebhookRequest {
  /** The body, byte by byte as it came, before anything parsed it. */
  readonly body: string;
  /** The header `x-convzoo-signature`; null if there was none. */
  readonly signature: string | null | undefined;
  /** What `webhooks.create` gave. */
  readonly secret: string;
}

/** Options of {@linkcode verifyWebhook}. */
export interface VerifyWebhookOptions {
  /** Seconds by which the time of the signature may differ from ours: nobody sends a request again later. @default {300} */
  readonly tolerance?: number | undefined;
  /** Milliseconds since 1970. @default {Date.now()} */
  readonly now?: number | undefined;
}

/**
 * Says whether a request is from the zoo, and of now.
 *
 * A request that is sent again within the tolerance passes as well: know by the header `idempotency-key` what you had already.
 *
 * @example Usage
 * ```ts
 * const signature = request.headers.get("x-convzoo-signature");
 * if (!(await verifyWebhook({ body: await request.text(), signature, secret }))) {
 *   return new Response(null, { status: 401 });
 * }
 * ```
 */
export async function verifyWebhook(
  { body, signature, secret }: WebhookRequest,
  { tolerance = 300, now = Date.now() }: VerifyWebhookOptions = {},
): Promise<boolean> {
  const [, time, mac] = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(signature ?? "") ?? [];
  if (time === undefined || mac === undefined || Math.abs(now / 1000 - Number(time)) > tolerance) {
    return false;
  }
  const encoder = new TextEncoder();
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", encoder.encode(secret), algorithm, false, ["verify"]);
  const bytes = Uint8Array.from({ length: 32 }, (_, index) =>
    Number.parseInt(mac.slice(2 * index, 2 * index + 2), 16),
  );
  // It compares in constant time.
  return await crypto.subtle.verify("HMAC", key, bytes, encoder.encode(`${time}.${body}`));
}
