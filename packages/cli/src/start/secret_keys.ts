import { randomBytes } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

/**
 * Finds the key that a zoo of one machine encrypts its secrets with, in a file beside its data that nobody else can read; makes it
 * the first time. It keeps secrets out of dumps of the database, and not from whoever has the directory.
 *
 * @returns As `CONVZOO_SECRET_KEYS` has it.
 */
export async function readSecretKeys(dataDirectory: string): Promise<string> {
  const path = join(dataDirectory, "secret_keys");
  const made = `start=${randomBytes(32).toString("base64")}`;
  try {
    await writeFile(path, made, { flag: "wx", mode: 0o600 });
    return made;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") {
      throw error;
    }
    return (await readFile(path, "utf8")).trim();
  }
}
