import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import {
  checkDatabase,
  deployMigrations,
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from "@convzoo/server";
import { type ChildService, startChildService } from "../service/child_service.ts";
import { whenAborted } from "../service/stop_request.ts";
import { prepareDataDirectory } from "./prepare_data_directory.ts";
import type { Screen } from "./screen.ts";
import { readSecretKeys } from "./secret_keys.ts";
import type { Stopper } from "./stopper.ts";

/** Everything that must run for a zoo to work. */
export interface ZooProcesses {
  /** The GraphQL endpoint. */
  readonly url: string;
  /** Rejects when one of them ends although nobody asked it to. */
  readonly crashed: Promise<never>;
}

/** How to start {@linkcode ZooProcesses}. */
export interface ZooProcessesOptions {
  readonly dataDirectory: string;
  /** A database that runs already. @default {an embedded one} */
  readonly databaseUrl: string | undefined;
  readonly host: string;
  readonly port: number;
  readonly screen: Screen;
  readonly stopper: Stopper;
  readonly signal: AbortSignal;
}

/**
 * Starts the database, brings it up to date, and starts a server and a worker as processes of their own.
 * What has been started is handed to the stopper at once, also if a later step fails.
 */
export async function startZooProcesses(options: ZooProcessesOptions): Promise<ZooProcesses> {
  const { dataDirectory, host, port, screen, stopper, signal } = options;
  await prepareDataDirectory(dataDirectory);
  const database =
    options.databaseUrl === undefined ? await startDatabase(dataDirectory, { screen, stopper }) : undefined;
  const databaseUrl = options.databaseUrl ?? database!.url;
  signal.throwIfAborted();
  await checkDatabase(databaseUrl);
  await deployMigrations(databaseUrl);
  signal.throwIfAborted();

  const logDirectory = join(dataDirectory, "logs");
  await mkdir(logDirectory, { recursive: true });
  const environment = {
    CONVZOO_DATABASE_URL: databaseUrl,
    CONVZOO_DATA_DIR: dataDirectory,
    CONVZOO_HOST: host,
    CONVZOO_PORT: String(port),
    CONVZOO_SECRET_KEYS: process.env["CONVZOO_SECRET_KEYS"] || (await readSecretKeys(dataDirectory)),
  };
  const children: ChildService[] = [];
  for (const command of ["server", "worker"]) {
    const logPath = join(logDirectory, `${command}.log`);
    const child = await startChildService({ command, environment, logPath });
    stopper.add(child);
    children.push(child);
  }
  const [url] = await Promise.race([
    Promise.all(children.map(({ ready }) => ready)),
    rejectWhenAborted(signal),
  ]);
  const crashed = Promise.race(
    [...children, ...(database === undefined ? [] : [database])].map((part) => part.crashed),
  );
  crashed.catch(() => undefined);
  return { url: url ?? `http://${host}:${port}/graphql`, crashed };
}

async function startDatabase(
  dataDirectory: string,
  { screen, stopper }: Pick<ZooProcessesOptions, "screen" | "stopper">,
): Promise<EmbeddedPostgres> {
  screen.say("Starting Postgres");
  const database = await startEmbeddedPostgres({ dataDirectory });
  if (!database.owned) {
    throw new Error(
      `Cannot start as another convzoo uses ${dataDirectory}: stop it, or choose another directory with --data-dir`,
    );
  }
  stopper.add(database);
  return database;
}

async function rejectWhenAborted(signal: AbortSignal): Promise<never> {
  await whenAborted(signal);
  throw signal.reason;
}
