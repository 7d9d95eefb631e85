import { mkdir, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { root } from "./run_command.ts";

/** File contents by path. */
export type Snapshot = ReadonlyMap<string, Buffer>;

/**
 * Reads files and whole folders.
 * @param paths Files and folders from `base`; what is not there is left out.
 * @param base The folder that the paths start from. @default the repository's folder
 * @returns Every file's content, by its path from `base`.
 */
export async function readOutputs(paths: readonly string[], base: string = root): Promise<Snapshot> {
  const found = new Map<string, Buffer>();
  for (const path of paths) {
    for (const file of await listFiles(path, base)) {
      found.set(file, await readFile(join(base, file)));
    }
  }
  return found;
}

/** Lists the files whose content differs between two snapshots, with those that came and those that went. */
export function staleFiles(before: Snapshot, after: Snapshot): string[] {
  const files = [...new Set([...before.keys(), ...after.keys()])].sort();
  return files.filter((file) => {
    const [old, fresh] = [before.get(file), after.get(file)];
    return old === undefined || fresh === undefined || !old.equals(fresh);
  });
}

/** Puts files back as a snapshot holds them, and removes what it does not know below `paths`. */
export async function restoreOutputs(
  before: Snapshot,
  paths: readonly string[],
  base: string = root,
): Promise<void> {
  const now = await readOutputs(paths, base);
  for (const file of staleFiles(before, now)) {
    const content = before.get(file);
    if (content === undefined) {
      await rm(join(base, file));
    } else {
      await mkdir(dirname(join(base, file)), { recursive: true });
      await writeFile(join(base, file), content);
    }
  }
}

async function listFiles(path: string, base: string): Promise<string[]> {
  const state = await stat(join(base, path)).catch(() => undefined);
  if (state === undefined) {
    return [];
  }
  if (!state.isDirectory()) {
    return [path];
  }
  const entries = await readdir(join(base, path), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(base, "/").length));
}
