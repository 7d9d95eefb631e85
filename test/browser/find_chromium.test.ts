import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findChromium } from "./find_chromium.ts";

let folder: string;
const path = (name: string): string => join(folder, name);

async function writeProgram(name: string, lines: string): Promise<void> {
  await writeFile(path(name), `#!/bin/sh\n${lines}\n`);
  await chmod(path(name), 0o755);
}

describe.skipIf(process.platform === "win32")("findChromium()", () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "convzoo-chromium-"));
    await writeProgram("chromium-browser", "echo install the snap >&2; exit 1");
    await writeProgram("google-chrome", "echo Google Chrome 150.0.1.2");
    await writeProgram("other", "echo Chromium 150.0.1.2");
  });

  afterAll(() => rm(folder, { recursive: true }));

  test("findChromium() takes the first on the path that tells a version", () => {
    expect(findChromium({ PATH: `/nowhere:${folder}` })).toBe(path("google-chrome"));
  });

  test("findChromium() finds none where there is none", () => {
    expect(findChromium({ PATH: "/nowhere" })).toBeUndefined();
    expect(findChromium({ CHROMIUM_PATH: "" })).toBeUndefined();
  });

  test("findChromium() prefers CHROMIUM_PATH, and does not take another where that does not work", () => {
    expect(findChromium({ PATH: folder, CHROMIUM_PATH: path("other") })).toBe(path("other"));
    expect(() => findChromium({ PATH: folder, CHROMIUM_PATH: path("chromium-browser") })).toThrow(
      "Cannot start a browser as CHROMIUM_PATH must be its program",
    );
  });
});
