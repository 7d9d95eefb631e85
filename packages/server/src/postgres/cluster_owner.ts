import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { processIdentity } from "./process_identity.ts";

const ownerName = "postgres.owner";

/** Who looks after the cluster of a data directory: starts it, and stops it at its own end. */
export interface ClusterOwner {
  readonly owned: boolean;
  /** Gives the cluster up; does nothing for a guest. */
  release(): Promise<void>;
}

/**
 * Makes this process the owner of a data directory's cluster unless another living process is.
 *
 * Two processes that find the same dead owner in the same instant could both think they own the cluster; Postgres's own
 * lock file then lets one of them start and gives the other an error.
 */
export async function claimCluster(dataDirectory: string): Promise<ClusterOwner> {
  const path = join(dataDirectory, ownerName);
  const identity = (await processIdentity(process.pid)) ?? String(process.pid);
  for (let attempt = 0; attempt < 3; attempt += 1) {
    try {
      await writeFile(path, identity, { flag: "wx", mode: 0o600 });
      return {
        owned: true,
        async release() {
          if ((await readOwner(path)) === identity) {
            await rm(path, { force: true });
          }
        },
      };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") {
        throw error;
      }
    }
    const owner = await readOwner(path);
    if (owner !== undefined && (await isLiving(owner))) {
      return { owned: false, async release() {} };
    }
    await rm(path, { force: true });
  }
  throw new Error(`Cannot use ${dataDirectory} as other processes claim its Postgres at the same time`);
}

async function isLiving(owner: string): Promise<boolean> {
  const pid = Number.parseInt(owner, 10);
  return Number.isInteger(pid) && (await processIdentity(pid)) === owner;
}

async function readOwner(path: string): Promise<string | undefined> {
  return await readFile(path, "utf8").catch(() => undefined);
}
