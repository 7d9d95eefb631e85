import { readFile } from "node:fs/promises";
import { readEnv } from "./env.ts";
import { answerDatasetImage } from "./http/answer_dataset_image.ts";
import { apiPath, createApi } from "./http/create_api.ts";
import { createRequestListener } from "./http/create_request_listener.ts";
import { listen } from "./http/listen.ts";
import { startPredictionCleaning } from "./jobs/clean_predictions.ts";
import { openRunEventHub } from "./jobs/run_event_hub.ts";
import { openRunQueue } from "./jobs/run_queue.ts";
import { createLog, type Logger } from "./log.ts";
import { checkMigrated } from "./postgres/check_migrated.ts";
import { type Database, describeUrl, openDatabase } from "./postgres/database.ts";
import { isTransient } from "./postgres/is_transient.ts";
import { createImageSigner } from "./services/image_signature.ts";
import { createIdleLog, createPredictionLog, type PredictionLog } from "./serving/prediction_log.ts";
import { createPredictionPool } from "./serving/prediction_pool.ts";
import { insertPredictions } from "./store/insert_predictions.ts";

/** What a server needs. */
export interface ServerOptions {
  /** A migrated Postgres database. */
  readonly databaseUrl: string;
  /** The address to listen on. */
  readonly host: string;
  /** The port, 0 for any free one. */
  readonly port: number;
}

/** A running server. */
export interface RunningServer {
  /** The address of the API, such as `http://127.0.0.1:4000/graphql`. */
  readonly url: string;
  /** Ends streams, lets other requests end, and closes everything. */
  close(): Promise<void>;
}

/**
 * Starts a server of the API. Any number of them may share a database.
 *
 * @throws {Error} In one sentence: the database does not answer or is not migrated, the port is in use. Nothing is left open.
 */
export async function startServer({ databaseUrl, host, port }: ServerOptions): Promise<RunningServer> {
  const log = createLog("server");
  await using open = new AsyncDisposableStack();
  const database = await openDatabase(databaseUrl, {
    onError: (error) => log.warn({ error }, "A connection to the database broke"),
  });
  open.defer(() => database.close());
  await checkMigrated(database);
  const queue = await openRunQueue(database);
  open.defer(() => queue.close());
  const events = await openRunEventHub(databaseUrl);
  open.defer(() => events.close());
  const { actorHeader, datasetDirectories, signingSecret, predictions: kept } = readEnv();
  // also where none are kept any more: those that are there grow old
  const cleaning = startPredictionCleaning({ database, log, limits: kept });
  open.defer(() => cleaning.stop());
  const predictionLog = openPredictionLog({ database, log, isOn: kept.keep });
  open.defer(() => predictionLog.close());
  const predictions = createPredictionPool();
  open.defer(() => predictions.close());
  const imageSigner = createImageSigner(signingSecret);
  const stopping = new AbortController();
  const api = createApi({
    services: { database, queue, events, predictions, predictionLog },
    server: { version: await readVersion(), startedAt: new Date(), keptPredictions: kept },
    stopping: stopping.signal,
    log,
    actorHeader,
    imageSigner,
    datasetDirectories,
  });
  const listener = createRequestListener({
    api,
    log,
    answerImage: (request, response) => answerDatasetImage({ database, imageSigner }, request, response),
    isReady: async () => !stopping.signal.aborted && (await answers(database)),
  });
  const listening = await listen(listener, { host, port });
  open.defer(() => listening.close());
  // The last to be opened is the first to be closed; streams must know before that, or they would keep it waiting.
  open.defer(() => stopping.abort());
  const url = `${listening.origin}${apiPath}`;
  log.info({ url, database: describeUrl(databaseUrl) }, "The server listens");
  const opened = open.move();
  let closed: Promise<void> | undefined;
  return {
    url,
    close() {
      closed ??= opened.disposeAsync();
      return closed;
    },
  };
}

function openPredictionLog({
  database,
  log,
  isOn,
}: {
  readonly database: Database;
  readonly log: Logger;
  readonly isOn: boolean;
}): PredictionLog {
  return isOn
    ? createPredictionLog({
        write: (batch) => insertPredictions(database.pool, batch),
        isTransient,
        onError: (error, lost) => log.warn({ error, lost }, "Predictions could not be kept"),
      })
    : createIdleLog();
}

const answerPatience = 2000;

async function answers({ pool }: Database): Promise<boolean> {
  const { promise: late, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => resolve(false), answerPatience);
  const answer = pool.query("select 1").then(
    () => true,
    () => false,
  );
  const result = await Promise.race([answer, late]);
  clearTimeout(timer);
  return result;
}

async function readVersion(): Promise<string> {
  const text = await readFile(new URL("../package.json", import.meta.url), "utf8");
  return (JSON.parse(text) as { readonly version: string }).version;
}
