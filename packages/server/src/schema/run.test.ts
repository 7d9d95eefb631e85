import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestServer, type TestServer } from "../testing/test_server.ts";
import { createVersionFixture, type VersionFixture } from "../testing/version_fixture.ts";

let server: TestServer;
let fixture: VersionFixture;

beforeAll(async () => {
  server = await startTestServer();
  fixture = await createVersionFixture(server.database);
});
afterAll(() => server.close());

async function start(input: Readonly<Record<string, unknown>> = {}): Promise<Record<string, unknown>> {
  const { data, errors } = await server.send(
    `mutation ($input: StartRunInput!) { startRun(input: $input) {
      __typename ... on Error { code message } ... on InvalidInputError { path received }
      ... on MutationStartRunSuccess { data { id state seed mode engine attempt epoch epochs startedAt finishedAt failure { code } } }
    } }`,
    {
      input: {
        variantId: `Variant_${fixture.variantId}`,
        datasetId: `Dataset_${fixture.datasetId}`,
        ...input,
      },
    },
  );
  expect(errors).toBeUndefined();
  return data.startRun as Record<string, unknown>;
}

async function cancel(id: string): Promise<Record<string, unknown>> {
  const { data } = await server.send(
    `mutation ($id: ID!) { cancelRun(id: $id) {
      __typename ... on Error { code message } ... on RunFinishedError { state } ... on MutationCancelRunSuccess { data { id state } }
    } }`,
    { id },
  );
  return data.cancelRun as Record<string, unknown>;
}

describe("startRun", () => {
  test("queues a run", async () => {
    const { data } = await start({ seed: 3, mode: "FAST" });
    expect(data).toEqual({
      id: expect.stringMatching(/^Run_/),
      state: "QUEUED",
      seed: 3,
      mode: "FAST",
      engine: null,
      attempt: 0,
      epoch: 0,
      epochs: 2,
      startedAt: null,
      finishedAt: null,
      failure: null,
    });
  });

  test("finds no dataset by an id of nothing, of something else, or that is no id", async () => {
    const gone = `Dataset_${fixture.variantId}`;
    for (const datasetId of [gone, `Variant_${fixture.variantId}`, "x", ""]) {
      const answer = await start({ datasetId });
      expect(answer).toMatchObject({ __typename: "NotFoundError", code: "NOT_FOUND" });
      expect(answer["message"]).toMatch(/^Cannot find the dataset as its id must exist: current value is /);
    }
  });
});

describe("cancelRun", () => {
  test("ends a run, and refuses one that is over with its state", async () => {
    const { id } = (await start())["data"] as { id: string };
    expect(await cancel(id)).toMatchObject({ data: { id, state: "CANCELED" } });
    expect(await cancel(id)).toMatchObject({
      __typename: "RunFinishedError",
      code: "RUN_FINISHED",
      state: "CANCELED",
      message: "Cannot cancel the run as it must not be over: current value is CANCELED",
    });
    expect(await cancel(`Run_${fixture.runId}`)).toMatchObject({ code: "RUN_FINISHED", state: "SUCCEEDED" });
  });

  test("finds no run by an id of something else", async () => {
    expect(await cancel(`Variant_${fixture.variantId}`)).toMatchObject({ code: "NOT_FOUND" });
  });
});
