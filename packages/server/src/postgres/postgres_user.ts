import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

/** The system user that runs Postgres when this process is root. */
export interface PostgresUser {
  readonly uid: number;
  readonly gid: number;
}

const userName = "postgres";

/** How the systems we know make a user without a home and without a login, best first. */
const creators: readonly (readonly [string, readonly string[]])[] = [
  ["useradd", ["--system", "--user-group", "--no-create-home", "--shell", "/bin/false", userName]],
  ["adduser", ["-S", "-D", "-H", "-s", "/bin/false", userName]],
];

/**
 * Finds the user that must run Postgres, which refuses to run as root.
 *
 * A normal user runs it as itself. Root runs it as the system user `postgres`, which is made if it is not there.
 *
 * @returns The user, or undefined when this process can run Postgres itself.
 * @throws {Error} If this process is root and there is no such user and no way to make one.
 */
export async function postgresUser(): Promise<PostgresUser | undefined> {
  if (process.getuid?.() !== 0) {
    return undefined;
  }
  const found = await findUser();
  if (found !== undefined) {
    return found;
  }
  for (const [command, options] of creators) {
    await run(command, [...options]).catch(() => undefined);
    const made = await findUser();
    if (made !== undefined) {
      return made;
    }
  }
  throw new Error(
    `Cannot start Postgres as root as the system user "${userName}" must exist and could not be made: run as a normal user, or set CONVZOO_DATABASE_URL`,
  );
}

async function findUser(): Promise<PostgresUser | undefined> {
  try {
    const [uid, gid] = await Promise.all([run("id", ["-u", userName]), run("id", ["-g", userName])]);
    return { uid: Number.parseInt(uid.stdout, 10), gid: Number.parseInt(gid.stdout, 10) };
  } catch {
    return undefined;
  }
}
