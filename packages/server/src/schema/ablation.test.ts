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
  dataDirectory = await mkdtemp(join(tmpdir(), "convzoo-ablation-"));
  worker = await runWorker({ databaseUrl: server.database.url, dataDirectory });
});
afterAll(async () => {
  await worker.close();
  await server.close();
  await rm(dataDirectory, { recursive: true, force: true });
});

const learning = (learningRate: number): object => ({
  epochs: 12,
  batchSize: 16,
  optimizer: { adam: { learningRate } },
});

async function start(input: object): Promise<{ data?: { id: string }; code?: string; path?: string }> {
  const { data, errors } = await server.send(
    `mutation ($input: StartAblationInput!) { startAblation(input: $input) {
      ... on Error { code } ... on InvalidInputError { path } ... on MutationStartAblationSuccess { data { id } }
    } }`,
    { input },
  );
  expect(errors).toBeUndefined();
  return data.startAblation;
}

interface Report {
  readonly isComplete: boolean;
  readonly effects: readonly Record<string, unknown>[];
}

/** The report of an ablation, once all of its runs are over. */
async function reportOf(id: string): Promise<Report> {
  const query = `query ($id: ID!) { ablationReport(ablationId: $id) {
    isComplete effects { technique mean n interval { lower upper } verdict seconds parameters } } }`;
  for (;;) {
    const report = (await server.send(query, { id })).data.ablationReport as Report;
    if (report.isComplete) {
      return report;
    }
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
}

describe("startAblation", () => {
  test("finds a planted effect, and that what cannot matter is not distinguishable", async () => {
    const base = await fixture.variant(learning(0.01));
    const still = await fixture.variant(learning(1e-9));
    const { data } = await start({
      name: "planted",
      variantId: `Variant_${base}`,
      datasetId: `Dataset_${fixture.datasetId}`,
      kind: "ADD_ONE_IN",
      techniques: [
        { name: "not learning", technique: { variantId: `Variant_${still}` } },
        // No gradient is ever that long.
        { name: "nothing", technique: { gradient: { clipByNorm: { norm: 1e30 } } } },
      ],
      seeds: [1, 2, 3],
    });
    const report = await reportOf(data!.id);
    expect(report.effects).toMatchObject([
      {
        technique: "nothing",
        mean: 0,
        n: 3,
        interval: { lower: 0, upper: 0 },
        verdict: "notDistinguishable",
        parameters: 0,
      },
      { technique: "not learning", n: 3, verdict: "worse", seconds: expect.any(Number) },
    ]);
    expect(report.effects[1]?.["mean"]).toBeLessThan(-0.3);
    const { data: listed } = await server.send(
      "{ ablations { edges { node { name runs { technique seed run { state } } } } } }",
    );
    expect(listed.ablations.edges[0].node.runs).toHaveLength(9);
  });

  test("finds that dropping nearly everything harms, and that a penalty of nothing is not distinguishable", async () => {
    const base = await fixture.variant({ ...(learning(0.01) as object), regularizer: { l2: { factor: 0 } } });
    const parts = {
      variantId: `Variant_${base}`,
      datasetId: `Dataset_${fixture.datasetId}`,
      seeds: [1, 2, 3],
    };
    const { data: added } = await start({
      ...{ ...parts, name: "dropout", kind: "ADD_ONE_IN" },
      techniques: [
        { technique: { layer: { dropout: { rate: 0.99 } } } },
        { technique: { layer: { batchNorm: { momentum: 0.5 } } } },
        { technique: { labelSmoothing: 0.1 } },
      ],
    });
    const { data: left } = await start({
      ...{ ...parts, name: "penalty", kind: "LEAVE_ONE_OUT" },
      techniques: [{ technique: { regularizer: { l2: {} } } }],
    });
    const first = await reportOf(added!.id);
    expect(first.effects.map(({ technique }) => technique).toSorted()).toEqual([
      "batchNorm",
      "dropout",
      "labelSmoothing",
    ]);
    const of = (technique: string): Record<string, unknown> | undefined =>
      first.effects.find((effect) => effect["technique"] === technique);
    expect(first.effects.at(-1)).toMatchObject({
      technique: "dropout",
      n: 3,
      verdict: "worse",
      parameters: 0,
    });
    expect(of("dropout")?.["mean"]).toBeLessThan(-0.2);
    expect(of("batchNorm")).toMatchObject({ n: 3, seconds: expect.any(Number) });
    expect(of("batchNorm")?.["parameters"]).toBeGreaterThan(0);
    const { effects } = await reportOf(left!.id);
    expect(effects).toMatchObject([
      { technique: "l2", mean: 0, n: 3, verdict: "notDistinguishable", parameters: 0 },
    ]);
  });

  test("refuses what is not there to leave out, and starts nothing then", async () => {
    const input = {
      name: "wrong",
      variantId: `Variant_${await fixture.variant()}`,
      datasetId: `Dataset_${fixture.datasetId}`,
      kind: "LEAVE_ONE_OUT",
    };
    const before = await server.database.prisma.run.count();
    const variants = await server.database.prisma.variant.count();
    const gradient = { clipByNorm: { norm: 1 } };
    const regularizer = { l2: {} };
    const at = (index: number): string => `input.techniques[${index}].technique`;
    for (const [techniques, path] of [
      [[{ technique: { gradient } }], `${at(0)}.gradient`],
      [[{ technique: { layer: { batchNorm: {} } } }, { technique: { regularizer } }], `${at(0)}.layer`],
      [[{ technique: { optimizer: { adam: {} } } }], `${at(0)}.optimizer`],
      [[{ technique: { labelSmoothing: 0.1 } }], `${at(0)}.labelSmoothing`],
      [[], "input.techniques"],
    ] as const) {
      expect(await start({ ...input, techniques })).toEqual({ code: "INVALID_INPUT", path });
    }
    const add = { ...input, kind: "ADD_ONE_IN" };
    // The first could be stored, and is not.
    for (const [techniques, path] of [
      [
        [{ technique: { regularizer } }, { technique: { stopping: { earlyStopping: {} } } }],
        `${at(1)}.stopping`,
      ],
      [[{ technique: { regularizer } }, { technique: { layer: { upsample2d: {} } } }], `${at(1)}.layer`],
      [[{ technique: { regularizer } }, { technique: { regularizer } }], "input.techniques"],
    ] as const) {
      expect(await start({ ...add, techniques })).toEqual({ code: "INVALID_INPUT", path });
    }
    expect(await server.database.prisma.variant.count()).toBe(variants);
    expect(await server.database.prisma.run.count()).toBe(before);
  });
});
