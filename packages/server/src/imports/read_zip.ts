import { crc32 } from "node:zlib";
import { type Entry, fromBufferPromise, type ZipFile } from "yauzl";
import { InvalidInputError } from "../errors/invalid_input_error.ts";
import { checkEntryPath } from "./check_entry_path.ts";
import type { FoundFile, FoundFiles, ImportLimits, SkippedFile } from "./found_file.ts";
import { createImportBudget, type ImportBudget, tooLarge } from "./import_budget.ts";

/**
 * Reads all files of a zip archive into memory. Sizes that the archive claims are limits, never promises.
 *
 * @param bytes The archive.
 * @param path The argument, for errors.
 * @param limits What it may hold.
 * @throws {InvalidInputError} `ARCHIVE_INVALID` if it cannot be read, `DATA_TOO_LARGE` over a limit.
 */
export async function readZip(bytes: Uint8Array, path: string, limits: ImportLimits): Promise<FoundFiles> {
  const budget = createImportBudget(path, bytes.length, limits);
  const files: FoundFile[] = [];
  const skipped: SkippedFile[] = [];
  try {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const zip = await fromBufferPromise(buffer, { lazyEntries: true, autoClose: false });
    if (zip.entryCount > limits.files) {
      throw tooLarge(path, `have at most ${limits.files} entries`, zip.entryCount);
    }
    for await (const entry of zip.eachEntry()) {
      budget.countEntry();
      const { fileName } = entry;
      if (fileName.endsWith("/")) {
        continue;
      }
      const problem = problemOf(entry);
      if (problem !== undefined) {
        skipped.push({ path: fileName.slice(0, 1000), ...problem });
        continue;
      }
      const content = await readEntry(zip, entry, { budget, path });
      if (crc32(content) === entry.crc32) {
        files.push({ path: fileName, bytes: content });
      } else {
        skipped.push({ path: fileName, code: "DAMAGED", reason: "Its checksum must be that of its bytes" });
      }
    }
  } catch (error) {
    if (error instanceof InvalidInputError) {
      throw error;
    }
    const reason = error instanceof Error ? error.message : String(error);
    const message = `Cannot register the dataset as ${path} must be a whole zip archive: ${reason}`;
    throw new InvalidInputError({ code: "ARCHIVE_INVALID", path, message, cause: error });
  }
  return { files, skipped };
}

/** The kind of a file in the upper half of a Unix zip's attributes. */
const fileKind = 0xf000;
const plainKinds: readonly number[] = [0, 0x8000];

function problemOf(entry: Entry): Omit<SkippedFile, "path"> | undefined {
  const reason = checkEntryPath(entry.fileName);
  if (reason !== undefined) {
    return { code: "UNSAFE_PATH", reason };
  }
  if (!plainKinds.includes((entry.externalFileAttributes >>> 16) & fileKind)) {
    return { code: "LINK", reason: "It must be a plain file, no link or device" };
  }
  if (!entry.canDecodeFileData()) {
    return { code: "UNSUPPORTED", reason: "It must be stored or deflated, and not encrypted" };
  }
  return undefined;
}

async function readEntry(
  zip: ZipFile,
  entry: Entry,
  { budget, path }: { readonly budget: ImportBudget; readonly path: string },
): Promise<Uint8Array> {
  const { room } = budget;
  if (entry.uncompressedSize > room) {
    throw tooLarge(path, `hold no file of more than ${room} bytes here`, entry.uncompressedSize);
  }
  const chunks: Buffer[] = [];
  let length = 0;
  // It fails by itself as soon as there are more bytes than the entry claims.
  for await (const chunk of await zip.openReadStreamPromise(entry)) {
    chunks.push(chunk as Buffer);
    length += (chunk as Buffer).length;
  }
  budget.countBytes(length);
  return Buffer.concat(chunks, length);
}
