import pg from "pg";
import { afterAll, beforeAll, describe, expect, inject, test, vi } from "vitest";
import { type RunningServer, startServer } from "./start_server.ts";
import { createEmptyDatabase, createTestDatabase, type TestDatabase } from "./testing/test_database.ts";

let database: TestDatabase;
let server: RunningServer;

beforeAll(async () => {
  database = await createTestDatabase();
  server = await startServer({ databaseUrl: database.url, host: "127.0.0.1", port: 0 });
});
afterAll(async () => {
  await server?.close();
  await database.drop();
});

describe("startServer()", () => {
  test("answers at the address that it gives", async () => {
    const response = await fetch(server.url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ query: "{ serverInfo { version engines } }" }),
    });
    expect(await response.json()).toEqual({ data: { serverInfo: { version: "0.0.0", engines: ["wasm"] } } });
  });

  test("says in one sentence that a port is in use", async () => {
    const port = Number(new URL(server.url).port);
    const second = startServer({ databaseUrl: database.url, host: "127.0.0.1", port });
    await expect(second).rejects.toThrow(`Cannot listen on port ${port} of 127.0.0.1: it is in use`);
  });

  test("says in one sentence that the database is dead, without its password", async () => {
    const databaseUrl = "postgres://zoo:s3cret@127.0.0.1:9/zoo";
    const dead = startServer({ databaseUrl, host: "127.0.0.1", port: 0 });
    await expect(dead).rejects.toThrow(
      "Cannot use the database at 127.0.0.1:9/zoo as it must answer: connection refused",
    );
  });

  test("stays up while the database is away, says that it is not ready, and goes on when it is back", async () => {
    const other = await startServer({ databaseUrl: database.url, host: "127.0.0.1", port: 0 });
    const models = async (): Promise<{ data: unknown; errors?: { extensions: unknown }[] }> => {
      const response = await fetch(other.url, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ query: "{ models { edges { node { id } } } }" }),
      });
      return (await response.json()) as Awaited<ReturnType<typeof models>>;
    };
    const ready = async (): Promise<number> => (await fetch(new URL("/health/ready", other.url))).status;
    try {
      expect(await models()).toEqual({ data: { models: { edges: [] } } });
      expect(await ready()).toBe(200);
      await cutOff(database, true);
      expect(await ready()).toBe(503);
      expect(await models()).toMatchObject({
        data: null,
        errors: [{ extensions: { code: "INTERNAL_SERVER_ERROR" } }],
      });
      await cutOff(database, false);
      await vi.waitFor(async () => expect(await ready()).toBe(200), { timeout: 10_000 });
      expect(await models()).toEqual({ data: { models: { edges: [] } } });
    } finally {
      await cutOff(database, false);
      await other.close();
    }
  });

  test("refuses a database that is not migrated, and leaves no connection to it", async () => {
    const empty = await createEmptyDatabase();
    const start = startServer({ databaseUrl: empty.url, host: "127.0.0.1", port: 0 });
    await expect(start).rejects.toThrow(/as it must be migrated: run "convzoo migrate" first$/);
    const name = new URL(empty.url).pathname.slice(1);
    const { rows } = await database.pool.query("select 1 from pg_stat_activity where datname = $1", [name]);
    expect(rows).toEqual([]);
    await empty.drop();
  });
});

/** Lets nobody connect to a database any more, and ends the connections that there are; or lets them again. */
async function cutOff({ url }: TestDatabase, away: boolean): Promise<void> {
  const name = new URL(url).pathname.slice(1);
  const client = new pg.Client({ connectionString: inject("postgresUrl") });
  await client.connect();
  try {
    await client.query(`alter database ${name} with allow_connections ${!away}`);
    if (away) {
      await client.query("select pg_terminate_backend(pid) from pg_stat_activity where datname = $1", [name]);
    }
  } finally {
    await client.end();
  }
}
