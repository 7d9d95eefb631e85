import { constants } from "node:fs";
import { open, opendir, realpath } from "node:fs/promises";
import { join, sep } from "node:path";
import { checkEntryPath } from "./check_entry_path.ts";
import type { FoundFile, FoundFiles, ImportLimits, SkippedFile } from "./found_file.ts";
import { createImportBudget } from "./import_budget.ts";

/**
 * Reads all files below a directory. Links are never followed: what they lead to may be outside, or become so.
 *
 * @param directory The directory, which the operator has named.
 * @param path The argument, for errors.
 * @param limits What it may hold.
 * @throws {InvalidInputError} `DATA_TOO_LARGE` over a limit.
 */
export async function readDirectory(
  directory: string,
  path: string,
  limits: ImportLimits,
): Promise<FoundFiles> {
  const root = await realpath(directory);
  const budget = createImportBudget(path, Number.POSITIVE_INFINITY, limits);
  const files: FoundFile[] = [];
  const skipped: SkippedFile[] = [];
  async function walk(below: string): Promise<void> {
    for await (const entry of await opendir(join(root, below))) {
      budget.countEntry();
      const found = below === "" ? entry.name : `${below}/${entry.name}`;
      const reason = checkEntryPath(found);
      if (reason !== undefined) {
        skipped.push({
          path: found.replace(/[^\x20-\x7e]/g, "?").slice(0, 1000),
          code: "UNSAFE_PATH",
          reason,
        });
      } else if (entry.isDirectory()) {
        await walk(found);
      } else if (entry.isFile()) {
        const bytes = await readInside(root, found, budget.room + 1);
        budget.countBytes(bytes.length);
        files.push({ path: found, bytes });
      } else {
        skipped.push({ path: found, code: "LINK", reason: "It must be a plain file, no link or device" });
      }
    }
  }
  await walk("");
  return { files, skipped };
}

/** Reads a file, unless somebody has put a link on its way since it was listed. */
async function readInside(root: string, below: string, most: number): Promise<Uint8Array> {
  const path = join(root, below);
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW);
  try {
    const real = await realpath(path);
    if (real !== path || !real.startsWith(root + sep)) {
      throw new Error(`Cannot read ${below} as it must stay inside its directory`);
    }
    const { size } = await file.stat();
    const bytes = new Uint8Array(Math.min(size, most));
    const { bytesRead } = await file.read(bytes, 0, bytes.length, 0);
    return bytes.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
