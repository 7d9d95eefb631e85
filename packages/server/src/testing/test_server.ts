import { type RunningServer, startServer } from "../start_server.ts";
import { createTestDatabase, type TestDatabase } from "./test_database.ts";

/** What GraphQL answers. */
interface Result {
  // biome-ignore lint/suspicious/noExplicitAny: Tests look into answers as they come.
  readonly data?: any;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly unknown[];
    readonly extensions: Readonly<Record<string, unknown>>;
  }[];
}

/** A server of a test's own, on a database of its own. */
export interface TestServer {
  readonly url: string;
  readonly database: TestDatabase;
  /** Sends a document over HTTP; files among the variables are uploaded. */
  send(
    query: string,
    variables?: Readonly<Record<string, unknown>>,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Result>;
  /** Stops the server, but leaves the database. */
  stop(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Starts a server in this process, on a free port.
 *
 * @example Usage
 * ```ts
 * const server = await startTestServer();
 * afterAll(() => server.close());
 * ```
 */
export async function startTestServer(): Promise<TestServer> {
  const database = await createTestDatabase();
  let server: RunningServer;
  try {
    server = await startServer({ databaseUrl: database.url, host: "127.0.0.1", port: 0 });
  } catch (error) {
    await database.drop();
    throw error;
  }
  return {
    url: server.url,
    database,
    async send(query, variables = {}, headers = {}) {
      const request = encodeRequest(query, variables);
      const response = await fetch(server.url, {
        method: "POST",
        body: request.body,
        headers: { ...request.headers, ...headers },
      });
      return (await response.json()) as Result;
    },
    stop: () => server.close(),
    async close() {
      await server.close();
      await database.drop();
    },
  };
}

/** Body and headers of a request, as the GraphQL multipart request specification says if there are files. */
export function encodeRequest(
  query: string,
  variables: Readonly<Record<string, unknown>>,
): { body: string | FormData; headers: Record<string, string> } {
  const files: [path: string, file: Blob][] = [];
  const plain = takeFiles(variables, "variables", files);
  const operations = JSON.stringify({ query, variables: plain });
  if (files.length === 0) {
    return { body: operations, headers: { "content-type": "application/json" } };
  }
  const form = new FormData();
  form.set("operations", operations);
  form.set("map", JSON.stringify(Object.fromEntries(files.map(([path], index) => [index, [path]]))));
  for (const [index, [, file]] of files.entries()) {
    form.set(String(index), file);
  }
  return { body: form, headers: { "x-graphql-yoga-csrf": "1" } };
}

function takeFiles(value: unknown, path: string, files: [string, Blob][]): unknown {
  if (value instanceof Blob) {
    files.push([path, value]);
    return null;
  }
  if (Array.isArray(value)) {
    return value.map((item, index) => takeFiles(item, `${path}.${index}`, files));
  }
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, takeFiles(item, `${path}.${key}`, files)]),
    );
  }
  return value;
}
