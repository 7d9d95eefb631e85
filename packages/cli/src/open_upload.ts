import { openAsBlob } from "node:fs";
import { basename } from "node:path";

/**
 * Opens a file for upload; it is read as it is sent.
 * @throws {Error} With its path, if it cannot be read.
 */
export async function openUpload(path: string): Promise<File> {
  try {
    return new File([await openAsBlob(path)], basename(path));
  } catch (cause) {
    throw new Error(`Cannot go on as ${path} must be a file that can be read`, { cause });
  }
}
