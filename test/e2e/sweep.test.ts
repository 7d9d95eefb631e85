import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { type Client, createClient, type Evaluation, type Sweep, type SweepTrial } from "@convzoo/client";
import { syntheticDataset } from "@convzoo/core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RunWorker } from "../../packages/server/src/jobs/run_worker.ts";
import { startWorker } from "../../packages/server/src/start_worker.ts";
import { idxFiles } from "../../packages/server/src/testing/idx_files.ts";
import { tinyModel } from "../../packages/server/src/testing/models.ts";
import { startTestServer, type TestServer } from "../../packages/server/src/testing/test_server.ts";

let directory: string;
let server: TestServer;
let worker: RunWorker;
let zoo: Client;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "convzoo-sweep-"));
  server = await startTestServer();
  worker = await startWorker({ databaseUrl: server.database.url, dataDirectory: directory });
  zoo = createClient({ url: server.url });
});
afterAll(async () => {
  await worker?.close();
  await server?.close();
  await rm(directory, { recursive: true, force: true });
});

async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) {
    all.push(item);
  }
  return all;
}

/** What `convzoo sweeps` prints. */
async function convzoo(...words: readonly string[]): Promise<string> {
  const main = fileURLToPath(new URL("../../packages/cli/src/main.ts", import.meta.url));
  const options = { env: { ...process.env, CONVZOO_URL: server.url } };
  return (await promisify(execFile)(process.execPath, [main, "sweeps", ...words], options)).stdout;
}

async function evaluated(versionId: string, datasetId: string): Promise<Evaluation> {
  const { id } = await zoo.evaluations.start({ versionId, datasetId });
  for (;;) {
    const evaluation = (await zoo.evaluations.get(id))!;
    if (evaluation.state === "SUCCEEDED" || evaluation.state === "FAILED") {
      return evaluation;
    }
    await sleep(100);
  }
}

