import { createHmac } from "node:crypto";

/** What a webhook's body is signed with, and when. */
export interface WebhookSigning {
  readonly secret: string;
  /** Seconds since 1970. */
  readonly time: number;
}

/**
 * Signs a webhook's body: `t=<time>,v1=<hex>`, HMAC-SHA256 over `<time>.<body>`. A receiver computes it anew, compares in
 * constant time, and refuses times that are minutes away.
 */
export function signWebhook(body: string, { secret, time }: WebhookSigning): string {
  return `t=${time},v1=${createHmac("sha256", secret).update(`${time}.${body}`).digest("hex")}`;
}
