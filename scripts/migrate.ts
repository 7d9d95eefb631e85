import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { startEmbeddedPostgres } from "../packages/server/src/postgres/embedded.ts";
import {
  createMigration,
  deployMigrations,
  dumpSchema,
  findDrift,
} from "../packages/server/src/postgres/migrate.ts";
import { prismaDirectory } from "../packages/server/src/postgres/migrations.ts";

const help = `Usage: node scripts/migrate.ts <command> [--url <postgres url>]

Moves databases along the numbered migrations in prisma/migrations.

Commands:
  deploy       Apply the migrations that the database has not had yet (needs --url or CONVZOO_DATABASE_URL)
  new <name>   Write the next migration from the changes of prisma/schema.prisma, and schema.sql
  check        Fail if the migrations do not make exactly the schema, or schema.sql is stale
  dump         Write prisma/schema.sql, the schema as SQL for reviews

Options:
  --url        The database; without it (and for all but deploy) a scratch Postgres is started and removed
  --help       Show this text`;

const dumpPath = join(prismaDirectory, "schema.sql");

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { url: { type: "string" }, help: { type: "boolean", short: "h" } },
  });
  const [command, name] = positionals;
  if (values.help || command === undefined) {
    console.log(help);
    return values.help ? 0 : 2;
  }
  switch (command) {
    case "deploy":
      return await deploy(values.url ?? process.env["CONVZOO_DATABASE_URL"]);
    case "new":
      return await withScratch(values.url, (url) => create(url, name));
    case "check":
      return await withScratch(values.url, check);
    case "dump":
      return await withScratch(values.url, dump);
    default:
      throw new Error(
        `Cannot migrate as the command must be deploy, new, check or dump: current value is ${command}`,
      );
  }
}

async function deploy(url: string | undefined): Promise<number> {
  if (!url) {
    throw new Error("Cannot deploy migrations as --url or CONVZOO_DATABASE_URL must name a database");
  }
  const applied = await deployMigrations(url);
  console.log(applied.length === 0 ? "Nothing to apply" : `Applied ${applied.join(", ")}`);
  return 0;
}

async function create(url: string, name: string | undefined): Promise<number> {
  if (name === undefined) {
    throw new Error("Cannot make a migration as it must have a name: node scripts/migrate.ts new <name>");
  }
  const made = await createMigration(url, name);
  console.log(
    made === undefined ? "The migrations make exactly the schema: nothing to write" : `Wrote ${made}`,
  );
  return await dump(url);
}

async function check(url: string): Promise<number> {
  const drift = await findDrift(url);
  if (drift !== undefined) {
    console.error(
      `The migrations do not make the schema; run \`pnpm migrate new <name>\`. Missing:\n\n${drift}`,
    );
    return 1;
  }
  const stale = (await readFile(dumpPath, "utf8").catch(() => "")) !== (await dumpSchema(url));
  if (stale) {
    console.error("prisma/schema.sql is stale; run `pnpm migrate dump`");
    return 1;
  }
  console.log("The migrations make exactly the schema, and schema.sql shows it");
  return 0;
}

async function dump(url: string): Promise<number> {
  await writeFile(dumpPath, await dumpSchema(url));
  return 0;
}

async function withScratch(
  url: string | undefined,
  action: (url: string) => Promise<number>,
): Promise<number> {
  if (url !== undefined) {
    return await action(url);
  }
  const directory = await mkdtemp(join(tmpdir(), "convzoo-migrate-"));
  const postgres = await startEmbeddedPostgres({
    dataDirectory: directory,
    durable: false,
    settings: { fsync: "off" },
  });
  try {
    return await action(postgres.url);
  } finally {
    await postgres.stop();
    await rm(directory, { recursive: true, force: true });
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
