import { request as httpRequest } from "node:http";
import { getIntrospectionQuery } from "graphql";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { encodeRequest, startTestServer, type TestServer } from "../testing/test_server.ts";

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

function at(path: string): string {
  return new URL(path, server.url).href;
}

function post(body: BodyInit, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(server.url, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body,
  });
}

/** Sends a request byte by byte as told, which `fetch` does not. */
function rawPost(headers: Record<string, string | number>, write: (send: (text: string) => void) => void) {
  return new Promise<{ status: number; body: string }>((resolve, reject) => {
    const request = httpRequest(server.url, { method: "POST", headers }, (response) => {
      let body = "";
      response.setEncoding("utf8");
      response.on("data", (text: string) => {
        body += text;
      });
      response.on("end", () => resolve({ status: response.statusCode ?? 0, body }));
    });
    request.on("error", reject);
    write((text) => request.write(text));
    request.end();
  });
}

const typename = JSON.stringify({ query: "{ __typename }" });

describe("every request", () => {
  test("has an id, that of a proxy if it gave a sane one", async () => {
    const own = await post(typename);
    expect(own.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
    const given = await post(typename, { "x-request-id": "from-proxy.1" });
    expect(given.headers.get("x-request-id")).toBe("from-proxy.1");
    const odd = await post(typename, { "x-request-id": "a b" });
    expect(odd.headers.get("x-request-id")).not.toBe("a b");
  });

  test("that fails inside is masked, under its id", async () => {
    await server.database.pool.query("alter table models rename to models_away");
    try {
      const response = await post(JSON.stringify({ query: "{ models { edges { node { id } } } }" }), {
        "x-request-id": "broken-1",
      });
      const text = await response.text();
      expect(JSON.parse(text)).toEqual({
        data: null,
        errors: [
          {
            message: "Cannot answer the request as something failed inside; the log has it under broken-1",
            locations: [{ line: 1, column: 3 }],
            path: ["models"],
            extensions: { code: "INTERNAL_SERVER_ERROR", requestId: "broken-1" },
          },
        ],
      });
    } finally {
      await server.database.pool.query("alter table models_away rename to models");
    }
  });

  test("from a page of another site is not let in", async () => {
    const response = await post(typename, { origin: "https://elsewhere.example" });
    expect(response.headers.get("access-control-allow-origin")).toBeNull();
    const simple = [
      await fetch(`${server.url}?query={__typename}`),
      await post(typename, { "content-type": "text/plain" }),
      await post("query={__typename}", { "content-type": "application/x-www-form-urlencoded" }),
      await fetch(server.url, {
        method: "POST",
        body: encodeRequest("{ __typename }", { f: new Blob(["a"]) }).body,
      }),
    ];
    for (const { status } of simple) {
      expect([403, 415]).toContain(status);
    }
  });
});

describe("the API", () => {
  test.each([
    ["not JSON", "{", 400],
    ["JSON of something else", "[1, 2", 400],
    ["a syntax error", JSON.stringify({ query: "{" }), 400],
    ["an unknown field", JSON.stringify({ query: "{ nope }" }), 400],
    ["nothing", "", 400],
    ["no query", "{}", 400],
  ])("answers %s with an error of the client's", async (_what, body, status) => {
    const response = await post(body, { accept: "application/graphql-response+json, application/json" });
    const text = await response.text();
    expect([status, 200]).toContain(response.status);
    const [error] = (JSON.parse(text) as { errors: { message: string; extensions?: { code: string } }[] })
      .errors;
    expect(error!.extensions?.code).not.toBe("INTERNAL_SERVER_ERROR");
    expect(text).not.toContain("node_modules");
  });

  test("refuses requests that are too large, before it reads them", async () => {
    const document = await rawPost(
      { "content-type": "application/json", "content-length": 1024 * 1024 + 1 },
      () => undefined,
    ).catch((error: NodeJS.ErrnoException) => error);
    expect(document).toMatchObject({ status: 413, body: expect.stringContaining("REQUEST_TOO_LARGE") });
    const upload = await rawPost(
      {
        "content-type": "multipart/form-data; boundary=x",
        "content-length": 301 * 1024 * 1024,
        "x-graphql-yoga-csrf": "1",
      },
      () => undefined,
    ).catch((error: NodeJS.ErrnoException) => error);
    expect(upload).toMatchObject({ status: 413 });
  });

  test("refuses requests that do not say how long they are", async () => {
    const answer = await rawPost(
      { "content-type": "application/json", "transfer-encoding": "chunked" },
      (send) => send(typename),
    );
    expect(answer).toMatchObject({ status: 411 });
  });

  test("stays up when a client goes away in the middle of its request", async () => {
    await new Promise<void>((resolve) => {
      const request = httpRequest(server.url, {
        method: "POST",
        headers: {
          "content-type": "multipart/form-data; boundary=x",
          "content-length": 1000,
          "x-graphql-yoga-csrf": "1",
        },
      });
      request.on("error", () => resolve());
      request.write("--x\r\n", () => request.destroy(new Error("gone")));
    });
    expect(await (await post(typename)).json()).toEqual({ data: { __typename: "Query" } });
  });

  test("describes itself to tools", async () => {
    const query = getIntrospectionQuery({ inputValueDeprecation: true, specifiedByUrl: true, oneOf: true });
    const { data } = (await (await post(JSON.stringify({ query }))).json()) as {
      data: { __schema: unknown };
    };
    expect(data.__schema).toBeDefined();
  });
});

describe("beside the API", () => {
  test("health tells that it lives and whether it is ready", async () => {
    expect((await fetch(at("/health/live"))).status).toBe(200);
    expect((await fetch(at("/health/ready"))).status).toBe(200);
  });

  test("a page tells what this is, and loads nothing from elsewhere", async () => {
    for (const path of ["/", "/graphql"]) {
      const response = await fetch(at(path), { headers: { accept: "text/html,*/*" } });
      expect(response.status).toBe(200);
      expect(response.headers.get("content-type")).toBe("text/plain; charset=utf-8");
      const text = await response.text();
      expect(text.match(/^curl .*/gm)).toHaveLength(3);
      expect(text).toContain(server.url);
    }
  });

  test("there is nothing", async () => {
    for (const path of ["/favicon.ico", "/graphql/", "/../etc/passwd", "/graphqlx"]) {
      expect((await fetch(at(path))).status).toBe(404);
    }
  });
});
