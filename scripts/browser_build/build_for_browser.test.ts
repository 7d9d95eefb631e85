import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import {
  type ArchitectureId,
  architectureRegistry,
  buildArchitecture,
  createWasmEngine,
  datasetDigest,
  parseTrainSpec,
  referenceCnn,
  syntheticDataset,
  variantDigest,
} from "@convzoo/core";
import { beforeAll, describe, expect, test } from "vitest";
import {
  SAME_BITS_VARIANT,
  type SameBits,
  type trainSameBits,
} from "../../test/runtimes/same_bits_training.ts";
import { type BrowserBuild, buildForBrowser } from "./build_for_browser.ts";
import { bytesByRoom } from "./bytes_by_room.ts";
import type { Variant } from "./keep_named.ts";

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

const TASK = { input: { height: 32, width: 32, channels: 3 }, classes: 3 } as const;

/** Trains and predicts with a build of a variant. */
async function expectRuns(variant: Variant): Promise<void> {
  const core = await load<typeof import("./browser_entry.ts")>(await buildForBrowser({ variant }));
  const dataset = syntheticDataset({ ...TASK.input, classes: TASK.classes, train: 24, test: 4, seed: 1 });
  const engine = core.createWasmEngine();
  const training = core.train({ ...variant, dataset, seed: 1, engine });
  let next = await training.next();
  while (!next.done) {
    next = await training.next();
  }
  const result = next.value;
  if (result.outcome !== "finished") {
    throw new Error(`Cannot predict as the training ended with ${result.code}`);
  }
  const lineage = {
    datasetDigest: await datasetDigest(dataset),
    variantDigest: await variantDigest(variant.model, variant.train),
    seed: 1,
    mode: engine.mode,
    engine: engine.id,
    engineVersion: "test",
  };
  const { weights, test: tested } = result;
  const metrics = { testLoss: tested.loss };
  const content = { ...variant, classes: dataset.classes, metrics, weights, lineage };
  const file = core.readModelFile(core.writeModelFile(content));
  const predictor = await core.createPredictor({ file, engine });
  const image = dataset.test.images.subarray(0, 32 * 32 * 3);
  const [scores] = await predictor.predict([{ ...TASK.input, data: image }]);
  expect(scores!.reduce((sum, { score }) => sum + score, 0)).toBeCloseTo(1, 5);
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

  test.each(architectureRegistry.map(({ id }) => id as ArchitectureId))(
    "buildForBrowser() of a variant of %s has all that its training and prediction run",
    async (id) => {
      const variant = {
        model: buildArchitecture(id, TASK),
        train: parseTrainSpec({ epochs: 1, batchSize: 4 }),
      };
      await expectRuns(variant);
    },
  );

  test.each<[string, object]>([
    ["augmentations", { augmentations: [{ rotate: {} }, { mixup: {} }] }],
    [
      "validation images, stopping and a schedule that watches them",
      {
        validation: { split: { fraction: 0.25 } },
        stopping: { earlyStopping: {} },
        schedule: { reduceOnPlateau: {} },
      },
    ],
    ["weights of classes and another loss", { classWeights: { balanced: {} }, loss: { focal: {} } }],
    [
      "penalties, a constraint and gradients that are changed",
      {
        optimizer: { momentum: {} },
        gradients: [{ clipByValue: { limit: 1 } }, { ema: {} }],
        constraint: { maxNorm: { limit: 2 } },
        regularizer: { l1l2: { l1: 1e-5, l2: 1e-5 } },
      },
    ],
    ["a pretraining", { pretraining: { rotation: {} } }],
  ])(
    "buildForBrowser() of a variant with %s has all that its training and prediction run",
    async (_, spec) => {
      const train = parseTrainSpec({ epochs: 2, batchSize: 4, ...spec });
      await expectRuns({ model: buildArchitecture("lenet5", TASK), train });
    },
  );
});
