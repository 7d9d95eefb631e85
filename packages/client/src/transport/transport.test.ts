import { describe, expect, test } from "vitest";
import { ClientError, isClientError } from "../client_error.ts";
import {
  collect,
  dataResponse,
  type FakeServer,
  fakeServer,
  openStream,
  streamResponse,
} from "../testing/fake_server.ts";
import { createTransport, type Transport, type TransportOptions } from "./transport.ts";

const url = "http://zoo.test/graphql";
const source = "{ serverInfo { version } }";
const data = { serverInfo: { version: "1" } };

function transportTo(server: FakeServer, options: Partial<TransportOptions> = {}): Transport {
  return createTransport({ url, fetch: server.fetch, ...options });
}

async function errorOf(call: Promise<unknown>): Promise<ClientError> {
  const error: unknown = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ClientError);
  expect(isClientError(error)).toBe(true);
  return error as ClientError;
}

const refused = Object.assign(new TypeError("fetch failed"), {
  cause: new Error("connect ECONNREFUSED 127.0.0.1:4000"),
});

describe("Transport.query()", () => {
  test("posts the document and gives the data", async () => {
    const server = fakeServer(dataResponse(data));
    const transport = transportTo(server, { headers: () => ({ authorization: "Bearer t" }) });
    expect(await transport.query(source, {})).toEqual(data);
    const [request] = server.requests;
    expect(request?.query).toBe(source);
    expect(request?.headers.get("authorization")).toBe("Bearer t");
    expect(request?.headers.get("x-graphql-yoga-csrf")).toBe("1");
    expect(request?.headers.get("content-type")).toBe("application/json");
  });

  test("tries a broken connection and a busy server again", async () => {
    const server = fakeServer(refused, new Response("busy", { status: 503 }), dataResponse(data));
    expect(await transportTo(server).query(source, {})).toEqual(data);
    expect(server.requests).toHaveLength(3);
  });

  test("gives up after three attempts and says why", async () => {
    const server = fakeServer(refused);
    const error = await errorOf(transportTo(server).query(source, {}));
    expect(error.code).toBe("NETWORK_ERROR");
    expect(error.message).toBe("Cannot reach http://zoo.test/graphql: connect ECONNREFUSED 127.0.0.1:4000");
    expect(error.cause).toBe(refused);
    expect(server.requests).toHaveLength(3);
  });

  test.each([400, 404, 500])("takes HTTP status %i for an answer and does not ask again", async (status) => {
    const server = fakeServer(new Response("<html>", { status, headers: { "x-request-id": "r1" } }));
    const error = await errorOf(transportTo(server).query(source, {}));
    expect(error).toMatchObject({ code: "HTTP_ERROR", status, requestId: "r1" });
    expect(server.requests).toHaveLength(1);
  });

  test.each(["<html>", "3", "null", "{}", '{"data":null}'])("refuses %j as a result", async (text) => {
    const error = await errorOf(transportTo(fakeServer(new Response(text))).query(source, {}));
    expect(error.code).toBe("BAD_RESPONSE");
  });

  test("turns a GraphQL error into a ClientError, whatever the HTTP status", async () => {
    const errors = [
      {
        message: "Cannot do it",
        path: ["runs", 3, "version"],
        extensions: { code: "INTERNAL_SERVER_ERROR", requestId: "r2" },
      },
    ];
    const server = fakeServer(Response.json({ data: null, errors }, { status: 500 }));
    const error = await errorOf(transportTo(server).query(source, {}));
    expect(error).toMatchObject({
      message: "Cannot do it",
      code: "INTERNAL_SERVER_ERROR",
      path: "runs[3].version",
      requestId: "r2",
      status: 500,
      details: { errors },
    });
    expect(server.requests).toHaveLength(1);
  });

  test("rejects an aborted call with the signal's own reason, before, during and between attempts", async () => {
    const reason = new Error("changed my mind");
    const before = fakeServer(dataResponse(data));
    const call = transportTo(before).query(source, {}, { signal: AbortSignal.abort(reason) });
    await expect(call).rejects.toBe(reason);
    expect(before.requests).toHaveLength(0);

    for (const answer of [hang, refused]) {
      const controller = new AbortController();
      const running = transportTo(fakeServer(answer)).query(source, {}, { signal: controller.signal });
      setTimeout(() => controller.abort(reason), 50);
      await expect(running).rejects.toBe(reason);
    }
  });

  test("ends a call that takes longer than timeout, and does not repeat it", async () => {
    const server = fakeServer(hang);
    const error = await errorOf(transportTo(server, { timeout: 40 }).query(source, {}));
    expect(error.code).toBe("TIMEOUT");
    expect(error.message).toBe("Cannot use http://zoo.test/graphql as it must answer within 40 ms");
    expect(server.requests).toHaveLength(1);
  });
});

