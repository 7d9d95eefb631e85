import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { inTransaction } from "../postgres/database.ts";
import { appendRunEvents } from "../store/append_run_events.ts";
import { insertBlob } from "../store/insert_blob.ts";
import { replaceCheckpoint } from "../store/replace_checkpoint.ts";
import type { RunEventBody } from "../store/run_event.ts";
import { updateRunProgress } from "../store/update_run_progress.ts";
import { createRunFixture, type RunFixture } from "../testing/run_fixture.ts";
import { startTestServer, type TestServer } from "../testing/test_server.ts";

let server: TestServer;
let fixture: RunFixture;

beforeAll(async () => {
  server = await startTestServer();
  fixture = await createRunFixture(server.database);
});
afterAll(() => server.close());

async function startRun(): Promise<string> {
  const { data } = await server.send(
    `mutation ($input: StartRunInput!) { startRun(input: $input) { ... on MutationStartRunSuccess { data { id } } } }`,
    { input: { variantId: `Variant_${await fixture.variant()}`, datasetId: `Dataset_${fixture.datasetId}` } },
  );
  return data.startRun.data.id as string;
}

async function cancel(id: string): Promise<void> {
  await server.send("mutation ($id: ID!) { cancelRun(id: $id) { __typename } }", { id });
}

/** Follows a run; the reader gives what the server sends, as it comes. */
async function follow(runId: string, after?: number) {
  const response = await fetch(server.url, {
    method: "POST",
    headers: { "content-type": "application/json", accept: "text/event-stream" },
    body: JSON.stringify({
      query: `subscription ($runId: ID!${after === undefined ? "" : ", $after: Int!"}) {
        runEvents(runId: $runId${after === undefined ? "" : ", after: $after"}) { __typename sequence ... on RunStateChanged { state } }
      }`,
      variables: { runId, after },
    }),
  });
  expect(response.headers.get("content-type")).toMatch(/^text\/event-stream/);
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  return {
    /** Reads until the text has come. */
    async until(wanted: string): Promise<string> {
      while (!text.includes(wanted)) {
        const { done, value } = await reader.read();
        if (done) {
          throw new Error(`the stream ended without ${wanted}: ${text}`);
        }
        text += value;
      }
      return text;
    },
    async rest(): Promise<string> {
      for (let part = await reader.read(); !part.done; part = await reader.read()) {
        text += part.value;
      }
      return text;
    },
  };
}

function resultsIn(text: string): unknown[] {
  return [...text.matchAll(/^data: (.+)$/gm)].map(([, json]) => JSON.parse(json!) as unknown);
}

const everything = `query ($id: ID!) { run(id: $id) {
  bestEpoch checkpoint { epoch step attempt sizeBytes createdAt }
  events(first: 1000) {
    type: __typename sequence
    ... on RunStarted { engine stepsPerEpoch resumedEpoch resumedStep }
    ... on RunBatch { epoch step loss accuracy learningRate gradientNorm imagesPerSecond secondsLeft progress }
    ... on RunEpoch {
      epoch loss accuracy validationLoss validationAccuracy testLoss testAccuracy metrics { name value }
      isBest learningRate gradientNorm imagesPerSecond seconds
    }
    ... on RunCheckpointed { epoch step }
    ... on RunFinished {
      epochs bestEpoch stoppedEarly testLoss testAccuracy metrics { name value } imagesPerSecond seconds
    }
  }
} }`;

async function write(runId: string, events: readonly RunEventBody[]): Promise<void> {
  const id = runId.slice("Run_".length);
  await inTransaction(server.database.pool, (client) => appendRunEvents(client, id, events));
}

