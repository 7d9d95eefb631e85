import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import type { ClusterDirectory } from "./cluster_directory.ts";
import { clusterUser } from "./cluster_directory.ts";
import { isAlive, processProgram } from "./process_identity.ts";

/** A running Postgres server process. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
}

/** The address of a database of an embedded cluster. */
export function clusterUrl(cluster: ClusterDirectory, port: number, database: string): string {
  return `postgres://${clusterUser}:${encodeURIComponent(cluster.password)}@127.0.0.1:${port}/${database}`;
}

/**
 * Finds the server that runs on a cluster now, if any, and clears the way if none does.
 *
 * A server that is starting or stopping is waited for. A lock file whose process is dead, or is some other program that
 * got its number, is removed: Postgres itself would refuse to start because of the latter.
 *
 * @throws {Error} If a Postgres process holds the cluster but does not answer within `patience` milliseconds.
 */
export async function findPostmaster(
  cluster: ClusterDirectory,
  patience: number,
): Promise<Postmaster | undefined> {
  const deadline = Date.now() + patience;
  for (;;) {
    const found = await readPostmaster(cluster);
    if (found === undefined) {
      return undefined;
    }
    if (await answers(cluster, found.port)) {
      return found;
    }
    const program = isAlive(found.pid) ? await processProgram(found.pid) : undefined;
    if (program === undefined || !program.startsWith("postgres")) {
      await rm(join(cluster.path, "postmaster.pid"), { force: true });
      return undefined;
    }
    if (Date.now() > deadline) {
      throw new Error(
        `Cannot start Postgres in ${cluster.path} as its process ${found.pid} must answer on port ${found.port} or end`,
      );
    }
    await sleep(100);
  }
}

/** Whether the server of this cluster answers on a port; its password makes sure that it is no other server. */
export async function answers(cluster: ClusterDirectory, port: number): Promise<boolean> {
  const client = new pg.Client({
    connectionString: clusterUrl(cluster, port, "postgres"),
    connectionTimeoutMillis: 2000,
  });
  client.on("error", () => undefined);
  try {
    await client.connect();
    await client.query("select 1");
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Reads the lock file of a cluster: the server that runs, or ran, on it. */
export async function readPostmaster(cluster: ClusterDirectory): Promise<Postmaster | undefined> {
  const text = await readFile(join(cluster.path, "postmaster.pid"), "utf8").catch(() => undefined);
  if (text === undefined) {
    return undefined;
  }
  const lines = text.split("\n");
  return { pid: Number.parseInt(lines[0] ?? "", 10), port: Number.parseInt(lines[3] ?? "", 10) };
}

/**
 * Stops a server: fast shutdown first (clients are disconnected, everything is written), harder when it takes too long.
 */
export async function stopPostmaster(pid: number): Promise<void> {
  for (const [signal, patience] of [
    ["SIGINT", 15_000],
    ["SIGQUIT", 5_000],
    ["SIGKILL", 5_000],
  ] as const) {
    try {
      process.kill(pid, signal);
    } catch {
      return;
    }
    if (await ends(pid, patience)) {
      return;
    }
  }
}

async function ends(pid: number, patience: number): Promise<boolean> {
  const deadline = Date.now() + patience;
  while (isAlive(pid)) {
    if (Date.now() > deadline) {
      return false;
    }
    await sleep(20);
  }
  return true;
}
