import { type ChildProcess, spawn } from "node:child_process";
import { mkdir, open, readFile, rename, stat } from "node:fs/promises";
import { join as joinPath, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import type { ClusterDirectory } from "./cluster_directory.ts";
import { openClusterDirectory, reachableDirectory, readClusterDirectory } from "./cluster_directory.ts";
import type { ClusterOwner } from "./cluster_owner.ts";
import { claimCluster } from "./cluster_owner.ts";
import { freePort, portInUse } from "./free_port.ts";
import type { PostgresBinaries } from "./postgres_binaries.ts";
import { postgresBinaries } from "./postgres_binaries.ts";
import type { PostgresUser } from "./postgres_user.ts";
import { postgresUser } from "./postgres_user.ts";
import type { Postmaster } from "./postmaster.ts";
import { answers, clusterUrl, findPostmaster, readPostmaster, stopPostmaster } from "./postmaster.ts";
import { isAlive } from "./process_identity.ts";

/** Options of {@linkcode startEmbeddedPostgres}. */
export interface EmbeddedPostgresOptions {
  /** Where the cluster, its password and its log live; made if it is not there. */
  readonly dataDirectory: string;
  /** The TCP port on 127.0.0.1. @default {a free one} */
  readonly port?: number | undefined;
  /** The database that `url` names; made if it is not there. @default {"convzoo"} */
  readonly database?: string | undefined;
  /** Server settings, such as `{ fsync: "off" }`. @default {{}} */
  readonly settings?: Readonly<Record<string, string>> | undefined;
  /** Whether a new cluster must survive a power cut. @default {true} */
  readonly durable?: boolean | undefined;
}

/** A running embedded Postgres. */
export interface EmbeddedPostgres {
  /** The address of the database, password included: never log it. */
  readonly url: string;
  readonly port: number;
  /** Whether `stop` stops it: false if another living process started it. */
  readonly owned: boolean;
  /** Rejects when it ends although nobody asked it to; only the owner is told. */
  readonly crashed: Promise<never>;
  stop(): Promise<void>;
}

const startPatience = 30_000;
/** How often, in milliseconds, the owner looks whether its Postgres still runs. */
const watchInterval = 1000;
const largestLog = 10 * 1024 * 1024;

/**
 * Starts the Postgres of a data directory, or joins it if it runs already.
 *
 * The first start makes the cluster (about a second); later ones take a fraction of that. A server that a killed process
 * left behind is taken over, and one of another living process is shared: then `stop` leaves it alone. It listens on
 * 127.0.0.1 only, and asks for a random password that is kept in the data directory. It does not get the terminal's
 * Ctrl-C: whoever started it calls `stop` after its last query. If this process exits without that, Postgres is told to
 * shut down on the way out.
 *
 * @throws {Error} In one sentence: no binaries, no user to run as root's Postgres, the port is in use, another version.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const dataDirectory = resolve(options.dataDirectory);
  await mkdir(dataDirectory, { recursive: true });
  const owner = await claimCluster(dataDirectory);
  try {
    return owner.owned ? await own(dataDirectory, owner, options) : await join(dataDirectory, options);
  } catch (error) {
    await owner.release();
    throw error;
  }
}

async function own(
  dataDirectory: string,
  owner: ClusterOwner,
  options: EmbeddedPostgresOptions,
): Promise<EmbeddedPostgres> {
  const user = await postgresUser();
  const binaries = await postgresBinaries(user);
  const cluster = await openClusterDirectory(dataDirectory, { binaries, user, durable: options.durable });
  const leftover = await findPostmaster(cluster, startPatience);
  const running = leftover ?? (await startServer(cluster, { binaries, user, dataDirectory, options }));
  const lastResort = (): void => signalQuietly(running.pid);
  process.once("exit", lastResort);
  const watch = watchProcess(
    running.pid,
    `The database ended: its log is ${joinPath(dataDirectory, "postgres.log")}`,
  );
  const stop = once(async () => {
    watch.close();
    process.off("exit", lastResort);
    await stopPostmaster(running.pid);
    await owner.release();
  });
  try {
    return { ...(await describe(cluster, running, options)), owned: true, crashed: watch.ended, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Waits until the process that owns the cluster has it running. */
async function join(dataDirectory: string, options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const deadline = Date.now() + startPatience;
  for (;;) {
    const cluster = await readClusterDirectory(dataDirectory);
    const running = cluster && (await readPostmaster(cluster));
    if (cluster && running && (await answers(cluster, running.port))) {
      return {
        ...(await describe(cluster, running, options)),
        owned: false,
        crashed: new Promise(() => undefined),
        async stop() {},
      };
    }
    if (Date.now() > deadline) {
      throw new Error(
        `Cannot join the Postgres of ${dataDirectory} as the process that owns it must start it`,
      );
    }
    await sleep(100);
  }
}

/** Tells when a process has ended, which need not be a child of ours. */
function watchProcess(pid: number, message: string): { readonly ended: Promise<never>; close(): void } {
  const { promise: ended, reject } = Promise.withResolvers<never>();
  ended.catch(() => undefined);
  const timer = setInterval(() => {
    if (!isAlive(pid)) {
      clearInterval(timer);
      reject(new Error(message));
    }
  }, watchInterval).unref();
  return { ended, close: () => clearInterval(timer) };
}

interface ServerOptions {
  readonly binaries: PostgresBinaries;
  readonly user: PostgresUser | undefined;
  readonly dataDirectory: string;
  readonly options: EmbeddedPostgresOptions;
}

async function startServer(cluster: ClusterDirectory, context: ServerOptions): Promise<Postmaster> {
  const wanted = context.options.port;
  if (wanted !== undefined && (await portInUse(wanted))) {
    throw new Error(`Cannot start Postgres as its port must be free: current value is ${wanted}`);
  }
  for (let attempt = 1; ; attempt += 1) {
    const port = wanted ?? (await freePort());
    try {
      return await launch(cluster, port, context);
    } catch (error) {
      // Between finding a free port and taking it, somebody else may have taken it.
      if (wanted !== undefined || attempt === 3 || !(await portInUse(port))) {
        throw error;
      }
    }
  }
}

async function launch(cluster: ClusterDirectory, port: number, context: ServerOptions): Promise<Postmaster> {
  const { binaries, user, dataDirectory, options } = context;
  const logPath = joinPath(dataDirectory, "postgres.log");
  await rotate(logPath);
  const log = await open(logPath, "a", 0o600);
  const directory = await open(cluster.path, "r");
  const logStart = (await log.stat()).size;
  let child: ChildProcess;
  try {
    child = spawn(
      binaries.postgres,
      ["-D", reachableDirectory(cluster.path, user), "-p", String(port), ...serverSettings(options)],
      {
        ...user,
        cwd: "/",
        // Its own process group: the terminal's Ctrl-C goes to us, and we stop it after our last query.
        detached: true,
        env: { ...process.env, LC_ALL: "C", TZ: "UTC" },
        stdio: ["ignore", log.fd, log.fd, directory.fd],
      },
    );
  } finally {
    await log.close();
    await directory.close();
  }
  const ended = new Promise<string>((resolveEnd) => {
    child.once("error", (error) => resolveEnd(error.message));
    child.once("exit", () => resolveEnd(""));
  });
  child.unref();
  const lastResort = (): void => signalQuietly(child.pid);
  process.once("exit", lastResort);
  try {
    return await untilReady();
  } finally {
    process.off("exit", lastResort);
  }

  async function untilReady(): Promise<Postmaster> {
    const deadline = Date.now() + startPatience;
    for (;;) {
      const failure = await Promise.race([ended, sleep(25)]);
      if (failure !== undefined || Date.now() > deadline) {
        signalQuietly(child.pid);
        throw new Error(`Cannot start Postgres: ${failure || (await lastComplaint(logPath, logStart))}`);
      }
      if (child.pid !== undefined && (await answers(cluster, port))) {
        return { pid: child.pid, port };
      }
    }
  }
}

function serverSettings({ settings = {} }: EmbeddedPostgresOptions): string[] {
  const all = {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    log_timezone: "UTC",
    timezone: "UTC",
    ...settings,
  };
  return Object.entries(all).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}

async function describe(
  cluster: ClusterDirectory,
  running: Postmaster,
  { database = "convzoo" }: EmbeddedPostgresOptions,
): Promise<Pick<EmbeddedPostgres, "url" | "port">> {
  const client = new pg.Client({ connectionString: clusterUrl(cluster, running.port, "postgres") });
  client.on("error", () => undefined);
  await client.connect();
  try {
    const found = await client.query("select from pg_database where datname = $1", [database]);
    if (found.rowCount === 0) {
      await client
        .query(`create database ${client.escapeIdentifier(database)}`)
        .catch((error: pg.DatabaseError) => {
          // Whoever joins in the very moment of the first start may be as quick.
          if (!alreadyThere.has(error.code ?? "")) {
            throw error;
          }
        });
    }
  } finally {
    await client.end();
  }
  return { url: clusterUrl(cluster, running.port, database), port: running.port };
}

/** `duplicate_database`, and `unique_violation`, which is what a race for it ends in. */
const alreadyThere: ReadonlySet<string> = new Set(["42P04", "23505"]);

async function rotate(path: string): Promise<void> {
  const size = await stat(path).then(
    (found) => found.size,
    () => 0,
  );
  if (size > largestLog) {
    await rename(path, `${path}.1`);
  }
}

/** The line in which Postgres said why it gave up. */
async function lastComplaint(path: string, start: number): Promise<string> {
  const lines = (await readFile(path)).subarray(start).toString().trim().split("\n");
  const complaint = lines.findLast((line) => /\b(FATAL|PANIC|ERROR)\b/.test(line)) ?? lines.at(-1) ?? "";
  return complaint.replace(/^.*?\b(FATAL|PANIC|ERROR|LOG):\s*/, "") || `its log is ${path}`;
}

function signalQuietly(pid: number | undefined): void {
  try {
    if (pid !== undefined) {
      process.kill(pid, "SIGINT");
    }
  } catch {
    // It has ended already.
  }
}

function once(action: () => Promise<void>): () => Promise<void> {
  let result: Promise<void> | undefined;
  return () => {
    result ??= action();
    return result;
  };
}
