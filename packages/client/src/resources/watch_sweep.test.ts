import { describe, expect, test } from "vitest";
import {
  collect,
  dataResponse,
  type FakeServer,
  fakeServer,
  streamResponse,
} from "../testing/fake_server.ts";
import { createTransport } from "../transport/transport.ts";
import type { WatchOptions } from "./watch_events.ts";
import { waitForSweep, watchSweep } from "./watch_sweep.ts";

function told(sequence: number, state?: string): unknown {
  const event =
    state === undefined
      ? { type: "SweepTrialPaused", number: 0 }
      : { type: "SweepStateChanged", state, endReason: null, failure: null };
  return { data: { sweepEvents: { ...event, sequence, createdAt: "" } } };
}

const cut = (...results: readonly unknown[]): Response => streamResponse(results, { complete: false });
const answer = (state: string, eventCount: number): Response =>
  dataResponse({ sweep: { state, eventCount } });
const transportTo = (server: FakeServer) =>
  createTransport({ url: "http://zoo.test/graphql", fetch: server.fetch });

async function sequencesOf(server: FakeServer, options?: WatchOptions): Promise<number[]> {
  const events = await collect(watchSweep(transportTo(server), "sweep", options));
  return events.map(({ sequence }) => sequence);
}

describe("watchSweep()", () => {
  test("gives every event once over broken connections, and ends after the final state", async () => {
    const server = fakeServer(
      cut(told(0, "RUNNING"), told(1)),
      new TypeError("fetch failed"),
      streamResponse([told(1), told(2, "PAUSED")]),
      answer("PAUSED", 3),
      streamResponse([told(3, "FINISHED"), told(4)]),
    );
    expect(await sequencesOf(server)).toEqual([0, 1, 2, 3]);
    const asked = server.requests.filter(({ query }) => query.includes("subscription"));
    expect(asked.map(({ variables }) => variables["after"])).toEqual([-1, 1, 1, 2]);
  });

  test("ends at once for a sweep whose last event is known, and asks again if there are others", async () => {
    expect(await sequencesOf(fakeServer(streamResponse([]), answer("FAILED", 4)), { after: 3 })).toEqual([]);
    const missing = fakeServer(streamResponse([]), answer("FAILED", 4), streamResponse([told(3, "FAILED")]));
    expect(await sequencesOf(missing, { after: 2 })).toEqual([3]);
  });

  test("says so if there is no such sweep", async () => {
    const server = fakeServer(streamResponse([]), dataResponse({ sweep: null }));
    await expect(sequencesOf(server)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});

describe("waitForSweep()", () => {
  test("asks for nothing but the last event, and ends with the sweep", async () => {
    const server = fakeServer(streamResponse([told(7, "PAUSED"), told(8, "CANCELED")]));
    await waitForSweep(transportTo(server), "sweep", {});
    expect(server.requests.map(({ variables }) => variables)).toEqual([
      { sweepId: "sweep", after: -1, last: 1 },
    ]);
  });
});
