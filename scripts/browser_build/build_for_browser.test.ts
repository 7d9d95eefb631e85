import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, test } from "vitest";
import { type BrowserBuild, buildForBrowser } from "./build_for_browser.ts";
import { bytesByRoom } from "./bytes_by_room.ts";

/** Bytes, gzipped, that the build may have: it may shrink, and grow only on purpose. The aim is 60,000. */
const LIMIT = 78_000;

describe("buildForBrowser()", () => {
  let built: BrowserBuild;
  beforeAll(async () => {
    built = await buildForBrowser();
  });

  test("buildForBrowser() gives what trains and predicts within the size budget", () => {
    const size = gzipSync(built.code, { level: 9 }).length;
    process.stdout.write(`A browser loads ${size} bytes (gzipped) to train and to predict\n`);
    const rooms = bytesByRoom(built.metafile).map(({ room, bytes }) => `${room} ${bytes}`);
    expect(size, `bytes before compression: ${rooms.join(", ")}`).toBeLessThan(LIMIT);
  });

  test("buildForBrowser() leaves out documentation and what no page needs", () => {
    expect(built.code).not.toMatch(/arXiv|formula/);
    const rooms = bytesByRoom(built.metafile).filter(({ bytes }) => bytes > 0);
    const names = rooms.map(({ room }) => room);
    expect(names).toContain("engines/wasm");
    expect(names).not.toContain("engines/reference");
    expect(names).not.toContain("architectures");
    expect(names).not.toContain("catalogue");
  });

  test("buildForBrowser() gives a module that stands alone", async () => {
    const module = (await import(`data:text/javascript,${encodeURIComponent(built.code)}`)) as object;
    expect(Object.keys(module)).toEqual([
      "ArtifactError",
      "DataError",
      "SpecError",
      "createPredictor",
      "createWasmEngine",
      "parseModelSpec",
      "parseTrainSpec",
      "readModelFile",
      "train",
      "writeModelFile",
    ]);
  });
});
