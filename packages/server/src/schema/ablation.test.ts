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
        { name: "not learning", variantId: `Variant_${still}` },
        // No gradient is ever that long.
        { name: "nothing", gradient: { clipByNorm: { norm: 1e30 } } },
      ],
      seeds: [1, 2, 3],
    });
    const query = `query ($id: ID!) { ablationReport(ablationId: $id) {
      isComplete effects { technique mean n interval { lower upper } verdict seconds parameters } } }`;
    let report: { isComplete: boolean; effects: Record<string, unknown>[] };
    do {
      await new Promise((resolve) => setTimeout(resolve, 300));
      report = (await server.send(query, { id: data?.id })).data.ablationReport;
    } while (!report.isComplete);
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

  test("refuses what is not there to leave out, and starts nothing then", async () => {
    const input = {
      name: "wrong",
      variantId: `Variant_${await fixture.variant()}`,
      datasetId: `Dataset_${fixture.datasetId}`,
      kind: "LEAVE_ONE_OUT",
    };
    const before = await server.database.prisma.run.count();
    const gradient = { clipByNorm: { norm: 1 } };
    expect(await start({ ...input, techniques: [{ name: "a", gradient }] })).toEqual({
      code: "INVALID_INPUT",
      path: "input.techniques[0].gradient",
    });
    expect(await start({ ...input, techniques: [{ name: "a" }] })).toMatchObject({
      path: "input.techniques[0]",
    });
    expect(await start({ ...input, techniques: [] })).toMatchObject({ path: "input.techniques" });
    expect(await server.database.prisma.run.count()).toBe(before);
  });
});
