import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { PrismaClient } from "../generated/prisma/client.ts";
import { behindIds } from "./keyset_cursor.ts";

/** The database as this process uses it: one pool, seen as plain SQL (store/) and through Prisma (reads of the API). */
export interface Database {
  readonly url: string;
  readonly pool: pg.Pool;
  readonly prisma: PrismaClient;
  close(): Promise<void>;
}

/** Where a statement runs: on any connection of the pool, or within a transaction. */
export type Queryable = Pick<pg.Pool, "query"> | pg.PoolClient;

/** Options of {@linkcode openDatabase}. */
export interface DatabaseOptions {
  /** The most connections. @default {10} */
  readonly connections?: number | undefined;
  /** Called with the error of a connection that broke while it was idle; the pool replaces it by itself. */
  readonly onError?: ((error: Error) => void) | undefined;
}

/** The oldest Postgres that makes our ids (`uuidv7()`). */
const oldestVersion = 18;

/**
 * Opens a pool on a database, after making sure that it answers.
 *
 * @throws {Error} In one sentence, within ten seconds, if it does not answer, refuses us, or is older than 18.
 */
export async function openDatabase(url: string, options: DatabaseOptions = {}): Promise<Database> {
  const { connections = 10, onError = () => undefined } = options;
  await checkDatabase(url);
  const pool = new pg.Pool({ connectionString: url, max: connections, connectionTimeoutMillis: 10_000 });
  pool.on("error", onError);
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) }).$extends({
    query: { $allModels: { $allOperations: ({ args, query }) => query(behindIds(args)) } },
    // It is the same client, with other arguments.
  }) as unknown as PrismaClient;
  return {
    url,
    pool,
    prisma,
    async close() {
      await prisma.$disconnect();
      await pool.end();
    },
  };
}

/**
 * Connects once, to find out whether a database can be used.
 *
 * @throws {Error} In one sentence that names the host, never the password.
 */
export async function checkDatabase(url: string): Promise<void> {
  const place = describeUrl(url);
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000, query_timeout: 5000 });
  client.on("error", () => undefined);
  let version: number;
  try {
    await client.connect();
    const { rows } = await client.query<{ version: number }>(
      "select current_setting('server_version_num')::int / 10000 as version",
    );
    version = rows[0]?.version ?? 0;
  } catch (cause) {
    throw new Error(`Cannot use the database at ${place} as it must answer: ${reason(cause)}`, { cause });
  } finally {
    await client.end().catch(() => undefined);
  }
  if (version < oldestVersion) {
    throw new Error(
      `Cannot use the database at ${place} as Postgres must be ${oldestVersion} or newer: current value is ${version}`,
    );
  }
}

/** Runs an action in a transaction: all of it happens, or nothing. */
export async function inTransaction<Result>(
  pool: pg.Pool,
  action: (client: pg.PoolClient) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect();
  let broken: Error | undefined;
  // A connection that breaks says so to whoever has it, and ends the process if nobody listens; the statement under way,
  // or the next one, fails by itself.
  const onError = (error: Error): void => {
    broken = error;
  };
  client.on("error", onError);
  try {
    await client.query("begin");
    const result = await action(client);
    await client.query("commit");
    return result;
  } catch (error) {
    await client.query("rollback").catch((failure: Error) => {
      broken = failure;
    });
    throw error;
  } finally {
    client.off("error", onError);
    client.release(broken);
  }
}

/** Host, port and database of an address, without its password. */
export function describeUrl(url: string): string {
  const { hostname, port, pathname } = new URL(url);
  return `${hostname}:${port || "5432"}${pathname}`;
}

function reason(error: unknown): string {
  if (error instanceof AggregateError) {
    return reason(error.errors[0]);
  }
  const { code, message } = error as { code?: string; message?: string };
  return code === "ECONNREFUSED" ? "connection refused" : message || code || String(error);
}
