import pg from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { inTransaction } from "../postgres/database.ts";
import { appendRunEvents } from "../store/append_run_events.ts";
import type { RunEventBody } from "../store/run_event.ts";
import { createRunFixture, type RunFixture } from "../testing/run_fixture.ts";
import { startTestServer, type TestServer } from "../testing/test_server.ts";

let server: TestServer;
let fixture: RunFixture;

beforeAll(async () => {
  server = await startTestServer();
  fixture = await createRunFixture(server.database);
});
afterAll(() => server.close());
afterEach(() => vi.restoreAllMocks());

async function startRun(): Promise<string> {
  const { data } = await server.send(
    `mutation ($input: StartRunInput!) { startRun(input: $input) { ... on MutationStartRunSuccess { data { id } } } }`,
    { input: { variantId: `Variant_${await fixture.variant()}`, datasetId: `Dataset_${fixture.datasetId}` } },
  );
  return data.startRun.data.id as string;
}

async function write(runId: string, ...events: readonly RunEventBody[]): Promise<void> {
  const id = runId.slice("Run_".length);
  await inTransaction(server.database.pool, (client) => appendRunEvents(client, id, events));
}

function line(message: string, level: "info" | "warning" = "info"): RunEventBody {
  return { type: "RunLog", level, message };
}

const batch: RunEventBody = {
  ...{ type: "RunBatch", epoch: 1, step: 1, loss: 1, accuracy: 0, learningRate: 1, imagesPerSecond: 1 },
  ...{ secondsLeft: 1, progress: 0.5 },
};

async function page(id: string, args: string) {
  const { data, errors } = await server.send(
    `query ($id: ID!) { run(id: $id) { logs(${args}) {
      edges { cursor node { sequence level attempt message } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    } } }`,
    { id },
  );
  const { logs } = data?.run ?? {};
  return {
    errors,
    pageInfo: logs?.pageInfo,
    lines: logs?.edges.map(({ node }: { node: object }) => node),
    messages: logs?.edges.map(({ node }: { node: { message: string } }) => node.message),
  };
}

