import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";

const unzip = promisify(gunzip);

/** Reads a file, unzipped if its name ends in `.gz`. The server has checked the files of a dataset already: here they are only read. */
export async function readUnzipped(path: string): Promise<Buffer> {
  const bytes = await readFile(path);
  return path.endsWith(".gz") ? await unzip(bytes) : bytes;
}
