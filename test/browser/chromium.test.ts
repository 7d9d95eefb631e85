import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { createWasmEngine } from "@convzoo/core";
import { type Browser, chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildForBrowser } from "../../scripts/browser_build/build_for_browser.ts";
import { predictSamples } from "../runtimes/predict_samples.ts";
import { type SameBits, trainSameBits } from "../runtimes/same_bits_training.ts";
import { CHROMIUM_HINT, findChromium } from "./find_chromium.ts";
import { type PageFiles, type Place, runTask } from "./run_task.ts";

/** A place and how many threads the engine has there. */
type Row = Place & { readonly threads: number };

const rows: readonly Row[] = [
  { where: "page", isolated: false, threads: 1 },
  { where: "page", isolated: true, threads: 1 },
  { where: "worker", isolated: false, threads: 1 },
  { where: "worker", isolated: true, threads: 1 },
  // a page may not wait, and without isolation there is no memory to share: one thread, and the same bits
  { where: "page", isolated: true, threads: 2 },
  { where: "worker", isolated: false, threads: 2 },
  { where: "worker", isolated: true, threads: 2 },
  { where: "worker", isolated: true, threads: 4 },
];

const program = findChromium();
if (program === undefined) {
  process.stderr.write(`test/browser is skipped: ${CHROMIUM_HINT}\n`);
}

describe.skipIf(program === undefined)(
  `core in Chromium${program === undefined ? ` (${CHROMIUM_HINT})` : ""}`,
  () => {
    let browser: Browser;
    let files: PageFiles;
    let expected: SameBits;

    beforeAll(async () => {
      expected = JSON.parse(
        await readFile(new URL("../runtimes/same_bits.json", import.meta.url), "utf8"),
      ) as SameBits;
      files = {
        program: (
          await buildForBrowser({ entry: fileURLToPath(new URL("page_program.ts", import.meta.url)) })
        ).code,
        model: (await trainSameBits(createWasmEngine())).file,
      };
      browser = await chromium.launch({ executablePath: program! });
    }, 120_000);

    afterAll(() => browser?.close());

    test.each(rows)(
      "trainSameBits() gives the committed weights in a $where, isolated: $isolated, threads: $threads",
      async ({ threads, ...place }) => {
        const result = await runTask(browser, files, place, { kind: "train", threads });
        expect(result).toEqual({
          isolated: place.isolated,
          hasDocument: place.where === "page",
          digest: expected,
        });
      },
    );

    test.each(rows)(
      "predictSamples() gives Node's scores of Node's file in a $where, isolated: $isolated, threads: $threads",
      async ({ threads, ...place }) => {
        const { scores } = await runTask(browser, files, place, { kind: "predict", threads });
        expect(scores).toEqual(await predictSamples(files.model, createWasmEngine()));
      },
    );
  },
);
