import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RunWorker } from "../jobs/run_worker.ts";
import { startWorker } from "../start_worker.ts";
import { createRunFixture, type RunFixture } from "../testing/run_fixture.ts";
import { startTestServer, type TestServer } from "../testing/test_server.ts";

let server: TestServer;
let worker: RunWorker;
let fixture: RunFixture;
let dataDirectory: string;

beforeAll(async () => {
  server = await startTestServer();
  fixture = await createRunFixture(server.database);
  dataDirectory = await mkdtemp(join(tmpdir(), "convzoo-sweep-"));
  worker = await startWorker({ databaseUrl: server.database.url, dataDirectory });
});
afterAll(async () => {
  await worker.close();
  await server.close();
  await rm(dataDirectory, { recursive: true, force: true });
});

/** A training that is judged on validation images. */
const validated = {
  epochs: 6,
  batchSize: 16,
  optimizer: { adam: { learningRate: 0.01 } },
  validation: { split: { fraction: 0.25 } },
} as const;

const choice = (numbers: readonly number[]): object => ({ choice: { numbers } });
const learningRate = "train.optimizer.adam.learningRate";

// biome-ignore lint/suspicious/noExplicitAny: Tests look into answers as they come.
type Answer = any;

async function start(input: object): Promise<Answer> {
  const { data, errors } = await server.send(
    `mutation ($input: StartSweepInput!) { startSweep(input: $input) { __typename
      ... on Error { code message } ... on InvalidInputError { path received }
      ... on MutationStartSweepSuccess { data { id state } }
    } }`,
    { input },
  );
  expect(errors).toBeUndefined();
  return data.startSweep;
}

const document = `query ($id: ID!) { sweep(id: $id) {
  name state endReason failure { code } method { name points } direction totalEpochs finishedAt
  space { path domain { __typename ... on SearchChoice { values { number label } } ... on SearchRange { low high isLogarithmic } } }
  trialCounts { running paused finished stopped failed canceled total }
  bestTrial { number objective }
  trials(orderBy: BEST) { edges { node {
    number state objective parameters { path value { number text label } } failure { code message }
    rungs { epoch value cut count isKept } stop { epoch value cut } variant { name } run { id state seed checkpoint { epoch } }
  } } }
} }`;

