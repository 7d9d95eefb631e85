import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunWorker, runWorker } from "../jobs/run_worker.ts";
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
  worker = await runWorker({ databaseUrl: server.database.url, dataDirectory });
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
  trialCounts { running finished stopped failed canceled total }
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
      trialCounts: { running: 0, finished: 4, stopped: 0, failed: 0, canceled: 0, total: 4 },
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
});
