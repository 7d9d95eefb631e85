import { randomUUID } from "node:crypto";
import { PrismaPg } from "@prisma/adapter-pg";
import type {
  SqlMigrationAwareDriverAdapterFactory,
  SqlQuery,
  SqlResultSet,
} from "@prisma/driver-adapter-utils";
import { DriverAdapterError } from "@prisma/driver-adapter-utils";
import pg from "pg";

type Adapter = Awaited<ReturnType<PrismaPg["connect"]>>;

/** Prisma's column types of the catalogue's own types, by their object id in Postgres; text for all others. */
const catalogueTypes: Readonly<Record<number, number>> = { 16: 5, 18: 6, 19: 7, 20: 1, 21: 0, 23: 0, 26: 1 };
const textType = 7;

/**
 * Connects the schema engine to Postgres, correcting four things that Prisma's own adapter does not do for migrations.
 *
 * It reads columns of Postgres's internal `"char"` type (all catalogue queries have them); it makes a truly separate
 * shadow database, and drops it although connections are open; it runs a migration as one transaction, so that one that
 * fails leaves nothing behind (the plain adapter also cuts scripts at every semicolon, strings and functions included);
 * and it can close everything that the engine opened.
 */
export class MigrationAdapterFactory implements SqlMigrationAwareDriverAdapterFactory {
  readonly provider = "postgres";
  readonly adapterName = "@prisma/adapter-pg";
  readonly #url: URL;
  readonly #open: Adapter[] = [];

  constructor(url: string) {
    this.#url = new URL(url);
  }

  async connect(): Promise<Adapter> {
    const adapter = await connect(this.#url);
    this.#open.push(adapter);
    return adapter;
  }

  async connectToShadowDb(): Promise<Adapter> {
    const name = `convzoo_shadow_${randomUUID().replaceAll("-", "")}`;
    await administrate(this.#url, `create database "${name}"`);
    const url = new URL(this.#url);
    url.pathname = `/${name}`;
    const adapter = await connect(url);
    const dispose = adapter.dispose.bind(adapter);
    adapter.dispose = async () => {
      await dispose();
      await administrate(this.#url, `drop database if exists "${name}" with (force)`);
    };
    return adapter;
  }

  /** Closes all connections, and with them the engine's lock. */
  async close(): Promise<void> {
    await Promise.all(this.#open.splice(0).map((adapter) => adapter.dispose()));
  }
}

async function connect(url: URL): Promise<Adapter> {
  const factory = new PrismaPg({ connectionString: url.href, connectionTimeoutMillis: 10_000 });
  const adapter = await factory.connect();
  const queryRaw = adapter.queryRaw.bind(adapter);
  adapter.queryRaw = async (query) => {
    try {
      return await queryRaw(query);
    } catch (error) {
      if (!isUnsupportedType(error)) {
        throw error;
      }
      return await queryCatalogue(adapter, query);
    }
  };
  adapter.executeScript = async (script) => {
    try {
      await adapter.underlyingDriver().query(script);
    } catch (error) {
      throw translateError(error);
    }
  };
  return adapter;
}

async function queryCatalogue(adapter: Adapter, query: SqlQuery): Promise<SqlResultSet> {
  const result = await adapter
    .underlyingDriver()
    .query<unknown[]>({ text: query.sql, values: query.args as unknown[], rowMode: "array" });
  return {
    columnNames: result.fields.map((field) => field.name),
    columnTypes: result.fields.map(
      (field) => catalogueTypes[field.dataTypeID] ?? textType,
    ) as SqlResultSet["columnTypes"],
    rows: result.rows,
  };
}

/** The engine tells its caller only what it knows by kind; any other error it reduces to a number. */
function translateError(error: unknown): unknown {
  if (!(error instanceof pg.DatabaseError)) {
    return error;
  }
  const { code = "XX000", severity = "ERROR", message, detail, column, hint } = error;
  return new DriverAdapterError({
    kind: "postgres",
    code,
    severity,
    message,
    detail,
    column,
    hint,
    originalCode: code,
    originalMessage: message,
  });
}

function isUnsupportedType(error: unknown): boolean {
  const cause = (error as { cause?: { kind?: string } }).cause;
  return cause?.kind === "UnsupportedNativeDataType";
}

async function administrate(url: URL, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
