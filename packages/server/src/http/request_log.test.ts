import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { ConflictError } from "../errors/conflict_error.ts";
import { createLog } from "../log.ts";
import { createRequestListener } from "./create_request_listener.ts";
import { currentRequest } from "./request_info.ts";

let close: (() => void) | undefined;
afterEach(() => close?.());

/** Serves an API that is only a function, and keeps what is logged. */
async function serve(answer: (respond: (text: string) => void) => Promise<void>) {
  const lines: Record<string, unknown>[] = [];
  const waiting: (() => void)[] = [];
  const output = {
    write(line: string) {
      lines.push(JSON.parse(line) as Record<string, unknown>);
      waiting.shift()?.();
    },
  };
  const listener = createRequestListener({
    api: ((_request: unknown, response: { end(text: string): void }) =>
      answer((text) => response.end(text))) as never,
    log: createLog("test", output),
    isReady: async () => false,
  });
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  close = () => {
    server.closeAllConnections();
    server.close();
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    lines,
    logged: () =>
      lines.length > 0 ? Promise.resolve() : new Promise<void>((resolve) => waiting.push(resolve)),
  };
}

describe("createRequestListener()", () => {
  test("logs what became of a request: its id, operation, status and time", async () => {
    const { url, lines, logged } = await serve(async (respond) => {
      currentRequest.getStore()!.operation = "Runs";
      respond("answer");
    });
    const body = { method: "POST", headers: { "content-length": "2", "x-request-id": "r1" }, body: "{}" };
    await (await fetch(`${url}/graphql?secret=1`, body)).text();
    await logged();
    expect(lines).toEqual([
      expect.objectContaining({
        level: 30,
        msg: "request",
        requestId: "r1",
        method: "POST",
        path: "/graphql",
        operation: "Runs",
        status: 200,
        ms: expect.any(Number),
      }),
    ]);
  });

  test("answers 500 when the API itself fails, logs why, and tells nobody else", async () => {
    const { url, lines } = await serve(async () => {
      throw new ConflictError("a detail");
    });
    const response = await fetch(`${url}/graphql`, { method: "POST", body: "{}" });
    expect(response.status).toBe(500);
    expect(await response.text()).toBe("Something failed inside\n");
    expect(lines[0]).toMatchObject({ level: 50, error: { message: "a detail" } });
  });

  test("is not ready when it is not, and does not fill the log with that", async () => {
    const { url, lines } = await serve(async () => undefined);
    expect((await fetch(`${url}/health/ready`)).status).toBe(503);
    expect(lines).toEqual([]);
  });
});
