import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { startEmbeddedPostgres } from "../postgres/embedded.ts";
import { deployMigrations } from "../postgres/migrate.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** The Postgres that the tests of a run share; its database `postgres` is for administration. */
    postgresUrl: string;
  }
}

/** The database that has all migrations and no rows, from which each test file's own is cloned. */
const templateName = "convzoo_template";

/** Starts one Postgres for all test files of a run and migrates the template; without durability, for speed. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const directory = await mkdtemp(join(tmpdir(), "convzoo-test-"));
  const postgres = await startEmbeddedPostgres({
    dataDirectory: directory,
    database: templateName,
    durable: false,
    settings: {
      fsync: "off",
      synchronous_commit: "off",
      full_page_writes: "off",
      max_connections: "200",
      shared_buffers: "64MB",
    },
  });
  await deployMigrations(postgres.url);
  await sealTemplate(postgres.url);
  const url = new URL(postgres.url);
  url.pathname = "/postgres";
  project.provide("postgresUrl", url.href);
  return async () => {
    await postgres.stop();
    await rm(directory, { recursive: true, force: true });
  };
}

/** Cloning needs a template that nobody is connected to. */
async function sealTemplate(templateUrl: string): Promise<void> {
  const url = new URL(templateUrl);
  url.pathname = "/postgres";
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    await client.query(`alter database ${templateName} with is_template true allow_connections false`);
  } finally {
    await client.end();
  }
}
