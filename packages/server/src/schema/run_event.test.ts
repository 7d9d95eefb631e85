import { afterAll, beforeAll, describe, expect, test } from "vitest";
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
