import type { Command } from "../command.ts";
import {
  checkDatabaseUrl,
  defaultHost,
  defaultPort,
  parseWhole,
  readDataDirectory,
  readHost,
  readPort,
  readText,
} from "../settings.ts";
import { runStart } from "../start/run_start.ts";
import { createScreen } from "../start/screen.ts";

const defaultEpochs = 5;

export const start: Command = {
  name: "start",
  help: `Usage: convzoo start [options]

Starts a Postgres of its own, a server and a worker; registers a dataset, trains the reference CNN on it, classifies a
picture, and serves. The next start uses what is there. Ctrl-C stops everything.

Options:
  --once              End after the prediction
  --json              Print the results as one JSON object, the last line; all else goes to stderr
  --epochs N          How long to train [default: ${defaultEpochs}]
  --dataset DIR       A directory with four files in the form of Fashion-MNIST [default: the sample that comes along]
  --full              Use the directory that CONVZOO_DATASET_DIR names: the full Fashion-MNIST
  --data-dir DIR      Where the database, logs and copies live (CONVZOO_DATA_DIR) [default: .convzoo]
  --database-url URL  A Postgres that runs already, instead of its own (CONVZOO_DATABASE_URL)
  --host HOST         The address to listen on (CONVZOO_HOST) [default: ${defaultHost}]
  --port N            The port, 0 for any free one (CONVZOO_PORT) [default: ${defaultPort}]
  --help              Show this text`,
  options: {
    once: { type: "boolean" },
    json: { type: "boolean" },
    epochs: { type: "string" },
    dataset: { type: "string" },
    full: { type: "boolean" },
    "data-dir": { type: "string" },
    "database-url": { type: "string" },
    host: { type: "string" },
    port: { type: "string" },
  },
  async run(options) {
    const json = options["json"] === true;
    const databaseUrl = readText(options, "database-url", "CONVZOO_DATABASE_URL");
    return await runStart({
      dataDirectory: readDataDirectory(options),
      databaseUrl: databaseUrl === undefined ? undefined : checkDatabaseUrl(databaseUrl),
      host: readHost(options),
      port: readPort(options),
      dataset: { directory: readText(options, "dataset", ""), full: options["full"] === true },
      epochs: parseWhole("--epochs", String(options["epochs"] ?? defaultEpochs), {
        minimum: 1,
        maximum: 1000,
      }),
      once: options["once"] === true,
      screen: createScreen(json ? process.stderr : process.stdout),
      onResult(found) {
        if (json) {
          console.log(JSON.stringify(found));
        }
      },
    });
  },
};
