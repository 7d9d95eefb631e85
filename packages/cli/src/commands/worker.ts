import { startWorker } from "@convzoo/server";
import type { Command } from "../command.ts";
import { runService } from "../service/run_service.ts";
import { readDatabaseUrl, readDataDirectory } from "../settings.ts";

export const worker: Command = {
  name: "worker",
  help: `Usage: convzoo worker [options]

Takes runs from the queue of a migrated database and trains them, one at a time, until it gets SIGINT or SIGTERM; a run
that is under way then goes back to the queue. Any number of workers share a database.

Options:
  --database-url URL  The Postgres database (CONVZOO_DATABASE_URL)
  --data-dir DIR      Where copies of datasets are kept (CONVZOO_DATA_DIR) [default: .convzoo]
  --help              Show this text`,
  options: {
    "database-url": { type: "string" },
    "data-dir": { type: "string" },
  },
  run(options) {
    const databaseUrl = readDatabaseUrl(options, "worker");
    const dataDirectory = readDataDirectory(options);
    return runService(() => startWorker({ databaseUrl, dataDirectory }));
  },
};
