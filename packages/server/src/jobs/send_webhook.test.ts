import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { RefusedTargetError, sendWebhook } from "./send_webhook.ts";

let receiver: Server;
let port: number;
let connections = 0;

beforeAll(async () => {
  // It answers whoever asks for /fast, and keeps all others waiting.
  receiver = createServer((request, response) => {
    if (request.url === "/fast") {
      response.end("x".repeat(1_000_000));
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

const delivery = { id: "d", secret: "s", body: "{}" };
const { signal } = new AbortController();

describe("sendWebhook", () => {
  test.each(["localhost", "127.0.0.1", "[::ffff:127.0.0.1]", "2130706433"])(
    "connects to no private address, however %s is written",
    async (host) => {
      const before = connections;
      const url = `http://${host}:${port}/fast`;
      await expect(sendWebhook({ ...delivery, url }, { allowPrivate: false, signal })).rejects.toThrow(
        RefusedTargetError,
      );
      expect(connections).toBe(before);
    },
  );

  test("gives the status, without reading the rest", async () => {
    const url = `http://localhost:${port}/fast`;
    expect(await sendWebhook({ ...delivery, url }, { allowPrivate: true, signal })).toBe(200);
  });

  test("does not wait for ever", async () => {
    const url = `http://localhost:${port}/slow`;
    const sent = sendWebhook({ ...delivery, url }, { allowPrivate: true, signal, patience: 200 });
    await expect(sent).rejects.toThrow();
  });
});
