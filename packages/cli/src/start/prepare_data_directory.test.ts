import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { prepareDataDirectory } from "./prepare_data_directory.ts";

describe("prepareDataDirectory()", () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), "convzoo-data-"));
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  test("makes it with all above it, whatever it is called, and leaves it empty", async () => {
    const path = join(root, "my zoo", "\u00dcn\u00ef \u65e5\u672c");
    await prepareDataDirectory(path);
    await prepareDataDirectory(path);
    expect(await readdir(path)).toEqual([]);
  });

  test("says in one sentence that a file is in its place", async () => {
    const file = join(root, "file");
    await writeFile(file, "");
    const sentence = "as it must be one that we can write to: a file is in its place";
    await expect(prepareDataDirectory(file)).rejects.toThrow(
      `Cannot use the data directory ${file} ${sentence}`,
    );
    await expect(prepareDataDirectory(join(file, "below"))).rejects.toThrow(sentence);
  });

  test.skipIf(process.platform !== "linux")("does not try for ever where nothing can be made", async () => {
    await expect(prepareDataDirectory("/proc/convzoo/data")).rejects.toThrow(
      "Cannot use the data directory /proc/convzoo/data as it must be one that we can write to: it cannot be made there",
    );
  });
});
