import type { PoolClient } from "pg";
import { PgBoss } from "pg-boss";
import { createLog } from "../log.ts";
import type { Database, Queryable } from "../postgres/database.ts";
import { reapRuns } from "./reap_runs.ts";
import { mostTries, type RunJob, type RunJobData } from "./run_job.ts";

/** The queue that carries runs to workers. */
export interface RunQueue {
  /** Queues a job within the caller's transaction: it is there when that commits. */
  send(client: PoolClient, jobId: string, data: RunJobData): Promise<void>;
  /** Takes a job out of the queue within the caller's transaction. */
  cancel(client: PoolClient, jobId: string): Promise<void>;
  /** Stops; a job that this process works on has time to end. */
  close(): Promise<void>;
}

/** What a worker may need for a job. */
interface RunJobTools {
  /** Says that another worker may have the job now. */
  readonly lost: AbortSignal;
  readonly queue: Pick<RunQueue, "send">;
}

/** Works on a job; if it rejects, the job is given to a worker again. */
type RunJobHandler = (job: RunJob, tools: RunJobTools) => Promise<void>;

/** Options of {@linkcode openRunQueue}. */
export interface RunQueueOptions {
  /** Takes the jobs, one at a time; a process without it only sends. */
  readonly work?: RunJobHandler | undefined;
}

/** Also known to store/find_stray_runs.ts. */
const queueName = "runs";

/** Seconds without a sign of life after which a job is taken from its worker; a database may be away for less. */
const heartbeatSeconds = 20;
/** The longest that the queue lets a job run: a day. Workers stop runs a little earlier, with a better message. */
const expireInSeconds = 24 * 3600;
/** How often, in milliseconds, each process looks for runs that nobody carries. */
const reapInterval = 5000;
const stopPatience = 8000;

const queueOptions = {
  heartbeatSeconds,
  expireInSeconds,
  retryLimit: mostTries - 1,
  retryDelay: 1,
  notify: true,
};

/**
 * Opens the queue, making its tables if they are not there.
 *
 * Every process that has it open also looks after the jobs of lost workers, and after the runs whose job is gone.
 */
export async function openRunQueue(database: Database, { work }: RunQueueOptions = {}): Promise<RunQueue> {
  const log = createLog("queue");
  const boss = new PgBoss({
    // Only who works listens for jobs, on a connection of its own; the others share the pool that is there.
    ...(work === undefined
      ? { db: within(database.pool) }
      : { connectionString: database.url, connectionTimeoutMillis: 10_000, max: 3, useListenNotify: true }),
    superviseIntervalSeconds: 2,
    monitorIntervalSeconds: 2,
    schedule: false,
    registerInstance: false,
  });
  boss.on("error", (error) => log.warn({ error }, "The queue had an error"));
  boss.on("warning", ({ message }) => log.warn(message));
  try {
    await boss.start();
    await boss.createQueue(queueName, queueOptions);
    await boss.updateQueue(queueName, queueOptions);
  } catch (error) {
    await boss.stop({ graceful: false }).catch(() => undefined);
    throw error;
  }
  const queue: Omit<RunQueue, "close"> = {
    async send(client, id, data) {
      await boss.send(queueName, data, { id, db: within(client) });
    },
    async cancel(client, jobId) {
      await boss.cancel(queueName, jobId, { db: within(client) });
    },
  };
  const reaper = startReaper(async () => {
    await reapRuns(database, queue).catch((error: unknown) =>
      log.warn({ error }, "Could not look for stray runs"),
    );
  });
  if (work !== undefined) {
    const options = { localConcurrency: 1, heartbeatRefreshSeconds: 2, notifyPollingIntervalSeconds: 2 };
    await boss.work<RunJobData>(queueName, options, async ([job]) => {
      if (job !== undefined) {
        await work(job, { lost: job.signal, queue });
      }
    });
  }
  return {
    ...queue,
    async close() {
      await reaper.stop();
      await boss.stop({ graceful: true, timeout: stopPatience });
    },
  };
}

function within(db: Queryable): {
  executeSql(sql: string, values?: unknown[]): Promise<{ rows: unknown[] }>;
} {
  return { executeSql: (sql, values) => db.query(sql, values) };
}

/** Repeats an action that never rejects, with a pause between. */
function startReaper(action: () => Promise<void>): { stop(): Promise<void> } {
  let stopped = false;
  let running = Promise.resolve();
  let timer: NodeJS.Timeout;
  const schedule = (): void => {
    timer = setTimeout(() => {
      running = action().then(() => {
        if (!stopped) {
          schedule();
        }
      });
    }, reapInterval);
  };
  schedule();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