describe("Transport.mutate()", () => {
  test("names the address that nobody listens on", async () => {
    const transport = createTransport({ url: "http://127.0.0.1:9/" });
    const error = await errorOf(transport.mutate("mutation { cancelRun(id: 1) { __typename } }", {}));
    expect(error.code).toBe("NETWORK_ERROR");
    expect(error.message).toMatch(/^Cannot reach http:\/\/127\.0\.0\.1:9\/: ./);
  });

  test("never repeats a mutation: it may have happened", async () => {
    const server = fakeServer(refused, dataResponse({}));
    const call = transportTo(server).mutate("mutation { cancelRun(id: 1) { __typename } }", {});
    expect((await errorOf(call)).code).toBe("NETWORK_ERROR");
    expect(server.requests).toHaveLength(1);
  });
});

describe("Transport.subscribe()", () => {
  const subscription = "subscription { runEvents(runId: 1) { sequence } }";
  const event = { data: { runEvents: { sequence: 0 } } };

  test("gives each result until the stream is complete", async () => {
    const server = fakeServer(streamResponse([event, event]));
    const seen = await collect(transportTo(server).subscribe(subscription, {}));
    expect(seen).toEqual([event.data, event.data]);
    expect(server.requests[0]?.headers.get("accept")).toBe("text/event-stream");
  });

  test("takes a stream that breaks off for a network failure", async () => {
    const server = fakeServer(streamResponse([event], { complete: false }));
    const error = await errorOf(collect(transportTo(server).subscribe(subscription, {})));
    expect(error.code).toBe("NETWORK_ERROR");
  });

  test("takes a long silence for a network failure", async () => {
    const transport = transportTo(fakeServer(openStream(":\n\n")), { idleTimeout: 60 });
    const error = await errorOf(collect(transport.subscribe(subscription, {})));
    expect(error.code).toBe("NETWORK_ERROR");
    expect(error.message).toMatch(/sign of life within 60 ms/);
  });

  test("throws an error that comes in the stream, and one that comes instead of it", async () => {
    const result = { errors: [{ message: "No such run", extensions: { code: "NOT_FOUND" } }] };
    for (const answer of [streamResponse([result]), Response.json(result, { status: 400 })]) {
      const call = collect(transportTo(fakeServer(answer)).subscribe(subscription, {}));
      expect(await errorOf(call)).toMatchObject({ code: "NOT_FOUND", message: "No such run" });
    }
  });

  test("ends the request when the loop is left", async () => {
    let ended = false;
    const server = fakeServer((signal) => {
      signal?.addEventListener("abort", () => {
        ended = true;
      });
      return openStream(`data: ${JSON.stringify(event)}\n\n`)(signal);
    });
    for await (const _ of transportTo(server).subscribe(subscription, {})) {
      break;
    }
    expect(ended).toBe(true);
  });

  test("rejects with the signal's reason when aborted", async () => {
    const controller = new AbortController();
    const reason = new Error("enough");
    const stream = transportTo(fakeServer(openStream(`data: ${JSON.stringify(event)}\n\n`))).subscribe(
      subscription,
      {},
      { signal: controller.signal },
    );
    await stream.next();
    setTimeout(() => controller.abort(reason), 20);
    await expect(stream.next()).rejects.toBe(reason);
  });
});

function hang(signal: AbortSignal | undefined): Promise<Response> {
  return new Promise((_, reject) => signal?.addEventListener("abort", () => reject(signal.reason)));
}