describe("Run.logs", () => {
  test("says in words what has happened, with level and attempt", async () => {
    const id = await startRun();
    await server.database.pool.query("update runs set attempt = 2 where id = $1", [id.slice(4)]);
    const speed = { imagesPerSecond: 100, seconds: 2.5 };
    await write(
      id,
      { type: "RunStarted", engine: "wasm", stepsPerEpoch: 4, resumedEpoch: 2, resumedStep: 9 },
      batch,
      {
        ...{
          type: "RunEpoch",
          epoch: 3,
          loss: 0.123456,
          accuracy: 0.5,
          validationLoss: 0.25,
          validationAccuracy: 0.75,
        },
        ...{ testLoss: null, testAccuracy: null, isBest: true, learningRate: 1, ...speed },
      },
      { type: "RunCheckpointed", epoch: 3, step: 12 },
      line("Something is odd", "warning"),
      { type: "RunFinished", epochs: 3, bestEpoch: 3, testLoss: 0.5, testAccuracy: 0.75, ...speed },
      { type: "RunFailed", code: "WORKER_LOST", message: "Nobody was there" },
    );
    const { lines } = await page(id, "minimumLevel: DEBUG");
    expect(lines).toEqual([
      { sequence: 0, level: "INFO", attempt: 0, message: "The run waits for a worker" },
      {
        ...{ sequence: 1, level: "INFO", attempt: 2 },
        message: "The training goes on after epoch 2, step 9: 4 steps an epoch on the engine wasm",
      },
      {
        ...{ sequence: 3, level: "INFO", attempt: 2 },
        message:
          "Epoch 3 (the best so far): loss 0.1235, accuracy 0.5, validation loss 0.25, validation accuracy 0.75 in 2.5 s",
      },
      { sequence: 4, level: "DEBUG", attempt: 2, message: "Checkpoint stored after epoch 3, step 12" },
      { sequence: 5, level: "WARNING", attempt: 2, message: "Something is odd" },
      {
        ...{ sequence: 6, level: "INFO", attempt: 2 },
        message:
          "The training ended after 3 epochs: test loss 0.5, test accuracy 0.75, best epoch 3 in 2.5 s",
      },
      { sequence: 7, level: "ERROR", attempt: 2, message: "WORKER_LOST: Nobody was there" },
    ]);
    expect((await page(id, "minimumLevel: WARNING")).messages).toEqual([
      "Something is odd",
      "WORKER_LOST: Nobody was there",
    ]);
    expect((await page(id, "first: 100")).lines).toHaveLength(6);
  });

  test("pages forwards and backwards while lines are being added, and neither skips nor repeats", async () => {
    const id = await startRun();
    await write(id, ...[1, 2, 3, 4].map((number) => line(`${number}`)), batch, line("5"));
    const first = await page(id, "first: 2");
    expect(first.messages).toEqual(["The run waits for a worker", "1"]);
    expect(first.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false, endCursor: "1" });
    await write(id, line("6"));
    const second = await page(id, `first: 9, after: "${first.pageInfo.endCursor}"`);
    expect(second.messages).toEqual(["2", "3", "4", "5", "6"]);
    expect(second.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
    const tail = await page(id, "last: 2");
    expect(tail.messages).toEqual(["5", "6"]);
    expect(tail.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
    await write(id, line("7"));
    const before = await page(id, `last: 9, before: "${tail.pageInfo.startCursor}"`);
    expect(before.messages).toEqual(["The run waits for a worker", "1", "2", "3", "4"]);
    expect(before.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
    expect((await page(id, 'last: 2, after: "3"')).messages).toEqual(["6", "7"]);
    expect((await page(id, "first: 0")).lines).toEqual([]);
    for (const wrong of ['after: "x"', 'before: "-1"', "first: 1, last: 1"]) {
      expect((await page(id, wrong)).errors?.[0]?.extensions).toMatchObject({ code: "BAD_USER_INPUT" });
    }
  });

  test("takes as many statements for many runs as for one", async () => {
    const ids = [await startRun(), await startRun(), await startRun()];
    const statements = async (first: number): Promise<number> => {
      const spy = vi.spyOn(pg.Client.prototype, "query");
      const { errors } = await server.send(
        `{ runs(first: ${first}) { edges { node { logs(last: 5) { edges { node { message } } } } } } }`,
      );
      expect(errors).toBeUndefined();
      const count = spy.mock.calls.filter(([text]) => JSON.stringify(text).includes("run_events")).length;
      spy.mockRestore();
      return count;
    };
    expect(ids).toHaveLength(3);
    expect(await statements(1)).toBe(1);
    expect(await statements(3)).toBe(1);
  });
});

/** Follows something; what has come stands in `seen`. */
async function follow(field: string, variables: object) {
  const response = await fetch(server.url, {
    method: "POST",
    headers: { "content-type": "application/json", accept: "text/event-stream" },
    body: JSON.stringify({
      query:
        `subscription ($runId: ID!, $after: Int, $last: Int! = 100) { runLogs(runId: $runId, after: $after, last: $last) { sequence message } }`.replace(
          "runLogs",
          field,
        ),
      variables,
    }),
  });
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  const messages = (): string[] =>
    [...text.matchAll(/^data: (\{.+)$/gm)].map(([, json]) => JSON.parse(json!).data[field].message as string);
  return {
    async until(count: number): Promise<string[]> {
      while (messages().length < count) {
        const { done, value } = await reader.read();
        if (done) {
          break;
        }
        text += value;
      }
      return messages();
    },
    stop: () => reader.cancel(),
  };
}

describe("runLogs", () => {
  test("begins with the tail, goes on live, and after a restart behind the last line that came", async () => {
    const runId = await startRun();
    await write(runId, line("1"), line("2"), batch, line("3"));
    const stream = await follow("runLogs", { runId, last: 2 });
    expect(await stream.until(2)).toEqual(["2", "3"]);
    await write(runId, batch, line("4"));
    expect(await stream.until(3)).toEqual(["2", "3", "4"]);
    await stream.stop();
    await write(runId, ...Array.from({ length: 150 }, (_, number) => line(`away ${number}`)));
    const again = await follow("runLogs", { runId, after: 6 });
    expect((await again.until(150))[0]).toBe("away 0");
    await server.send("mutation ($id: ID!) { cancelRun(id: $id) { __typename } }", { id: runId });
    const rest = await again.until(1000);
    expect(rest).toHaveLength(151);
    expect(rest.at(-1)).toBe("The run is canceled");
  });
});

describe("runEvents", () => {
  test("may begin with a tail", async () => {
    const runId = await startRun();
    await write(runId, batch, batch, line("1"), line("2"));
    await server.send("mutation ($id: ID!) { cancelRun(id: $id) { __typename } }", { id: runId });
    const response = await fetch(server.url, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "text/event-stream" },
      body: JSON.stringify({
        query: "subscription ($runId: ID!) { runEvents(runId: $runId, last: 3) { sequence attempt } }",
        variables: { runId },
      }),
    });
    const text = await response.text();
    expect([...text.matchAll(/"sequence":(\d+),"attempt":0/g)].map(([, sequence]) => sequence)).toEqual([
      "3",
      "4",
      "5",
    ]);
  });
});
