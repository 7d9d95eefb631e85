import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { createLog } from "../log.ts";
import { type RunTopic, runChannel } from "../store/notify_run.ts";

/** Wakes whoever in this process wants to know that something has happened to a run or a sweep. */
export interface RunEventHub {
  /**
   * Calls back whenever something may have happened; what it was, the rows say. Also when the connection to the
   * database was lost for a while, since a notice may have been missed.
   *
   * @returns Ends it.
   */
  subscribe(topic: RunTopic, wake: () => void): () => void;
  /** Aborted when the hub closes: nobody will be woken again. */
  readonly closed: AbortSignal;
  close(): Promise<void>;
}

/** Options of {@linkcode openRunEventHub}. */
export interface RunEventHubOptions {
  /** Milliseconds between two checks that the connection is still alive. @default {10000} */
  readonly checkInterval?: number | undefined;
  /** Milliseconds that the database has for an answer. @default {5000} */
  readonly patience?: number | undefined;
}

const firstDelay = 100;
const longestDelay = 2000;
const endPatience = 1000;

/**
 * Listens, on one connection for the whole process, to what processes tell each other of runs and sweeps.
 *
 * The connection is made anew whenever it breaks, also if it only falls silent.
 *
 * @throws {Error} If the first connection cannot be made.
 */
export async function openRunEventHub(
  databaseUrl: string,
  { checkInterval = 10_000, patience = 5000 }: RunEventHubOptions = {},
): Promise<RunEventHub> {
  const log = createLog("events");
  const subscriptions = new Map<string, Set<() => void>>();
  const closing = new AbortController();
  let connection = await connect();
  const following = follow();
  return {
    closed: closing.signal,
    subscribe(topic, wake) {
      const wakes = subscriptions.get(topic) ?? new Set();
      subscriptions.set(topic, wakes.add(wake));
      return () => {
        wakes.delete(wake);
        if (wakes.size === 0 && subscriptions.get(topic) === wakes) {
          subscriptions.delete(topic);
        }
      };
    },
    async close() {
      closing.abort();
      await following;
    },
  };

  async function connect(): Promise<Connection> {
    const made = await listen(databaseUrl, {
      checkInterval,
      patience,
      onNotice: (topic) => wakeAll(topic),
    });
    if (closing.signal.aborted) {
      made.end();
    }
    closing.signal.addEventListener("abort", made.end, { once: true });
    void made.ended.then(() => closing.signal.removeEventListener("abort", made.end));
    return made;
  }

  async function follow(): Promise<void> {
    for (let delay = firstDelay; ; ) {
      await connection.ended;
      if (closing.signal.aborted) {
        return;
      }
      try {
        connection = await connect();
        delay = firstDelay;
        wakeAll();
      } catch (error) {
        log.warn({ error }, "Could not listen for events");
        await sleep(delay, undefined, { signal: closing.signal }).catch(() => undefined);
        delay = Math.min(delay * 2, longestDelay);
      }
    }
  }

  function wakeAll(topic?: string): void {
    const chosen = topic === undefined ? subscriptions.values() : [subscriptions.get(topic) ?? []];
    for (const wake of [...chosen].flatMap((wakes) => [...wakes])) {
      wake();
    }
  }
}

interface Connection {
  /** Resolves when the connection is no more, whoever ended it. */
  readonly ended: Promise<void>;
  end(): void;
}

interface ListenOptions extends Required<RunEventHubOptions> {
  readonly onNotice: (topic: string) => void;
}

async function listen(
  url: string,
  { checkInterval, patience, onNotice }: ListenOptions,
): Promise<Connection> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: patience,
    query_timeout: patience,
    keepAlive: true,
    application_name: "convzoo events",
  });
  const { promise: ended, resolve } = Promise.withResolvers<void>();
  client.on("error", () => end());
  client.on("end", () => end());
  client.on("notification", ({ payload = "" }) => onNotice(payload));
  let timer: NodeJS.Timeout | undefined;
  let over = false;
  try {
    await client.connect();
    await client.query(`listen ${runChannel}`);
  } catch (error) {
    end();
    throw error;
  }
  check();
  return { ended, end };

  function check(): void {
    timer = setTimeout(() => {
      client.query("select 1").then(check, end);
    }, checkInterval);
    timer.unref();
    if (over) {
      clearTimeout(timer);
    }
  }

  function end(): void {
    if (!over) {
      over = true;
      clearTimeout(timer);
      // A connection that fell silent may never say that it has ended.
      const waiting = setTimeout(resolve, endPatience);
      void client
        .end()
        .catch(() => undefined)
        .then(() => {
          clearTimeout(waiting);
          resolve();
        });
    }
  }
}
