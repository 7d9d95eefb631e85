import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  chmod,
  chown,
  mkdir,
  mkdtemp,
  open,
  readdir,
  readFile,
  rename,
  rm,
  writeFile,
} from "node:fs/promises";
import { join } from "node:path";
import type { PostgresBinaries } from "./postgres_binaries.ts";
import type { PostgresUser } from "./postgres_user.ts";

/** The superuser of an embedded cluster. */
export const clusterUser = "convzoo";

const clusterName = "postgres";
const passwordName = "postgres.password";

/** An initialised cluster on disk. */
export interface ClusterDirectory {
  /** Postgres's own directory. */
  readonly path: string;
  readonly password: string;
}

/** How a cluster is made. */
export interface ClusterOptions {
  readonly binaries: PostgresBinaries;
  readonly user: PostgresUser | undefined;
  /** Whether the new files must survive a power cut. @default {true} */
  readonly durable?: boolean | undefined;
}

/**
 * Opens the Postgres cluster below a data directory, or makes it with a random password.
 *
 * The cluster is made beside its place and renamed, so that a first start that was killed leaves nothing half-made; the
 * password lies in `postgres.password`, readable by its owner alone.
 *
 * @throws {Error} If the cluster was made by another major version of Postgres, or its password is lost.
 */
export async function openClusterDirectory(
  dataDirectory: string,
  options: ClusterOptions,
): Promise<ClusterDirectory> {
  await mkdir(dataDirectory, { recursive: true });
  const path = join(dataDirectory, clusterName);
  const passwordPath = join(dataDirectory, passwordName);
  const version = await readText(join(path, "PG_VERSION"));
  if (version === undefined) {
    const password = (await readText(passwordPath)) ?? randomBytes(24).toString("base64url");
    await writeFile(passwordPath, `${password}\n`, { mode: 0o600 });
    await makeCluster(dataDirectory, path, password, options);
    return { path, password };
  }
  if (version !== options.binaries.major) {
    throw new Error(
      `Cannot start Postgres in ${path} as it must be made by Postgres ${options.binaries.major}: current value is ${version}`,
    );
  }
  const password = await readText(passwordPath);
  if (password === undefined) {
    throw new Error(`Cannot start Postgres in ${path} as its password must be in ${passwordPath}`);
  }
  return { path, password };
}

/** Reads where a cluster is and its password, or undefined if it is not made yet. */
export async function readClusterDirectory(dataDirectory: string): Promise<ClusterDirectory | undefined> {
  const path = join(dataDirectory, clusterName);
  const password = await readText(join(dataDirectory, passwordName));
  const version = await readText(join(path, "PG_VERSION"));
  return password === undefined || version === undefined ? undefined : { path, password };
}

async function makeCluster(
  dataDirectory: string,
  path: string,
  password: string,
  options: ClusterOptions,
): Promise<void> {
  const { binaries, user, durable = true } = options;
  await removeLeftovers(dataDirectory);
  const temporary = await mkdtemp(join(dataDirectory, `${clusterName}.new-`));
  try {
    await chmod(temporary, 0o700);
    const passwordFile = join(temporary, "password");
    await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
    if (user !== undefined) {
      await chown(temporary, user.uid, user.gid);
      await chown(passwordFile, user.uid, user.gid);
    }
    await initialise(temporary, binaries, { user, durable });
    await rename(join(temporary, "data"), path);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

async function initialise(
  directory: string,
  binaries: PostgresBinaries,
  { user, durable }: { user: PostgresUser | undefined; durable: boolean },
): Promise<void> {
  const handle = await open(directory, "r");
  try {
    const reach = reachableDirectory(directory, user);
    const settings = [
      `--pgdata=${reach}/data`,
      `--pwfile=${reach}/password`,
      `--username=${clusterUser}`,
      "--auth=scram-sha-256",
      "--encoding=UTF8",
      "--locale=C",
      "--locale-provider=builtin",
      "--builtin-locale=C.UTF-8",
      ...(durable ? [] : ["--no-sync"]),
    ];
    await spawnWithDirectory(binaries.initdb, settings, { user, directory: handle.fd });
  } finally {
    await handle.close();
  }
}

/**
 * How a Postgres process names a directory that this process holds open as its file descriptor 3.
 *
 * Below a directory that only root may enter, another user cannot resolve a path; through an inherited descriptor it
 * can. So as root (on Linux) Postgres gets `/proc/self/fd/3`, which needs no permission on any parent.
 */
export function reachableDirectory(path: string, user: PostgresUser | undefined): string {
  return user !== undefined && process.platform === "linux" ? "/proc/self/fd/3" : path;
}

async function spawnWithDirectory(
  program: string,
  settings: readonly string[],
  { user, directory }: { user: PostgresUser | undefined; directory: number },
): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const child = spawn(program, settings, {
      ...user,
      cwd: "/",
      env: { ...process.env, LC_ALL: "C" },
      stdio: ["ignore", "ignore", "pipe", directory],
    });
    const lastResort = (): void => void child.kill();
    process.once("exit", lastResort);
    child.once("exit", () => process.off("exit", lastResort));
    let output = "";
    child.stderr?.on("data", (chunk: Buffer) => {
      output += chunk.toString();
    });
    child.once("error", reject);
    child.once("close", (code) => {
      if (code === 0) {
        resolve();
      } else {
        reject(
          new Error(
            `Cannot make a Postgres cluster: ${complaintOf(output) ?? `initdb ended with code ${code}`}`,
          ),
        );
      }
    });
  });
}

/** The line in which initdb, or the Postgres that it runs, says why it gave up. */
function complaintOf(output: string): string | undefined {
  const lines = output.trim().split("\n");
  const complaint = lines.find((line) => /\b(FATAL|PANIC|error):/.test(line)) ?? lines[0];
  return complaint?.replace(/^.*?\b(FATAL|PANIC|error):\s*/, "") || undefined;
}

async function removeLeftovers(dataDirectory: string): Promise<void> {
  for (const name of await readdir(dataDirectory)) {
    if (name.startsWith(`${clusterName}.new-`)) {
      await rm(join(dataDirectory, name), { recursive: true, force: true });
    }
  }
}

async function readText(path: string): Promise<string | undefined> {
  try {
    return (await readFile(path, "utf8")).trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") {
      return undefined;
    }
    throw error;
  }
}
