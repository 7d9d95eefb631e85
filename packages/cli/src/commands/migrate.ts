import { checkDatabase, deployMigrations } from "@convzoo/server";
import type { Command } from "../command.ts";
import { readDatabaseUrl } from "../settings.ts";

export const migrate: Command = {
  name: "migrate",
  help: `Usage: convzoo migrate [options]

Applies the migrations that a database has not had yet.

Options:
  --database-url URL  The Postgres database (CONVZOO_DATABASE_URL)
  --help              Show this text`,
  options: { "database-url": { type: "string" } },
  async run(options) {
    const databaseUrl = readDatabaseUrl(options, "migrate");
    await checkDatabase(databaseUrl);
    const applied = await deployMigrations(databaseUrl);
    console.log(applied.length === 0 ? "The database is up to date" : `Applied ${applied.join(", ")}`);
    return 0;
  },
};
