import { describe, expect, test } from "vitest";
import { collect, dataResponse, fakeServer, streamResponse } from "../testing/fake_server.ts";
import { createTransport } from "../transport/transport.ts";
import { type RunLogOptions, readRunLog } from "./run_logs.ts";

const url = "http://zoo.test/graphql";

function line(sequence: number): { sequence: number; message: string } {
  return { sequence, message: `${sequence}` };
}

function lines(...sequences: readonly number[]): unknown[] {
  return sequences.map((sequence) => ({ data: { runLogs: line(sequence) } }));
}

function cut(...sequences: readonly number[]): Response {
  return streamResponse(lines(...sequences), { complete: false });
}

function state(name: string, left: readonly number[] = []): Response {
  return dataResponse({ run: { state: name, logs: { edges: left.map((cursor) => ({ cursor })) } } });
}

function page(sequences: readonly number[], hasNextPage: boolean): Response {
  const edges = sequences.map((sequence) => ({ node: line(sequence) }));
  return dataResponse({
    run: { logs: { edges, pageInfo: { hasNextPage, endCursor: String(sequences.at(-1)) } } },
  });
}

async function sequencesOf(
  server: ReturnType<typeof fakeServer>,
  options?: RunLogOptions,
): Promise<number[]> {
  const transport = createTransport({ url, fetch: server.fetch });
  return (await collect(readRunLog(transport, "run", options))).map(({ sequence }) => sequence);
}

describe("readRunLog()", () => {
  test("reads all pages, or the tail alone", async () => {
    const server = fakeServer(page([0, 2], true), page([3], false));
    expect(await sequencesOf(server)).toEqual([0, 2, 3]);
    expect(server.requests.map(({ variables }) => variables["after"])).toEqual([null, "2"]);
    const tail = fakeServer(page([2, 3], false));
    expect(await sequencesOf(tail, { tail: 2, after: 1 })).toEqual([2, 3]);
    expect(tail.requests[0]?.variables).toMatchObject({ first: null, last: 2, after: "1" });
  });

  test("follows over broken connections, each line once", async () => {
    const server = fakeServer(
      cut(4, 6),
      new TypeError("fetch failed"),
      // A server that stops ends its streams in good order.
      streamResponse(lines(6, 9)),
      state("RUNNING"),
      streamResponse(lines(11)),
      state("SUCCEEDED"),
    );
    expect(await sequencesOf(server, { follow: true, tail: 2 })).toEqual([4, 6, 9, 11]);
    const asked = server.requests.filter(({ query }) => query.startsWith("subscription"));
    expect(asked.map(({ variables }) => variables["after"])).toEqual([null, 6, 6, 9]);
    expect(asked[0]?.variables).toMatchObject({ last: 2, minimumLevel: "INFO" });
  });

  test("asks again where a run ended before all of its log came", async () => {
    const server = fakeServer(
      streamResponse(lines(1)),
      state("FAILED", [2]),
      streamResponse(lines(2)),
      state("FAILED"),
    );
    expect(await sequencesOf(server, { follow: true })).toEqual([1, 2]);
  });

  test("says so if there is no such run", async () => {
    const none = dataResponse({ run: null });
    await expect(sequencesOf(fakeServer(none))).rejects.toMatchObject({ code: "NOT_FOUND" });
    const followed = sequencesOf(fakeServer(streamResponse([]), none), { follow: true });
    await expect(followed).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});
