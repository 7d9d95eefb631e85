import { afterEach, describe, expect, test, vi } from "vitest";
import { collect, dataResponse, fakeServer, openStream, streamResponse } from "../testing/fake_server.ts";
import { createTransport } from "../transport/transport.ts";
import type { WatchOptions } from "./watch_events.ts";
import { waitForRun, watchRun } from "./watch_run.ts";

const url = "http://zoo.test/graphql";

function log(sequence: number): unknown {
  return { data: { runEvents: { type: "RunLog", sequence, createdAt: "", level: "info", message: "" } } };
}

function ended(sequence: number, state = "SUCCEEDED"): unknown {
  return { data: { runEvents: { type: "RunStateChanged", sequence, createdAt: "", state, attempt: 1 } } };
}

function cut(...results: readonly unknown[]): Response {
  return streamResponse(results, { complete: false });
}

async function sequencesOf(server: ReturnType<typeof fakeServer>, options?: WatchOptions): Promise<number[]> {
  const transport = createTransport({ url, fetch: server.fetch });
  const events = await collect(watchRun(transport, "run", options));
  return events.map(({ sequence }) => sequence);
}

const lost = new TypeError("fetch failed");

describe("watchRun()", () => {
  afterEach(() => vi.useRealTimers());

  test("gives every event and ends after the final state", async () => {
    const server = fakeServer(streamResponse([log(0), log(1), ended(2), log(3)]));
    expect(await sequencesOf(server)).toEqual([0, 1, 2]);
    expect(server.requests).toHaveLength(1);
    expect(server.requests[0]?.variables).toEqual({ runId: "run", after: -1, last: null });
  });

  test("goes on after a state that is not final", async () => {
    const server = fakeServer(streamResponse([ended(0, "QUEUED"), ended(1, "RUNNING"), ended(2, "FAILED")]));
    expect(await sequencesOf(server)).toEqual([0, 1, 2]);
  });

  test("resumes after the last event when the connection breaks", async () => {
    const server = fakeServer(cut(log(0), log(1)), lost, cut(log(2)), streamResponse([log(3), ended(4)]));
    expect(await sequencesOf(server)).toEqual([0, 1, 2, 3, 4]);
    expect(server.requests.map(({ variables }) => variables["after"])).toEqual([-1, 1, 1, 2]);
  });

  test("drops what it has seen already, and starts where it is told to", async () => {
    const server = fakeServer(streamResponse([log(3), log(4), log(4), log(3), log(5), ended(6)]));
    expect(await sequencesOf(server, { after: 3 })).toEqual([4, 5, 6]);
  });

  test("begins with a tail, and goes on behind what came of it", async () => {
    const server = fakeServer(cut(), cut(log(7), log(8)), streamResponse([log(9), ended(10)]));
    expect(await sequencesOf(server, { tail: 2 })).toEqual([7, 8, 9, 10]);
    const asked = server.requests.map(({ variables: { after, last } }) => [after, last]);
    expect(asked).toEqual([
      [-1, 2],
      [-1, 2],
      [8, null],
    ]);
  });

  test("begins with an empty tail, misses nothing that comes while it is cut off, and ends if all is over", async () => {
    const server = fakeServer(cut(), cut(log(7)), streamResponse([log(8), ended(9)]));
    expect(await sequencesOf(server, { tail: 0 })).toEqual([8, 9]);
    const asked = server.requests.map(({ variables: { after, last } }) => [after, last]);
    expect(asked).toEqual([
      [-1, 1],
      [-1, 1],
      [7, null],
    ]);
    expect(await sequencesOf(fakeServer(streamResponse([ended(3)])), { tail: 0 })).toEqual([]);
  });

  test("asks again for an event that is missing", async () => {
    const server = fakeServer(streamResponse([log(0), log(2)]), streamResponse([log(1), log(2), ended(3)]));
    expect(await sequencesOf(server)).toEqual([0, 1, 2, 3]);
    expect(server.requests.map(({ variables }) => variables["after"])).toEqual([-1, 0]);
  });

  test("goes on where an event is missing for good", async () => {
    const server = fakeServer(streamResponse([log(0), log(2)]), streamResponse([log(2), ended(3)]));
    expect(await sequencesOf(server)).toEqual([0, 2, 3]);
  });

  test("ends at once for a run whose last event is known", async () => {
    const over = dataResponse({ run: { state: "SUCCEEDED", events: [] } });
    expect(await sequencesOf(fakeServer(streamResponse([]), over), { after: 9 })).toEqual([]);
  });

  test("connects again when a stream ends before the run does", async () => {
    const running = dataResponse({ run: { state: "RUNNING", events: [] } });
    const server = fakeServer(streamResponse([log(0)]), running, streamResponse([ended(1)]));
    expect(await sequencesOf(server)).toEqual([0, 1]);
  });

  test("says so if there is no such run", async () => {
    const server = fakeServer(streamResponse([]), dataResponse({ run: null }));
    await expect(sequencesOf(server)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  test("does not repeat what the server refuses", async () => {
    const refusal = { errors: [{ message: "No", extensions: { code: "FORBIDDEN" } }] };
    const server = fakeServer(streamResponse([refusal]));
    await expect(sequencesOf(server)).rejects.toMatchObject({ code: "FORBIDDEN" });
    expect(server.requests).toHaveLength(1);
  });

  test("outlives an error of the server's own", async () => {
    const trouble = { errors: [{ message: "No", extensions: { code: "INTERNAL_SERVER_ERROR" } }] };
    const server = fakeServer(streamResponse([log(0), trouble]), streamResponse([ended(1)]));
    expect(await sequencesOf(server)).toEqual([0, 1]);
  });

  test("gives up when the server stays away for about a minute", async () => {
    vi.useFakeTimers();
    const server = fakeServer(lost);
    const watching = sequencesOf(server).catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(45_000);
    expect(await Promise.race([watching, "waiting"])).toBe("waiting");
    await vi.advanceTimersByTimeAsync(45_000);
    expect(await watching).toMatchObject({ code: "NETWORK_ERROR" });
    expect(server.requests).toHaveLength(16);
  });

  test("rejects with the signal's reason, while it listens and while it waits", async () => {
    for (const answer of [openStream(":\n\n"), lost]) {
      const controller = new AbortController();
      const reason = new Error("enough");
      setTimeout(() => controller.abort(reason), 30);
      await expect(sequencesOf(fakeServer(answer), { signal: controller.signal })).rejects.toBe(reason);
    }
  });
});

describe("waitForRun()", () => {
  test("ends with the run", async () => {
    const server = fakeServer(streamResponse([log(0), ended(1, "CANCELED")]));
    await waitForRun(createTransport({ url, fetch: server.fetch }), "run", {});
    expect(server.requests).toHaveLength(1);
  });
});
