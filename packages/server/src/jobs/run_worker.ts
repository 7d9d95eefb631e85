import { readEnv } from "../env.ts";
import { createLog, type Logger } from "../log.ts";
import { checkMigrated } from "../postgres/check_migrated.ts";
import { type Database, describeUrl, openDatabase } from "../postgres/database.ts";
import { openBlobCache } from "./blob_cache.ts";
import { readCoreVersion } from "./core_version.ts";
import { startEvaluationLoop } from "./evaluation_loop.ts";
import { executeRun } from "./execute_run.ts";
import { startIndexLoop } from "./index_datasets_loop.ts";
import { openRunEventHub } from "./run_event_hub.ts";
import { openRunQueue, type RunQueue } from "./run_queue.ts";
import { createSecretBox } from "./secret_box.ts";
import type { Polling } from "./start_polling.ts";
import { startWebhookLoop } from "./webhook_loop.ts";
import { startWebhookUpkeep } from "./webhook_upkeep.ts";

/** Options of {@linkcode runWorker}. */
export interface RunWorkerOptions {
  /** A migrated database. */
  readonly databaseUrl: string;
  /** Where copies of datasets are kept. */
  readonly dataDirectory: string;
  /** Seconds that one attempt at a run may take. @default {82800, which is 23 hours} */
  readonly timeLimit?: number | undefined;
  /**
   * Seconds between two checkpoints of a run at least, each from the end of an epoch: so much work is lost at most with
   * the process that trains, and with the epoch that it was in.
   * @default {10}
   */
  readonly checkpointInterval?: number | undefined;
  /** What it looks after beside runs, evaluations and webhooks: work that needs services. @default {none} */
  readonly loops?: readonly ((tools: WorkerTools) => Polling)[] | undefined;
}

/** What a worker has for its loops. */
export interface WorkerTools {
  readonly database: Database;
  readonly queue: RunQueue;
  readonly log: Logger;
}

/** A running worker. */
export interface RunWorker {
  /** Stops it: a run that is under way goes back to the queue, for the next worker. */
  close(): Promise<void>;
}

/** An hour less than the queue would let it run. */
const defaultTimeLimit = 23 * 3600;

/**
 * Takes runs from the queue and trains them, one at a time, each in a process of its own.
 *
 * @throws {Error} In one sentence, if the database cannot be used or is not migrated.
 */
export async function runWorker(options: RunWorkerOptions): Promise<RunWorker> {
  const {
    databaseUrl,
    dataDirectory,
    timeLimit = defaultTimeLimit,
    checkpointInterval = 10,
    loops = [],
  } = options;
  const log = createLog("worker");
  const stopping = new AbortController();
  await using open = new AsyncDisposableStack();
  const database = await openDatabase(databaseUrl, {
    connections: 5,
    onError: (error) => log.warn({ error }, "A connection to the database broke"),
  });
  open.defer(database.close);
  await checkMigrated(database);
  const engineVersion = await readCoreVersion();
  const cache = await openBlobCache(database, dataDirectory);
  const events = await openRunEventHub(databaseUrl);
  open.defer(events.close);
  const tools = { database, events, cache, log, engineVersion, timeLimit, checkpointInterval };
  const queue = await openRunQueue(database, {
    async work(job, { lost, queue: sender }) {
      const signals = { stop: stopping.signal, lost };
      await executeRun({ ...tools, queue: sender }, job, signals).catch((error: unknown) => {
        log.error({ error, ...job.data }, "The run could not be worked on");
        throw error;
      });
    },
  });
  open.defer(queue.close);
  const evaluations = startEvaluationLoop({ database, cache, log });
  open.defer(() => evaluations.stop());
  for (const start of loops) {
    const loop = start({ database, queue, log });
    open.defer(() => loop.stop());
  }
  const indexing = startIndexLoop({ database, cache, log });
  open.defer(() => indexing.stop());
  const { webhookPrivateTargets, webhookHosts, webhookHistoryDays, secretKeys } = readEnv();
  const secrets = createSecretBox(secretKeys);
  const rules = { allowPrivate: webhookPrivateTargets, hosts: webhookHosts };
  const webhooks = startWebhookLoop({ database, log, rules, secrets });
  open.defer(() => webhooks.stop());
  const upkeep = startWebhookUpkeep({ database, log, secrets, historyDays: webhookHistoryDays });
  open.defer(() => upkeep.stop());
  // The last to be opened is the first to be closed: the run under way must hear of it before the queue waits for it.
  open.defer(() => stopping.abort());
  log.info({ database: describeUrl(databaseUrl) }, "The worker takes runs");
  const opened = open.move();
  let closed: Promise<void> | undefined;
  return {
    close() {
      closed ??= opened.disposeAsync();
      return closed;
    },
  };
}
