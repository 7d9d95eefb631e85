import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TrainSpecInput } from "@convzoo/core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { watchRun } from "../services/watch_run.ts";
import { childProcesses } from "../testing/child_processes.ts";
import { createRunFixture, type RunFixture } from "../testing/run_fixture.ts";
import { startTestServer, type TestServer } from "../testing/test_server.ts";
import { openRunEventHub } from "./run_event_hub.ts";
import { type RunWorker, runWorker } from "./run_worker.ts";

let server: TestServer;
let worker: RunWorker;
let fixture: RunFixture;
let dataDirectory: string;

beforeAll(async () => {
  server = await startTestServer();
  fixture = await createRunFixture(server.database);
  dataDirectory = await mkdtemp(join(tmpdir(), "convzoo-fork-"));
  worker = await runWorker({ databaseUrl: server.database.url, dataDirectory });
});
afterAll(async () => {
  await worker?.close();
  await server?.close();
  await rm(dataDirectory, { recursive: true, force: true });
});

const quick: TrainSpecInput = { epochs: 4, batchSize: 16, optimizer: { adam: { learningRate: 0.01 } } };

const fields = `id state epoch epochs keepCheckpoints keptCheckpoints { epoch step sizeBytes }
  origin { id } originKind forkPoint { epoch step variant { id } checkpointDigest } version { digest } failure { code message }
  variant { id name trainSpec }`;

async function mutate(field: string, args: string): Promise<Record<string, unknown>> {
  const { data, errors } = await server.send(
    `mutation { ${field}(${args}) { ... on Error { code message } ${field === "reproduceRun" || field === "deleteRunCheckpoints" ? "" : "... on InvalidInputError { path received }"}
      ... on Mutation${field[0]!.toUpperCase()}${field.slice(1)}Success { data { ${fields} } } } }`,
  );
  expect(errors).toBeUndefined();
  return data[field];
}

