import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openRunQueue, type RunQueue } from "../jobs/run_queue.ts";
import { type CountedAnswer, countStatements } from "../testing/count_statements.ts";
import { PlantedSweep, type PlantingTools } from "../testing/planted_sweep.ts";
import { createRunFixture } from "../testing/run_fixture.ts";
import { startTestServer, type TestServer } from "../testing/test_server.ts";

let server: TestServer;
let queue: RunQueue;
let tools: PlantingTools;

beforeAll(async () => {
  server = await startTestServer();
  const { database } = server;
  queue = await openRunQueue(database);
  tools = { database, queue, fixture: await createRunFixture(database) };
});
afterAll(async () => {
  await queue.close();
  await server.close();
});

/** One document for all types. */
const document = `subscription ($id: ID!, $after: Int! = -1, $last: Int) {
  sweepEvents(sweepId: $id, after: $after, last: $last) {
    type: __typename sequence createdAt
    ... on SweepStateChanged { state endReason failure { code } }
    ... on SweepTrialEvent { number trial { number state run { id } } }
    ... on SweepTrialReported { attempt epoch value }
    ... on SweepTrialStopped { epoch value cut count }
    ... on SweepTrialFinished { objective isBest }
    ... on SweepTrialFailed { failure { code message } }
  }
}`;

async function follow(variables: Readonly<Record<string, unknown>>, url = server.url): Promise<Response> {
  return await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", accept: "text/event-stream" },
    body: JSON.stringify({ query: document, variables }),
  });
}

// biome-ignore lint/suspicious/noExplicitAny: Tests look into answers as they come.
type Answer = any;

async function resultsOf(response: Response): Promise<Answer[]> {
  const text = await response.text();
  return [...text.matchAll(/^data: (.+)$/gm)].map(([, json]) => JSON.parse(json!));
}

describe("Sweep.events", () => {
  test("gives pages of what has been told, from both ends, with as many statements for many events as for one", async () => {
    const sweep = await PlantedSweep.start(tools, { maxTrials: 8, concurrency: 8 });
    await sweep.look();
    await sweep.cancel();
    const page = async (args: string): Promise<CountedAnswer> =>
      await countStatements(
        server,
        `{ sweep(id: "Sweep_${sweep.id}") { events(${args}) {
          edges { cursor node { sequence __typename ... on SweepTrialEvent { trial { number state run { state } } } } }
          pageInfo { hasNextPage hasPreviousPage }
        } } }`,
      );
    const all = await page("first: 100");
    const { edges, pageInfo } = all.data.sweep.events;
    expect(pageInfo).toEqual({ hasNextPage: false, hasPreviousPage: false });
    expect(edges.map(({ node }: Answer) => node.sequence)).toEqual(Array.from({ length: 18 }, (_, n) => n));
    expect(edges[16].node).toEqual({
      sequence: 16,
      __typename: "SweepTrialCanceled",
      trial: { number: 7, state: "CANCELED", run: { state: "CANCELED" } },
    });
    const sequences = ({ data }: CountedAnswer): number[] =>
      data.sweep.events.edges.map(({ node }: Answer) => node.sequence);
    expect(sequences(await page('first: 2, after: "8"'))).toEqual([9, 10]);
    expect(sequences(await page('last: 2, before: "8"'))).toEqual([6, 7]);
    // What is asked of some types alone is not lost among what is asked of all, and not loaded one by one.
    const { data, statements } = await countStatements(
      server,
      `{ sweep(id: "Sweep_${sweep.id}") { events(first: 100) { edges { node {
        ... on SweepTrialEvent { trial { number } } ... on SweepTrialCanceled { trial { run { state } rungs { epoch } } }
      } } } } }`,
    );
    expect(data.sweep.events.edges[16].node).toEqual({
      trial: { number: 7, run: { state: "CANCELED" }, rungs: [] },
    });
    expect(statements).toHaveLength(all.statements.length + 2);
    expect(all.statements).toHaveLength((await page('first: 1, after: "3"')).statements.length);
  });
});

