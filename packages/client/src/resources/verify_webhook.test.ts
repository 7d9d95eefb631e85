import { describe, expect, test } from "vitest";
import { verifyWebhook } from "./verify_webhook.ts";

const [body, secret, now] = ['{"id":"ä"}', "whsec_x", 1_800_000_000_000];
/** The HMAC of the present body, as OpenSSL computes it. */
const mac = "c07ada0ee149123ad4eefdecce6afbcfa4da9f489fd0f84739d8f12f735cfeb2";
const encoder = new TextEncoder();

async function sign(time: number, text: string = body, by: string = secret): Promise<string> {
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", encoder.encode(by), algorithm, false, ["sign"]);
  const bytes = new Uint8Array(await crypto.subtle.sign("HMAC", key, encoder.encode(`${time}.${text}`)));
  return `t=${time},v1=${[...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}

describe("verifyWebhook()", () => {
  test("takes what was signed a moment ago, and clocks that differ a little", async () => {
    expect(await verifyWebhook({ body, secret, signature: `t=${now / 1000},v1=${mac}` }, { now })).toBe(true);
    for (const time of [now / 1000, now / 1000 - 299, now / 1000 + 299]) {
      expect(await verifyWebhook({ body, secret, signature: await sign(time) }, { now })).toBe(true);
    }
  });

  test.each([
    ["another body", sign(now / 1000, '{"id":"b"}')],
    ["another secret", sign(now / 1000, body, "whsec_y")],
    ["an old time", sign(now / 1000 - 301)],
    ["a time to come", sign(now / 1000 + 301)],
    ["a changed time", sign(now / 1000 - 301).then((text) => text.replace(/t=\d+/, `t=${now / 1000}`))],
    ["no signature", undefined],
    ["no header", null],
    ["nothing", ""],
    ["half of one", sign(now / 1000).then((text) => text.slice(0, -2))],
  ])("refuses %s", async (_, signature) => {
    expect(await verifyWebhook({ body, secret, signature: await signature }, { now })).toBe(false);
  });
});