describe("a sweep over HTTP", () => {
  let datasetId: string;
  let modelId: string;
  let sweep: Sweep;
  let trials: SweepTrial[];
  let best: string;
  let worst: string;

  test("registers a dataset", async () => {
    const data = syntheticDataset({ height: 8, width: 8, train: 64, test: 16 });
    const files = Object.entries(idxFiles(data)).map(([name, bytes]) => [name, new Blob([bytes])]);
    const input = { name: "synthetic", classes: data.classes, ...Object.fromEntries(files) };
    datasetId = (await zoo.datasets.register(input as never)).id;
  });

  test("tries six trainings of a variant to be, and finds that a rate of nearly 0 learns nothing", async () => {
    modelId = (await zoo.models.create({ name: "tiny" })).id;
    const train = { epochs: 8, batchSize: 16, validation: { split: { fraction: 0.25 } } };
    const started = await zoo.sweeps.start({
      name: "rates",
      base: { variant: { modelId, name: "base", spec: tinyModel as never, train } },
      datasetId,
      space: [
        {
          path: "train.optimizer.adam.learningRate",
          domain: { choice: { numbers: [1e-9, 0.003, 0.02] } },
        },
        { path: "model.layers[0].conv2d.filters", domain: { integers: { low: 2, high: 4, step: 2 } } },
      ],
      method: { grid: {} },
      concurrency: 3,
      trainingSeed: 4,
    });
    expect(started).toMatchObject({ state: "RUNNING", maxTrials: 6, bestTrial: null });
    sweep = await zoo.sweeps.waitFor(started.id);
    expect(sweep).toMatchObject({
      state: "FINISHED",
      endReason: "MAX_TRIALS",
      trialCounts: { finished: 6, failed: 0, total: 6 },
    });
    trials = await collect(zoo.sweeps.trials(sweep.id, { orderBy: "BEST", pageSize: 2 }));
    expect(new Set(trials.map(({ number }) => number)).size).toBe(6);
    expect(trials[0]!.number).toBe(sweep.bestTrial!.number);
    const rateOf = ({ parameters }: SweepTrial): number => parameters[0]!.value.number!;
    expect(rateOf(trials[0]!)).toBe(0.02);
    const runs = await collect(zoo.runs.list({ filter: { sweepIds: [sweep.id] } }));
    expect(runs.map(({ id }) => id).toSorted()).toEqual(trials.map(({ run }) => run!.id).toSorted());
    best = trials[0]!.run!.version!.id;
    worst = trials.find((trial) => rateOf(trial) === 1e-9)!.run!.version!.id;
  });

  test("evaluates the best and the worst, and compares them", async () => {
    const [good, bad] = await Promise.all([evaluated(best, datasetId), evaluated(worst, datasetId)]);
    expect([good.state, bad.state]).toEqual(["SUCCEEDED", "SUCCEEDED"]);
    expect(good.accuracy!).toBeGreaterThan(bad.accuracy!);
    const [comparison] = await zoo.evaluations.compare({
      baselineId: worst,
      versionIds: [best],
      datasetId,
    });
    expect(comparison).toMatchObject({ versionId: best, verdict: "BETTER" });
  });

  test("lets the alias move to the best alone, as its gate says, and tells of it on the card", async () => {
    const rules = [{ metric: { datasetId, metric: "ACCURACY" as const, minimum: 0.6 } }];
    const setGate = `mutation SetGate($input: SetGateInput!) {
      setGate(input: $input) { __typename ... on MutationSetGateSuccess { data { aliasName } } }
    }`;
    await zoo.mutate(setGate, { input: { modelId, aliasName: "champion", rules } });
    const move = { modelId, name: "champion", reason: `best of sweep ${sweep.name}` };
    await expect(zoo.aliases.move({ ...move, versionId: worst })).rejects.toMatchObject({
      code: "GATE_FAILED",
    });
    expect(await zoo.aliases.move({ ...move, versionId: best })).toMatchObject({
      version: { id: best },
      moveCount: 1,
    });
    expect(await zoo.versions.card(best)).toContain("| Aliases | champion |");
  });

  test("is shown, and its best trials are listed, by convzoo sweeps", async () => {
    const words = ["trials", sweep.id, "--best", "--first", "2"];
    const listed = await convzoo(...words);
    expect(listed.trimEnd().split("\n")).toHaveLength(3);
    expect(listed).toMatch(/^#\d +FINISHED +[0-9.]+ +Run_\S+ +train\.optimizer\.adam\.learningRate=0\.02/m);
    expect(await convzoo("show", sweep.id)).toContain("6 of 6: 6 finished");
    expect(JSON.parse(await convzoo("list", "--json"))).toMatchObject([{ id: sweep.id }]);
    const told = (await convzoo("watch", sweep.id)).trimEnd().split("\n");
    expect(told).toHaveLength(2 + 6 * (1 + 8 + 1));
    expect(told[1]).toMatch(/^\S+ \S+ {2}#0 {5}started: train\.optimizer\.adam\.learningRate=1e-9 /);
    expect(told.at(-1)).toMatch(/sweep {2}FINISHED: MAX_TRIALS$/);
    expect(JSON.parse(await convzoo("watch", sweep.id, "--tail", "1", "--json"))).toMatchObject({
      type: "SweepStateChanged",
    });
  });

  test("does the same again for the same seed, also with trials that follow from results", async () => {
    const input = {
      name: "again",
      base: { variantId: sweep.variant.id },
      datasetId,
      space: [
        {
          path: "train.optimizer.adam.learningRate",
          domain: { logUniform: { low: 1e-4, high: 0.1 } },
        },
      ],
      method: { tpe: { startupTrials: 2 } },
      budget: { maxTrials: 4 },
      seed: 11,
    } as const;
    const tried: unknown[] = [];
    for (const _ of [1, 2]) {
      const { id } = await zoo.sweeps.waitFor((await zoo.sweeps.start(input)).id);
      const all = await collect(zoo.sweeps.trials(id));
      tried.push(all.map(({ parameters, objective }) => [parameters, objective]));
    }
    expect(tried[0]).toHaveLength(4);
    expect(tried[1]).toEqual(tried[0]);
  });
});