describe("Run.events", () => {
  const speed = { imagesPerSecond: 100, seconds: 2 };
  const rates = { learningRate: 0.5, gradientNorm: 1.5 };

  test("give all figures, one document for all types", async () => {
    const id = await startRun();
    const batch = { epoch: 1, step: 2, loss: 3, accuracy: 0.5, secondsLeft: 4, progress: 0.1 };
    const judged = { validationLoss: 0.5, validationAccuracy: 0.75, testLoss: null, testAccuracy: null };
    const epoch = { epoch: 1, loss: 1, accuracy: 0.25, ...judged, isBest: true, ...rates, ...speed };
    const end = { epochs: 5, bestEpoch: 3, stoppedEarly: true, testLoss: 0.5, testAccuracy: 0.75, ...speed };
    await write(id, [
      { type: "RunStarted", engine: "wasm", stepsPerEpoch: 4, resumedEpoch: 2, resumedStep: 9 },
      { type: "RunBatch", ...batch, ...rates, imagesPerSecond: 100 },
      { type: "RunEpoch", ...epoch, metrics: { f1: 0.125 } },
      { type: "RunCheckpointed", epoch: 1, step: 4 },
      { type: "RunFinished", ...end, metrics: { f1: 0.25 } },
    ]);
    const { data, errors } = await server.send(everything, { id });
    expect(errors).toBeUndefined();
    expect(data.run.events.slice(1)).toEqual([
      { type: "RunStarted", sequence: 1, engine: "wasm", stepsPerEpoch: 4, resumedEpoch: 2, resumedStep: 9 },
      { type: "RunBatch", sequence: 2, ...batch, ...rates, imagesPerSecond: 100 },
      { type: "RunEpoch", sequence: 3, ...epoch, metrics: [{ name: "f1", value: 0.125 }] },
      { type: "RunCheckpointed", sequence: 4, epoch: 1, step: 4 },
      { type: "RunFinished", sequence: 5, ...end, metrics: [{ name: "f1", value: 0.25 }] },
    ]);
  });

  test("are read as well that a server wrote before there were checkpoints", async () => {
    const id = await startRun();
    const epoch = { epoch: 1, loss: 1, accuracy: 0.25, testLoss: 0.5, testAccuracy: 0.75, learningRate: 1 };
    await write(id, [
      { type: "RunEpoch", ...epoch, ...speed },
      { type: "RunFinished", testLoss: 0.5, testAccuracy: 0.75, ...speed },
    ]);
    const { data, errors } = await server.send(everything, { id });
    expect(errors).toBeUndefined();
    expect(data.run.events.slice(1)).toMatchObject([
      { ...epoch, metrics: [], isBest: false, gradientNorm: null, validationLoss: null },
      { epochs: null, bestEpoch: null, stoppedEarly: false, metrics: [] },
    ]);
  });
});

describe("Run.checkpoint", () => {
  test("says where a run would go on", async () => {
    const id = await startRun();
    expect((await server.send(everything, { id })).data.run).toMatchObject({
      bestEpoch: null,
      checkpoint: null,
    });
    const runId = id.slice("Run_".length);
    await inTransaction(server.database.pool, async (client) => {
      const blobDigest = await insertBlob(client, { bytes: new Uint8Array(123), mediaType: "text/plain" });
      const checkpoint = {
        runId,
        attempt: 1,
        engineVersion: "1",
        epoch: 2,
        step: 8,
        bestEpoch: 1,
        blobDigest,
      };
      await replaceCheckpoint(client, checkpoint);
      await updateRunProgress(client, runId, { bestEpoch: 1 });
    });
    expect((await server.send(everything, { id })).data.run).toMatchObject({
      bestEpoch: 1,
      checkpoint: { epoch: 2, step: 8, attempt: 1, sizeBytes: 123, createdAt: expect.any(String) },
    });
  });
});

describe("runEvents", () => {
  test("replays, then follows to the end, and completes", async () => {
    const id = await startRun();
    const stream = await follow(id);
    await stream.until("QUEUED");
    await cancel(id);
    const text = await stream.rest();
    const event = (sequence: number, state: string) => ({
      data: { runEvents: { __typename: "RunStateChanged", sequence, state } },
    });
    expect(resultsIn(text)).toEqual([event(0, "QUEUED"), event(1, "CANCELED")]);
    expect(text).toMatch(/event: complete\ndata:\n\n$/);
    expect(resultsIn(await (await follow(id, 0)).rest())).toEqual([event(1, "CANCELED")]);
    expect(resultsIn(await (await follow(id, 1)).rest())).toEqual([]);
  });

  test("tells of a run that does not exist, in the stream", async () => {
    const gone = `Run_${fixture.datasetId}`;
    for (const id of [gone, `Dataset_${fixture.datasetId}`, "x"]) {
      const [result] = resultsIn(await (await follow(id)).rest());
      expect(result).toMatchObject({ errors: [{ extensions: { code: "NOT_FOUND" } }] });
    }
  });

  test("ends within a moment when the server stops, so that the watcher can go elsewhere", async () => {
    const own = await startTestServer();
    const ownFixture = await createRunFixture(own.database);
    const input = {
      variantId: `Variant_${await ownFixture.variant()}`,
      datasetId: `Dataset_${ownFixture.datasetId}`,
    };
    const { data } = await own.send(
      "mutation ($input: StartRunInput!) { startRun(input: $input) { ... on MutationStartRunSuccess { data { id } } } }",
      { input },
    );
    const response = await fetch(own.url, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "text/event-stream" },
      body: JSON.stringify({
        query: `subscription { runEvents(runId: "${data.startRun.data.id}") { sequence } }`,
      }),
    });
    const reader = response.body!.getReader();
    await reader.read();
    const began = performance.now();
    const stopped = own.stop();
    for (let part = await reader.read(); !part.done; ) {
      part = await reader.read();
    }
    await stopped;
    expect(performance.now() - began).toBeLessThan(3000);
    await own.close();
  });
});
