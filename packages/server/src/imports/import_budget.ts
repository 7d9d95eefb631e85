import { InvalidInputError } from "../errors/invalid_input_error.ts";
import type { ImportLimits } from "./found_file.ts";

/** Counts what an archive becomes while it is read, and stops it at the first thing too many. */
export interface ImportBudget {
  /** The most bytes that the next file may have. */
  readonly room: number;
  /** Counts one more entry, before its bytes are read. */
  countEntry(): void;
  /** Counts the bytes that an entry has become. */
  countBytes(bytes: number): void;
}

/** Below this the ratio says nothing: a small archive of blank images is no bomb. */
const smallArchive = 16 * 1024 * 1024;

/** Makes the error of an archive that holds too much. */
export function tooLarge(path: string, rule: string, received: number): InvalidInputError {
  return new InvalidInputError({
    code: "DATA_TOO_LARGE",
    path,
    received: String(received),
    message: `Cannot register the dataset as ${path} must ${rule}: current value is ${received}`,
  });
}

/**
 * Makes the budget of one archive.
 *
 * @param path The argument, for errors.
 * @param sent Bytes of the archive as it was sent; infinite for a directory.
 * @param limits What it may hold.
 */
export function createImportBudget(path: string, sent: number, limits: ImportLimits): ImportBudget {
  let entries = 0;
  let total = 0;
  const most = Math.min(limits.totalBytes, Math.max(smallArchive, sent * limits.ratio));
  return {
    get room() {
      return Math.min(limits.fileBytes, most - total);
    },
    countEntry() {
      entries += 1;
      if (entries > limits.files) {
        throw tooLarge(path, `have at most ${limits.files} entries`, entries);
      }
    },
    countBytes(bytes) {
      total += bytes;
      if (bytes > limits.fileBytes) {
        throw tooLarge(path, `hold no file of more than ${limits.fileBytes} bytes`, bytes);
      }
      if (total > most) {
        throw tooLarge(path, `not become more than ${most} bytes`, total);
      }
    },
  };
}
