import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sendWebhook } from "./send_webhook.ts";
import { RefusedTargetError } from "./webhook_target.ts";

let receiver: Server;
let port: number;
let connections = 0;
let headers: IncomingHttpHeaders;

beforeAll(async () => {
  // It answers whoever asks for /fast, /drip in part, and keeps all others waiting.
  receiver = createServer((request, response) => {
    headers = request.headers;
    if (request.url === "/fast") {
      response.end("x".repeat(1_000_000));
    } else if (request.url === "/drip") {
      // A byte that is no text, a NUL, half of a character, and never an end.
      response.writeHead(202).write(Buffer.from([...Buffer.from("drip\nä\0"), 0xff, 0xc3]));
    }
  });
  receiver.on("connection", () => {
    connections += 1;
  });
  await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
  port = (receiver.address() as AddressInfo).port;
});
afterAll(() => {
  receiver.closeAllConnections();
  receiver.close();
});

const delivery = { id: "d", attempt: 2, secret: "s", body: '{"id":"e"}', replayOfId: null };
const closed = { allowPrivate: false };
const open = { allowPrivate: true };
const named = { allowPrivate: true, hosts: ["localhost"] };
const { signal } = new AbortController();

describe("sendWebhook", () => {
  test.each(["localhost", "127.0.0.1", "[::ffff:127.0.0.1]", "2130706433"])(
    "connects to no private address, however %s is written",
    async (host) => {
      const before = connections;
      const url = `http://${host}:${port}/fast`;
      await expect(sendWebhook({ ...delivery, url }, { rules: closed, signal })).rejects.toThrow(
        RefusedTargetError,
      );
      expect(connections).toBe(before);
    },
  );

  test("connects only to hosts that the operator names, whatever their address", async () => {
    const before = connections;
    const url = `http://127.0.0.1:${port}/fast`;
    await expect(sendWebhook({ ...delivery, url }, { rules: named, signal })).rejects.toThrow(
      "Cannot deliver as the target's host must be one that the operator allows",
    );
    expect(connections).toBe(before);
    // A name is not an address: naming the host does not open what is private.
    const rules = { allowPrivate: false, hosts: ["localhost"] };
    await expect(
      sendWebhook({ ...delivery, url: `http://localhost:${port}/fast` }, { rules, signal }),
    ).rejects.toThrow(RefusedTargetError);
  });

  test("gives the status and the first bytes of the answer, and waits for no more", async () => {
    const message = { ...delivery, url: `http://localhost:${port}/fast` };
    expect(await sendWebhook(message, { rules: named, signal })).toEqual({
      status: 200,
      excerpt: "x".repeat(1024),
    });
    const dripping = { ...delivery, url: `http://localhost:${port}/drip` };
    expect(await sendWebhook(dripping, { rules: named, signal })).toEqual({
      status: 202,
      excerpt: "drip\nä",
    });
  });

  test("shows nothing of answers from a network that is open as a whole", async () => {
    const message = { ...delivery, url: `http://localhost:${port}/fast` };
    expect(await sendWebhook(message, { rules: open, signal })).toEqual({ status: 200, excerpt: null });
  });

  test("names the event, the delivery, the attempt, and what it repeats", async () => {
    const message = { ...delivery, url: `http://localhost:${port}/fast` };
    await sendWebhook(message, { rules: open, signal });
    expect(headers).toMatchObject({
      "idempotency-key": "e",
      "x-convzoo-delivery": "d",
      "x-convzoo-attempt": "2",
    });
    expect(headers).not.toHaveProperty("x-convzoo-replay-of");
    await sendWebhook({ ...message, id: "other", replayOfId: "d" }, { rules: open, signal });
    expect(headers).toMatchObject({
      "idempotency-key": "e",
      "x-convzoo-delivery": "other",
      "x-convzoo-replay-of": "d",
    });
  });

  test("does not wait for ever", async () => {
    const url = `http://localhost:${port}/slow`;
    const sent = sendWebhook({ ...delivery, url }, { rules: open, signal, patience: 200 });
    await expect(sent).rejects.toThrow();
  });
});
