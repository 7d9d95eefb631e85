import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Client, createClient, type Evaluation } from "@convzoo/client";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunWorker, runWorker } from "../../packages/server/src/jobs/run_worker.ts";
import { createRunFixture, type RunFixture } from "../../packages/server/src/testing/run_fixture.ts";
import { startTestServer, type TestServer } from "../../packages/server/src/testing/test_server.ts";

let directory: string;
let server: TestServer;
let worker: RunWorker;
let fixture: RunFixture;
let zoo: Client;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "convzoo-promotion-"));
  server = await startTestServer();
  fixture = await createRunFixture(server.database);
  worker = await runWorker({ databaseUrl: server.database.url, dataDirectory: directory });
  zoo = createClient({ url: server.url });
});
afterAll(async () => {
  await worker?.close();
  await server?.close();
  await rm(directory, { recursive: true, force: true });
});

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

describe("promotion", () => {
  test("goes from runs over evaluation, comparison and gate to an alias and a card", async () => {
    const datasetId = `Dataset_${fixture.datasetId}`;
    const variantId = `Variant_${await fixture.variant()}`;
    const versions: string[] = [];
    for (const seed of [1, 2]) {
      const run = await zoo.runs.waitFor((await zoo.runs.start({ variantId, datasetId, seed })).id);
      expect(run.state).toBe("SUCCEEDED");
      versions.push(run.version!.id);
    }
    for (const version of versions) {
      expect(await evaluated(version, datasetId)).toMatchObject({ state: "SUCCEEDED", count: 16 });
    }
    const [baselineId, versionId] = versions as [string, string];
    const [comparison] = await zoo.evaluations.compare({ baselineId, versionIds: [versionId], datasetId });
    expect(comparison).toMatchObject({ count: 16, versionId, baselineId });
    const { model } = (await zoo.versions.get(versionId))!;
    const rules = [{ metric: { datasetId, metric: "ACCURACY" as const, maximum: -1 } }];
    const setGate = `mutation SetGate($input: SetGateInput!) {
      setGate(input: $input) { __typename ... on MutationSetGateSuccess { data { aliasName } } }
    }`;
    await zoo.mutate(setGate, { input: { modelId: model.id, aliasName: "champion", rules } });
    const move = { modelId: model.id, name: "champion", versionId, reason: "the first" };
    await expect(zoo.aliases.move(move)).rejects.toMatchObject({ code: "GATE_FAILED" });
    const comparisonRule = { comparison: { datasetId, require: "NOT_WORSE" as const } };
    await zoo.mutate(setGate, {
      input: { modelId: model.id, aliasName: "champion", rules: [comparisonRule] },
    });
    expect(await zoo.aliases.move(move)).toMatchObject({ moveCount: 1, version: { id: versionId } });
    expect(await zoo.aliases.at(model.id, "champion", new Date(Date.now() + 1000))).toBe(versionId);
    expect(await zoo.versions.card(versionId)).toContain("| Aliases | champion |");
  });
});