describe("sweepEvents", () => {
  test("gives all of each type, with its trial, and completes", async () => {
    const stopping = { asha: { minEpochs: 1, reductionFactor: 2 } };
    const sweep = await PlantedSweep.start(tools, { stopping, maxTrials: 3, concurrency: 3 });
    const watching = follow({ id: `Sweep_${sweep.id}` }).then(resultsOf);
    await sweep.look();
    await sweep.reach(0, 1, 0.5);
    await sweep.look();
    await sweep.reach(1, 1, 0.25);
    await sweep.look();
    await sweep.end(0, 0.75);
    await sweep.end(2, null);
    await sweep.look();
    const results = await watching;
    expect(results.filter(({ errors }) => errors !== undefined)).toEqual([]);
    const events = results.map(({ data }) => data.sweepEvents);
    const runId = (await sweep.run(0)).id;
    expect(events[0]).toMatchObject({ type: "SweepStateChanged", state: "RUNNING", endReason: null });
    expect(events.slice(1).toSorted((a, b) => a.sequence - b.sequence)).toMatchObject([
      { type: "SweepTrialStarted", number: 0, trial: { number: 0, run: { id: `Run_${runId}` } } },
      { type: "SweepTrialStarted", number: 1 },
      { type: "SweepTrialStarted", number: 2 },
      { type: "SweepTrialReported", number: 0, attempt: 1, epoch: 1, value: 0.5 },
      { type: "SweepTrialReported", number: 1, attempt: 1, epoch: 1, value: 0.25 },
      { type: "SweepTrialStopped", number: 1, epoch: 1, value: 0.25, cut: 0.5, count: 2 },
      { type: "SweepTrialReported", number: 0, epoch: 9, value: 0.75 },
      { type: "SweepTrialFinished", number: 0, objective: 0.75, isBest: true },
      { type: "SweepTrialFailed", number: 2, failure: { code: "NON_FINITE_LOSS" } },
      { type: "SweepStateChanged", state: "FINISHED", endReason: "MAX_TRIALS", failure: null },
    ]);
    const ids = async (variables: object): Promise<number[]> =>
      (await resultsOf(await follow({ id: `Sweep_${sweep.id}`, ...variables }))).map(
        ({ data }) => data.sweepEvents.sequence,
      );
    expect(await ids({ after: 8 })).toEqual([9, 10]);
    expect(await ids({ last: 1 })).toEqual([10]);
    expect(await ids({ after: 10 })).toEqual([]);
    const { data } = await server.send(`{ sweep(id: "Sweep_${sweep.id}") { eventCount } }`);
    expect(data.sweep.eventCount).toBe(11);
  });

  test("tells of a sweep that does not exist, in the stream", async () => {
    const { datasetId } = tools.fixture;
    for (const id of [`Sweep_${datasetId}`, `Dataset_${datasetId}`, "x"]) {
      const [result] = await resultsOf(await follow({ id }));
      expect(result).toMatchObject({ errors: [{ extensions: { code: "NOT_FOUND" } }] });
    }
  });

  test("ends within a moment when the server stops, so that the watcher can go elsewhere", async () => {
    const own = await startTestServer();
    const ownQueue = await openRunQueue(own.database);
    const fixture = await createRunFixture(own.database);
    const sweep = await PlantedSweep.start({ database: own.database, queue: ownQueue, fixture });
    const { body } = await follow({ id: `Sweep_${sweep.id}` }, own.url);
    const reader = body!.pipeThrough(new TextDecoderStream()).getReader();
    for (let text = ""; !text.includes('"sequence":0'); ) {
      text += (await reader.read()).value ?? "";
    }
    const began = performance.now();
    const stopped = own.stop();
    for (let part = await reader.read(); !part.done; ) {
      part = await reader.read();
    }
    await stopped;
    expect(performance.now() - began).toBeLessThan(3000);
    await ownQueue.close();
    await own.close();
  });
});