async function untilOver(id: string): Promise<Answer> {
  for (;;) {
    const { data, errors } = await server.send(document, { id });
    expect(errors).toBeUndefined();
    if (data.sweep.state !== "RUNNING") {
      return data.sweep;
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

const trialsOf = (sweep: Answer): Answer[] => sweep.trials.edges.map(({ node }: Answer) => node);

async function inputOf(more: object): Promise<object> {
  return {
    name: "a sweep",
    base: { variantId: `Variant_${await fixture.variant(validated)}` },
    datasetId: `Dataset_${fixture.datasetId}`,
    space: [{ path: learningRate, domain: { logUniform: { low: 1e-4, high: 0.1 } } }],
    method: { random: {} },
    budget: { maxTrials: 3 },
    ...more,
  };
}

describe("startSweep", () => {
  test("tries every point of a grid, and finds the planted best", async () => {
    const { data } = await start(
      await inputOf({
        name: "grid",
        space: [
          { path: learningRate, domain: { choice: { numbers: [1e-9, 0.02] } } },
          { path: "train.batchSize", domain: { choice: { numbers: [8, 16] } } },
        ],
        method: { grid: {} },
        budget: {},
        concurrency: 2,
        trainingSeed: 5,
      }),
    );
    const sweep = await untilOver(data.id);
    expect(sweep).toMatchObject({
      state: "FINISHED",
      endReason: "MAX_TRIALS",
      direction: "MAXIMIZE",
      totalEpochs: 24,
      trialCounts: { running: 0, paused: 0, finished: 4, stopped: 0, failed: 0, canceled: 0, total: 4 },
    });
    const trials = trialsOf(sweep);
    expect(trials).toHaveLength(4);
    expect(new Set(trials.map(({ run }) => run.id)).size).toBe(4);
    expect(trials.every(({ run }) => run.state === "SUCCEEDED" && run.seed === 5)).toBe(true);
    expect(trials[0].parameters[0]).toEqual({
      path: learningRate,
      value: { number: 0.02, text: null, label: "0.02" },
    });
    expect(sweep.bestTrial).toEqual({ number: trials[0].number, objective: trials[0].objective });
    const objectives = trials.map(({ objective }) => objective);
    expect(objectives).toEqual(objectives.toSorted((a, b) => b - a));
    const { data: listed } = await server.send(
      `query ($filter: RunFilterInput) { runs(filter: $filter) { totalCount edges { node { sweepTrial { number sweep { id } } } } } }`,
      { filter: { sweepIds: [data.id] } },
    );
    expect(listed.runs.totalCount).toBe(4);
    expect(listed.runs.edges[0].node.sweepTrial).toEqual({ number: 3, sweep: { id: data.id } });
  });

  const one = (path: string, domain: object): object => ({ space: [{ path, domain }] });
  test.each<[string, object, string]>([
    ["a name that cannot be seen", { name: " " }, "input.name"],
    ["no dimension", { space: [] }, "input.space"],
    ["a place that is none", one("seed", choice([1])), "input.space[0].path"],
    [
      "a place that the base has not",
      one("train.optimizer.sgd.momentum", choice([0])),
      "input.space[0].path",
    ],
    ["a word that was mistyped", one("train.batchSizes", choice([8])), "input.space[0].domain"],
    [
      "a range the wrong way round",
      one(learningRate, { uniform: { low: 1, high: 0.1 } }),
      "input.space[0].domain.uniform.high",
    ],
    [
      "a logarithm of 0",
      one(learningRate, { logUniform: { low: 0, high: 0.1 } }),
      "input.space[0].domain.logUniform.low",
    ],
    ["a value twice", one(learningRate, choice([0.1, 0.2, 0.1])), "input.space[0].domain.choice.numbers[2]"],
    [
      "an end of a range that no spec may have",
      {
        space: [
          { path: "train.batchSize", domain: choice([8]) },
          { path: learningRate, domain: { uniform: { low: -1, high: 1 } } },
        ],
      },
      "input.space[1].domain",
    ],
    [
      "a range of numbers where a whole one must stand",
      one("train.batchSize", { uniform: { low: 8, high: 16 } }),
      "input.space[0].domain",
    ],
    [
      "one point of a grid that no spec may have",
      { method: { grid: {} }, space: [{ path: "train.epochs", domain: choice([1, 2, 0]) }] },
      "input.space[0].domain",
    ],
    ["a parameter of the method", { method: { tpe: { goodShare: 1 } } }, "input.method.tpe.goodShare"],
    [
      "a parameter of the stopping",
      { stopping: { asha: { reductionFactor: 1 } } },
      "input.stopping.asha.reductionFactor",
    ],
    ["no end", { budget: {} }, "input.budget.maxTrials"],
    ["more trials than there may be", { budget: { maxTrials: 1001 } }, "input.budget.maxTrials"],
    ["no trials", { budget: { maxTrials: 0 } }, "input.budget.maxTrials"],
    ["no epochs", { budget: { maxTrials: 1, maxTotalEpochs: 0 } }, "input.budget.maxTotalEpochs"],
    [
      "fewer epochs than a trial has",
      { budget: { maxTrials: 3, maxTotalEpochs: 5 } },
      "input.budget.maxTotalEpochs",
    ],
    [
      "rungs that no trial reaches",
      { stopping: { asha: { minEpochs: 6 } } },
      "input.stopping.asha.minEpochs",
    ],
    ["a name with no room for numbers", { name: "x".repeat(191) }, "input.name"],
    ["nothing at once", { concurrency: 0 }, "input.concurrency"],
    [
      "a grid without bounds",
      {
        method: { grid: { points: 1000 } },
        space: [learningRate, "train.optimizer.adam.beta1"].map((path) => ({
          path,
          domain: { uniform: { low: 0.1, high: 0.9 } },
        })),
      },
      "input.space",
    ],
  ])("refuses %s with its path, and stores nothing", async (_what, more, path) => {
    const before = await server.database.prisma.sweep.count();
    const answer = await start(await inputOf(more));
    expect(answer).toMatchObject({ __typename: "InvalidInputError", path });
    expect(answer.message).toMatch(/^Cannot .* as /);
    expect(await server.database.prisma.sweep.count()).toBe(before);
  });

  test("refuses what nobody could judge, and what is not there", async () => {
    const base = { variantId: `Variant_${await fixture.variant()}` };
    expect(await start(await inputOf({ base }))).toMatchObject({ path: "input.objective.metric" });
    const objective = { metric: "testAccuracy" };
    const stopping = { asha: {} };
    expect(await start(await inputOf({ base, objective, stopping }))).toMatchObject({
      path: "input.stopping",
    });
    const starts = [{ version: { digest: "0".repeat(64) } }];
    const nowhere = [{ path: "train.start", domain: { choice: { starts } } }];
    expect(await start(await inputOf({ space: nowhere }))).toMatchObject({ path: "input.space" });
    const nobody = "00000000-0000-7000-8000-000000000000";
    for (const missing of [
      { base: { variantId: `Variant_${nobody}` } },
      { datasetId: `Dataset_${nobody}` },
      { base: { variant: { modelId: `Model_${nobody}`, name: "x", spec: specOf(4), train: validated } } },
    ]) {
      expect(await start(await inputOf(missing))).toMatchObject({ code: "NOT_FOUND" });
    }
    const { modelId } = (await server.database.prisma.variant.findFirst())!;
    const wrong = { modelId: `Model_${modelId}`, name: "wrong", spec: specOf(0), train: validated };
    const variants = await server.database.prisma.variant.count();
    expect(await start(await inputOf({ base: { variant: wrong } }))).toMatchObject({
      path: "input.base.variant.spec.layers[1].dense.units",
    });
    expect(await server.database.prisma.variant.count()).toBe(variants);
  });

  test.each<[string, string, object]>([
    ["numbers", "train.batchSize", { numbers: [8, 16] }],
    ["texts", "model.layers[0].conv2d.activation", { texts: ["relu", "gelu"] }],
    ["booleans", "model.layers[0].conv2d.useBias", { booleans: [true, false] }],
    [
      "sizes",
      "model.layers[0].conv2d.kernelSize",
      {
        sizes: [
          [3, 3],
          [5, 5],
        ],
      },
    ],
    ["initializers", "model.layers[0].conv2d.kernelInitializer", { initializers: [{ heNormal: {} }] }],
    ["layers", "model.layers[1]", { layers: [{ maxPool2d: {} }, { averagePool2d: {} }] }],
    [
      "layerLists",
      "model.layers",
      { layerLists: [[{ flatten: {} }, { dense: { units: 4, activation: "softmax" } }]] },
    ],
    ["models", "model", { models: [specOf(4)] }],
    ["trainings", "train", { trainings: [validated] }],
    ["optimizers", "train.optimizer", { optimizers: [{ adam: {} }, { sgd: {} }] }],
    ["schedules", "train.schedule", { schedules: [{ constant: {} }, { cosine: {} }] }],
    ["losses", "train.loss", { losses: [{ sparseCategoricalCrossentropy: { labelSmoothing: 0.1 } }] }],
    ["augmentations", "train.augmentations", { augmentations: [[], [{ mixup: {} }]] }],
    ["gradients", "train.gradients", { gradients: [[], [{ clipByNorm: { norm: 1 } }]] }],
    ["regularizers", "train.regularizer", { regularizers: [null, { l2: {} }] }],
    ["constraints", "train.constraint", { constraints: [null, { maxNorm: {} }] }],
    ["classWeights", "train.classWeights", { classWeights: [null, { balanced: {} }] }],
    ["stoppings", "train.stopping", { stoppings: [null, { earlyStopping: {} }] }],
    ["validations", "train.validation", { validations: [{ split: { fraction: 0.5 } }] }],
  ])("takes a choice of %s", async (_kind, path, given) => {
    const space = [{ path, domain: { choice: given } }];
    const { data, message } = await start(await inputOf({ space, method: { grid: {} }, budget: {} }));
    expect(message).toBeUndefined();
    const { data: canceled } = await server.send(
      `mutation { cancelSweep(id: "${data.id}") { ... on MutationCancelSweepSuccess { data { state maxTrials } } } }`,
    );
    const [values] = Object.values(given);
    expect(canceled.cancelSweep.data).toEqual({ state: "CANCELED", maxTrials: values.length });
  });

  test("varies techniques, within which others vary", async () => {
    const { data, message } = await start(
      await inputOf({
        space: [
          {
            path: "train.optimizer",
            domain: {
              choice: {
                optimizers: [{ sgd: { learningRate: 0.1 } }, { adam: { learningRate: 0.01 } }],
              },
            },
          },
          { path: "train.optimizer.adam.beta1", domain: choice([0.5, 0.9]) },
          {
            path: "train.regularizer",
            domain: { choice: { regularizers: [null, { l2: { factor: 0.001 } }] } },
          },
        ],
        method: { grid: {} },
        budget: {},
        concurrency: 6,
      }),
    );
    expect(message).toBeUndefined();
    const trials = trialsOf(await untilOver(data.id));
    const labels = trials.map(({ parameters }) =>
      parameters.map(({ value }: Answer) => value.label.split(" ")[0]).join(),
    );
    expect(trials.map(({ parameters }) => parameters[0].value.label)).toContain('sgd {"learningRate":0.1}');
    expect(labels.toSorted()).toEqual([
      ...["adam,0.5,l2", "adam,0.5,none", "adam,0.9,l2", "adam,0.9,none", "sgd,l2", "sgd,none"],
    ]);
  });
});

const specOf = (units: number): object => ({
  input: { height: 8, width: 8, channels: 1 },
  layers: [{ flatten: {} }, { dense: { units, activation: "softmax" } }],
  classes: 4,
});

describe("stopping", () => {
  test("a trial that was stopped keeps its checkpoint, and goes on from there when it is resumed", async () => {
    const slow = {
      input: { height: 8, width: 8, channels: 1 },
      layers: [
        { conv2d: { filters: 64, kernelSize: [3, 3] as const, activation: "relu" as const } },
        { conv2d: { filters: 64, kernelSize: [3, 3] as const, activation: "relu" as const } },
        { flatten: {} },
        { dense: { units: 4, activation: "softmax" as const } },
      ],
      classes: 4,
    };
    const variantId = await fixture.variantOf(slow, { ...validated, epochs: 200 });
    const { data } = await start(
      await inputOf({
        base: { variantId: `Variant_${variantId}` },
        space: [{ path: learningRate, domain: choice([0.005, 1e-9]) }],
        method: { grid: {} },
        budget: {},
        stopping: { asha: { minEpochs: 20, reductionFactor: 2 } },
      }),
    );
    const sweep = await untilOver(data.id);
    expect(trialsOf(sweep).map(({ failure }) => failure)).toEqual([null, null]);
    expect(sweep).toMatchObject({ state: "FINISHED", trialCounts: { finished: 1, stopped: 1 } });
    const [finished, stopped] = trialsOf(sweep);
    expect(finished.rungs.map(({ epoch }: Answer) => epoch)).toEqual([20, 40, 80, 160]);
    expect(stopped).toMatchObject({
      state: "STOPPED",
      objective: null,
      rungs: [{ epoch: 20, isKept: false, count: 2 }],
      stop: { epoch: 20, value: stopped.rungs[0].value, cut: finished.rungs[0].value },
    });
    expect(stopped.stop.value).toBeLessThan(stopped.stop.cut);
    const paused = await runUntil(stopped.run.id, "PAUSED");
    expect(paused.checkpoint.epoch).toBeGreaterThanOrEqual(20);
    expect(paused.checkpoint.epoch).toBeLessThan(200);
    await server.send(`mutation { resumeRun(id: "${stopped.run.id}") { __typename } }`);
    const ended = await runUntil(stopped.run.id, "SUCCEEDED");
    expect(ended).toMatchObject({ epoch: 200, attempt: 2 });
  });
});

describe("a trial that is paused by hand", () => {
  test("makes room for others, shows in the counts, and is waited for until it has finished", async () => {
    const { data } = await start(
      await inputOf({
        base: { variantId: `Variant_${await fixture.variant({ ...validated, epochs: 150 })}` },
        space: [{ path: "train.epochs", domain: choice([150, 4]) }],
        method: { grid: {} },
        budget: {},
      }),
    );
    const ask = async (): Promise<Answer> =>
      (
        await server.send(
          `query ($id: ID!) { sweep(id: $id) { state isWaiting trialCounts { running paused finished total }
            trials { edges { node { state run { id state epoch } } } } } }`,
          { id: data.id },
        )
      ).data.sweep;
    const until = async (isThere: (sweep: Answer) => boolean): Promise<Answer> => {
      for (;;) {
        const sweep = await ask();
        if (isThere(sweep)) {
          return sweep;
        }
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    };
    const [first] = trialsOf(await until((sweep) => trialsOf(sweep)[0]?.run.epoch > 0));
    await server.send(`mutation { pauseRun(id: "${first.run.id}") { __typename } }`);
    const waiting = await until(({ isWaiting }) => isWaiting);
    expect(waiting).toMatchObject({
      state: "RUNNING",
      trialCounts: { running: 0, paused: 1, finished: 1, total: 2 },
    });
    expect(trialsOf(waiting)).toMatchObject([
      { state: "PAUSED", run: { state: "PAUSED" } },
      { state: "FINISHED" },
    ]);
    await server.send(`mutation { resumeRun(id: "${first.run.id}") { __typename } }`);
    expect(await untilOver(data.id)).toMatchObject({
      state: "FINISHED",
      trialCounts: { paused: 0, finished: 2, total: 2 },
    });
  });
});

async function runUntil(id: string, state: string): Promise<Answer> {
  for (;;) {
    const { data } = await server.send(
      "query ($id: ID!) { run(id: $id) { state epoch attempt checkpoint { epoch } } }",
      { id },
    );
    if (data.run.state === state) {
      return data.run;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
