import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readOutputs, restoreOutputs, staleFiles } from "./snapshot.ts";

let base: string;
const paths = ["folder", "single.txt", "absent.txt"];

beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), "convzoo-snapshot-"));
  await mkdir(join(base, "folder/deep"), { recursive: true });
  await writeFile(join(base, "folder/deep/a.txt"), "a");
  await writeFile(join(base, "folder/b.txt"), "b");
  await writeFile(join(base, "single.txt"), "s");
});

afterEach(async () => {
  await rm(base, { recursive: true });
});

/** Changes a file, removes one and adds one. */
async function disturb(): Promise<void> {
  await writeFile(join(base, "folder/deep/a.txt"), "changed");
  await rm(join(base, "single.txt"));
  await writeFile(join(base, "folder/new.txt"), "n");
}

describe("readOutputs()", () => {
  test("reads files and folders, and leaves out what is not there", async () => {
    const found = await readOutputs(paths, base);
    expect([...found.keys()].sort()).toEqual(["folder/b.txt", "folder/deep/a.txt", "single.txt"]);
    expect(found.get("folder/deep/a.txt")?.toString()).toBe("a");
  });
});

describe("staleFiles()", () => {
  test("names what changed, went and came, and nothing else", async () => {
    const before = await readOutputs(paths, base);
    await disturb();
    expect(staleFiles(before, await readOutputs(paths, base))).toEqual([
      "folder/deep/a.txt",
      "folder/new.txt",
      "single.txt",
    ]);
  });

  test("is empty for a file written again with the same content", async () => {
    const before = await readOutputs(paths, base);
    await writeFile(join(base, "single.txt"), "s");
    expect(staleFiles(before, await readOutputs(paths, base))).toEqual([]);
  });
});

describe("restoreOutputs()", () => {
  test("puts everything back", async () => {
    const before = await readOutputs(paths, base);
    await disturb();
    await restoreOutputs(before, paths, base);
    expect(staleFiles(before, await readOutputs(paths, base))).toEqual([]);
    expect(await readFile(join(base, "single.txt"), "utf8")).toBe("s");
  });
});
