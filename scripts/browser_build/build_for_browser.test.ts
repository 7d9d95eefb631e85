import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { createWasmEngine, parseTrainSpec, referenceCnn } from "@convzoo/core";
import { beforeAll, describe, expect, test } from "vitest";
import {
  SAME_BITS_VARIANT,
  type SameBits,
  type trainSameBits,
} from "../../test/runtimes/same_bits_training.ts";
import { type BrowserBuild, buildForBrowser } from "./build_for_browser.ts";
import { bytesByRoom } from "./bytes_by_room.ts";

/** Bytes, gzipped, that a page may load for the reference CNN. */
const BUDGET = 60_000;
/** The same with every layer and technique: it may shrink, and grow only on purpose. */
const WHOLE_BUDGET = 87_500;

const referenceVariant = { model: referenceCnn(), train: parseTrainSpec({}) };

function expectWithin({ code, metafile }: BrowserBuild, budget: number, what: string): void {
  const size = gzipSync(code, { level: 9 }).length;
  process.stdout.write(`To train and predict ${what} a browser loads ${size} bytes (gzipped)\n`);
  const rooms = bytesByRoom(metafile).map(({ room, bytes }) => `${room} ${bytes}`);
  expect(size, `bytes before compression: ${rooms.join(", ")}`).toBeLessThan(budget);
}

/** Runs a module from its text. */
async function load<TModule>({ code }: BrowserBuild): Promise<TModule> {
  return (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as TModule;
}

describe("buildForBrowser()", () => {
  let whole: BrowserBuild;
  let reference: BrowserBuild;
  beforeAll(async () => {
    [whole, reference] = [await buildForBrowser(), await buildForBrowser({ variant: referenceVariant })];
  });

  test("buildForBrowser() gives what trains and predicts the reference CNN within the size budget", () => {
    expectWithin(reference, BUDGET, "the reference CNN");
  });

  test("buildForBrowser() gives what trains and predicts everything within its own", () => {
    expectWithin(whole, WHOLE_BUDGET, "any variant");
  });

  test("buildForBrowser() leaves out documentation and what no page needs", () => {
    expect(whole.code).not.toMatch(/arXiv|formula/);
    const rooms = bytesByRoom(whole.metafile).filter(({ bytes }) => bytes > 0);
    const names = rooms.map(({ room }) => room);
    expect(names).toContain("engines/wasm");
    expect(names).not.toContain("engines/reference");
    expect(names).not.toContain("architectures");
    expect(names).not.toContain("catalogue");
  });

  test("buildForBrowser() of a variant reads that variant and refuses all else by name", async () => {
    const core = await load<typeof import("./browser_entry.ts")>(reference);
    expect(core.parseModelSpec(referenceVariant.model)).toEqual(referenceVariant.model);
    expect(core.parseTrainSpec(referenceVariant.train)).toEqual(referenceVariant.train);
    expect(() => core.parseTrainSpec({ optimizer: { sgd: {} } })).toThrow(
      'must be one of adam: current value is "sgd"',
    );
  });

  test("buildForBrowser() of a variant gives the weights of the whole core, bit for bit", async () => {
    const entry = fileURLToPath(new URL("../../test/runtimes/same_bits_training.ts", import.meta.url));
    const built = await buildForBrowser({ entry, variant: SAME_BITS_VARIANT });
    const module = await load<{ trainSameBits: typeof trainSameBits }>(built);
    const committed = new URL("../../test/runtimes/same_bits.json", import.meta.url);
    const expected = JSON.parse(await readFile(committed, "utf8")) as SameBits;
    expect((await module.trainSameBits(createWasmEngine())).digest).toEqual(expected);
  });
});