// biome-ignore lint/suspicious/noExplicitAny: Tests look into answers as they come.
async function ended(result: Record<string, unknown>): Promise<any> {
  const { id } = result["data"] as { id: string };
  for (;;) {
    const { data } = await server.send(`query ($id: ID!) { run(id: $id) { ${fields} } }`, { id });
    if (["SUCCEEDED", "FAILED", "CANCELED"].includes(data.run.state)) {
      return data.run;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function start(variantId: string, keepCheckpoints: number): Promise<Record<string, unknown>> {
  const ids = `variantId: "Variant_${variantId}", datasetId: "Dataset_${fixture.datasetId}"`;
  return mutate("startRun", `input: { ${ids}, seed: 1, keepCheckpoints: ${keepCheckpoints} }`);
}

describe("forkRun", () => {
  test("goes on from an epoch that is kept, with changes, and can be reproduced", async () => {
    const base = await ended(await start(await fixture.variant(quick), 3));
    expect(base).toMatchObject({ state: "SUCCEEDED", keepCheckpoints: 3, forkPoint: null });
    expect(base.keptCheckpoints.map(({ epoch }: { epoch: number }) => epoch)).toEqual([4, 3, 2]);

    const slower = "train: { optimizer: { adam: { learningRate: 0.0025 } } }";
    const fork = await ended(await mutate("forkRun", `id: "${base.id}", epoch: 2, changes: { ${slower} }`));
    expect(fork).toMatchObject({
      ...{ state: "SUCCEEDED", originKind: "FORK", origin: { id: base.id }, epoch: 4 },
      forkPoint: { epoch: 2, step: 8, variant: { id: base.variant.id } },
    });
    const { data: logged } = await server.send(
      `{ run(id: "${fork.id}") { logs(first: 2) { edges { node { message } } } } }`,
    );
    expect(logged.run.logs.edges[1].node.message).toBe(
      `Forked from run ${base.id.slice(4)} after epoch 2, step 8, with other train.optimizer.adam.learningRate`,
    );
    expect(fork.variant.trainSpec).toMatchObject({
      epochs: 4,
      optimizer: { adam: { learningRate: 0.0025 } },
    });
    // The same as a training whose schedule has that rate from there on.
    const stepped = { ...quick, schedule: { piecewise: { boundaries: [2], factors: [1, 0.25] } } };
    const weightsOf = async (run: { id: string }): Promise<string> => {
      const { rows } = await server.database.pool.query<{ hash: string }>(
        `select string_agg(encode(sha256(substring(chunk.bytes from length(chunk.bytes) - 400)), 'hex'), '') as hash
         from versions version join blob_chunks chunk on chunk.digest = version.artifact_digest where version.run_id = $1`,
        [run.id.slice(4)],
      );
      return rows[0]!.hash;
    };
    const whole = await ended(await start(await fixture.variant(stepped), 0));
    expect(await weightsOf(fork)).toBe(await weightsOf(whole));
    expect(await weightsOf(fork)).not.toBe(await weightsOf(base));

    const again = await ended(await mutate("reproduceRun", `id: "${fork.id}"`));
    expect(again.forkPoint).toEqual(fork.forkPoint);
    expect(again.version.digest).toBe(fork.version.digest);

    const longer = await ended(
      await mutate("forkRun", `id: "${base.id}", epoch: 4, changes: { train: { epochs: 5 } }`),
    );
    const five = await ended(await start(await fixture.variant({ ...quick, epochs: 5 }), 0));
    expect(longer.version.digest).toBe(five.version.digest);

    // What a fork begins with outlives the checkpoints of the run that it was forked from.
    const files = (): Promise<number> =>
      server.database.prisma.blob.count({
        where: { mediaType: "application/octet-stream", keptCheckpoints: { some: {} } },
      });
    const before = await files();
    const { data } = (await mutate("deleteRunCheckpoints", `id: "${base.id}"`)) as { data: object };
    expect(data).toMatchObject({ keptCheckpoints: [] });
    expect(await files()).toBeLessThan(before);
    const third = await ended(await mutate("reproduceRun", `id: "${fork.id}"`));
    expect(third.version.digest).toBe(fork.version.digest);
    expect(await mutate("forkRun", `id: "${base.id}"`)).toMatchObject({ code: "RUN_STATE" });
  });

  test("goes on where it began, or from its own checkpoint, when its training process is killed", async () => {
    const base = await ended(await start(await fixture.slowVariant(30), 20));
    const changes = "changes: { train: { optimizer: { momentum: { learningRate: 0.01 } }, epochs: 60 } }";
    const args = `id: "${base.id}", epoch: 20, ${changes}`;
    const undisturbed = await ended(await mutate("forkRun", args));
    const { id } = (await mutate("forkRun", args))["data"] as { id: string };
    const context = { database: server.database, events: await openRunEventHub(server.database.url) };
    const begun: unknown[] = [];
    const kill = (): void => {
      for (const pid of childProcesses(process.pid, /train_child/)) {
        process.kill(pid, "SIGKILL");
      }
    };
    for await (const event of watchRun(context, id.slice(4))) {
      if (event.type === "RunStarted") {
        begun.push(event.resumedEpoch);
        if (begun.length === 1) {
          kill();
        }
      } else if (event.type === "RunCheckpointed" && begun.length === 2) {
        expect(event.epoch).toBeGreaterThan(20);
        kill();
        begun.push(`killed after ${event.epoch}`);
      }
    }
    await context.events.close();
    const run = await ended({ data: { id } });
    expect(run.state).toBe("SUCCEEDED");
    expect(begun.slice(0, 2)).toEqual([20, 20]);
    expect(begun[2]).toBe(`killed after ${begun[3]}`);
    expect(run.version.digest).toBe(undisturbed.version.digest);
    // Each epoch counts once, whichever attempt told it.
    const { data } = await server.send(
      `query ($ids: [ID!]!) { runSeries(runIds: $ids, metrics: ["loss"], points: 200) { runId total epochs values } }`,
      { ids: [id, undisturbed.id] },
    );
    const [one, other] = data.runSeries as { total: number; epochs: number[]; values: number[] }[];
    expect(one).toMatchObject({ total: 40, epochs: other!.epochs, values: other!.values });
    expect(other!.epochs.at(0)).toBe(21);
  });

  test("refuses what cannot change, with its path, and stores nothing then", async () => {
    const base = await ended(await start(await fixture.variant(quick), 2));
    const counts = async (): Promise<number[]> => [
      await server.database.prisma.run.count(),
      await server.database.prisma.variant.count(),
    ];
    const other = await fixture.variantOf(
      {
        input: { height: 8, width: 8, channels: 1 },
        layers: [{ flatten: {} }, { dense: { units: 4, activation: "softmax" } }],
        classes: 4,
      },
      quick,
    );
    const before = await counts();
    for (const [args, path] of [
      ["epoch: 1", "epoch"],
      ["epoch: 4", "epoch"],
      ["epoch: 3, changes: { train: { batchSize: 8 } }", "changes.train.batchSize"],
      ["epoch: 3, changes: { train: { epochs: 3 } }", "changes.train.epochs"],
      [
        "epoch: 3, changes: { train: { validation: { split: { fraction: 0.5 } } } }",
        "changes.train.validation",
      ],
      [
        "epoch: 3, changes: { train: { optimizer: { adam: { learningRate: -1 } } } }",
        "changes.train.optimizer.adam.learningRate",
      ],
      [`epoch: 3, changes: { variantId: "Variant_${other}" }`, "changes.variantId"],
    ] as const) {
      expect(await mutate("forkRun", `id: "${base.id}", ${args}`)).toMatchObject({
        code: expect.any(String),
        path,
      });
    }
    expect(await counts()).toEqual(before);
    const ids = `variantId: "${base.variant.id}", datasetId: "Dataset_${fixture.datasetId}"`;
    expect(await mutate("startRun", `input: { ${ids}, keepCheckpoints: 21 }`)).toMatchObject({
      path: "input.keepCheckpoints",
    });
  });

  test("fails where the state that it begins with is damaged, as from the beginning another training would come out", async () => {
    const base = await ended(await start(await fixture.variant(quick), 1));
    const point = await server.database.prisma.keptCheckpoint.findFirstOrThrow({
      where: { runId: base.id.slice(4) },
    });
    const old = { engineVersion: "0.0.0-other" };
    await server.database.prisma.keptCheckpoint.updateMany({ where: { runId: point.runId }, data: old });
    const fork = await ended(
      await mutate("forkRun", `id: "${base.id}", epoch: 4, changes: { train: { epochs: 6 } }`),
    );
    expect(fork).toMatchObject({
      state: "FAILED",
      failure: { code: "FORK_POINT_UNUSABLE", message: expect.stringContaining("0.0.0-other") },
    });
  });
});
