import { readFile } from "node:fs/promises";

/** Reads the version of core, whose engine trains: with it, weights that are the same bits can be told from others. */
export async function readCoreVersion(): Promise<string> {
  const path = new URL("../package.json", import.meta.resolve("@convzoo/core"));
  const { version } = JSON.parse(await readFile(path, "utf8")) as { version: string };
  return version;
}
