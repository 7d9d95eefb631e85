import { createGunzip } from "node:zlib";
import { InvalidInputError } from "../errors/invalid_input_error.ts";
import { checkEntryPath } from "./check_entry_path.ts";
import type { FoundFile, FoundFiles, ImportLimits, SkippedFile } from "./found_file.ts";
import { createImportBudget, type ImportBudget, tooLarge } from "./import_budget.ts";

const block = 512;

/** The most bytes of a header that carries a long path. */
const longestHeader = 64 * 1024;

/**
 * Reads all files of a tar archive, plain or gzip: ustar with the long paths of GNU and pax. Links and devices are skipped.
 *
 * @param bytes The archive.
 * @param path The argument, for errors.
 * @param limits What it may hold.
 * @throws {InvalidInputError} `ARCHIVE_INVALID` if it cannot be read, `DATA_TOO_LARGE` over a limit.
 */
export async function readTar(bytes: Uint8Array, path: string, limits: ImportLimits): Promise<FoundFiles> {
  const tar = bytes[0] === 0x1f && bytes[1] === 0x8b ? await gunzip(bytes, path, limits) : bytes;
  const budget = createImportBudget(path, tar.length, { ...limits, ratio: Number.POSITIVE_INFINITY });
  return readEntries(Buffer.from(tar.buffer, tar.byteOffset, tar.byteLength), path, budget);
}

async function gunzip(bytes: Uint8Array, path: string, limits: ImportLimits): Promise<Uint8Array> {
  // The tar around the files is a bomb as well, if it is one.
  const budget = createImportBudget(path, bytes.length, {
    ...limits,
    fileBytes: Number.POSITIVE_INFINITY,
    totalBytes: limits.totalBytes + limits.files * 2 * block,
  });
  const inflated = createGunzip();
  inflated.end(bytes);
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of inflated) {
      budget.countBytes((chunk as Buffer).length);
      chunks.push(chunk as Buffer);
    }
  } catch (error) {
    throw error instanceof InvalidInputError ? error : invalid(path, "be whole gzip data", error);
  }
  return Buffer.concat(chunks);
}

function readEntries(tar: Buffer, path: string, budget: ImportBudget): FoundFiles {
  const files: FoundFile[] = [];
  const skipped: SkippedFile[] = [];
  let longPath: string | undefined;
  for (let offset = 0; offset + block <= tar.length; ) {
    const header = tar.subarray(offset, offset + block);
    if (header.every((byte) => byte === 0)) {
      return { files, skipped };
    }
    budget.countEntry();
    const size = readSize(header, path);
    const start = offset + block;
    if (start + size > tar.length) {
      throw invalid(path, "be a whole tar archive");
    }
    const content = tar.subarray(start, start + size);
    offset = start + Math.ceil(size / block) * block;
    const type = String.fromCharCode(header[156]!);
    if (type === "L" || type === "x" || type === "g") {
      if (size > longestHeader) {
        throw tooLarge(path, `have no header of more than ${longestHeader} bytes`, size);
      }
      longPath = type === "L" ? text(content) : type === "x" ? (paxPath(content) ?? longPath) : longPath;
      continue;
    }
    const name = (longPath ?? shortPath(header)).replace(/^(\.\/)+/, "");
    longPath = undefined;
    if (type === "5" || name.endsWith("/") || name === "" || name === ".") {
      continue;
    }
    const reason = checkEntryPath(name);
    if (reason !== undefined) {
      skipped.push({ path: printable(name), code: "UNSAFE_PATH", reason });
    } else if (type !== "0" && type !== "\0") {
      skipped.push({ path: name, code: "LINK", reason: "It must be a plain file, no link or device" });
    } else {
      budget.countBytes(size);
      files.push({ path: name, bytes: content });
    }
  }
  if (tar.length < block || files.length + skipped.length === 0) {
    throw invalid(path, "be a zip or tar archive with files in it");
  }
  return { files, skipped };
}

function readSize(header: Buffer, path: string): number {
  let sum = 8 * 32;
  for (const [index, byte] of header.entries()) {
    sum += index >= 148 && index < 156 ? 0 : byte;
  }
  const checksum = Number.parseInt(text(header.subarray(148, 156)).trim(), 8);
  const size = Number.parseInt(text(header.subarray(124, 136)).trim(), 8);
  if (checksum !== sum || !(size >= 0)) {
    throw invalid(path, "be a zip or tar archive, whose headers have their checksum");
  }
  return size;
}

function shortPath(header: Buffer): string {
  const prefix = header.toString("latin1", 257, 262) === "ustar" ? text(header.subarray(345, 500)) : "";
  const name = text(header.subarray(0, 100));
  return prefix === "" ? name : `${prefix}/${name}`;
}

/** The `path` of a pax header, whose lines are `LENGTH KEY=VALUE`. */
function paxPath(content: Buffer): string | undefined {
  return /(?:^|\n)\d+ path=([^\n]*)\n/.exec(content.toString("utf8"))?.[1];
}

function text(bytes: Buffer): string {
  const end = bytes.indexOf(0);
  return bytes.toString("utf8", 0, end < 0 ? bytes.length : end);
}

/** A path that can be stored and shown, whatever was in it. */
function printable(path: string): string {
  return path.slice(0, 1000).replace(/[^\x20-\x7e]/g, "?");
}

function invalid(path: string, rule: string, cause?: unknown): InvalidInputError {
  const message = `Cannot register the dataset as ${path} must ${rule}`;
  return new InvalidInputError({ code: "ARCHIVE_INVALID", path, message, cause });
}
