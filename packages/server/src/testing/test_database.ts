import { randomUUID } from "node:crypto";
import pg from "pg";
import { inject } from "vitest";
import type { Database } from "../postgres/database.ts";
import { openDatabase } from "../postgres/database.ts";
// it says what `inject` gives
import type {} from "./global_setup.ts";

/** A migrated database of its own for one test file. */
export interface TestDatabase extends Database {
  /** Closes the pool and drops the database, whoever else is still connected. */
  drop(): Promise<void>;
}

/**
 * Clones the migrated template; a clone takes some 20 ms.
 *
 * @example Usage
 * ```ts
 * const database = await createTestDatabase();
 * afterAll(() => database.drop());
 * ```
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  await administrate(`create database ${name} template convzoo_template strategy file_copy`);
  const url = new URL(inject("postgresUrl"));
  url.pathname = `/${name}`;
  const database = await openDatabase(url.href, { connections: 10 });
  return {
    ...database,
    async drop() {
      await database.close();
      await administrate(`drop database ${name} with (force)`);
    },
  };
}

/** Makes an empty database, without tables, and gives its address; for tests of the migrations themselves. */
export async function createEmptyDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `empty_${randomUUID().replaceAll("-", "")}`;
  await administrate(`create database ${name}`);
  const url = new URL(inject("postgresUrl"));
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => administrate(`drop database ${name} with (force)`) };
}

async function administrate(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject("postgresUrl") });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
