import { startServer } from "@convzoo/server";
import type { Command } from "../command.ts";
import { runService } from "../service/run_service.ts";
import { defaultHost, defaultPort, readDatabaseUrl, readHost, readPort } from "../settings.ts";

export const server: Command = {
  name: "server",
  help: `Usage: convzoo server [options]

Serves the GraphQL API of a migrated database until it gets SIGINT or SIGTERM. Any number of servers share a database.

Options:
  --database-url URL  The Postgres database (CONVZOO_DATABASE_URL)
  --host HOST         The address to listen on (CONVZOO_HOST) [default: ${defaultHost}]
  --port N            The port, 0 for any free one (CONVZOO_PORT) [default: ${defaultPort}]
  --help              Show this text`,
  options: {
    "database-url": { type: "string" },
    host: { type: "string" },
    port: { type: "string" },
  },
  run(options) {
    const databaseUrl = readDatabaseUrl(options, "server");
    const host = readHost(options);
    const port = readPort(options);
    return runService(() => startServer({ databaseUrl, host, port }));
  },
};
