import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openRunEventHub, type RunEventHub } from "../jobs/run_event_hub.ts";
import { openRunQueue, type RunQueue } from "../jobs/run_queue.ts";
import { createLog } from "../log.ts";
import { createImageSigner } from "../services/image_signature.ts";
import { startRun } from "../services/start_run.ts";
import { createIdleLog } from "../serving/prediction_log.ts";
import { createPredictionPool } from "../serving/prediction_pool.ts";
import { createRunFixture } from "../testing/run_fixture.ts";
import { createTestDatabase, type TestDatabase } from "../testing/test_database.ts";
import { createApi } from "./create_api.ts";
import { createRequestListener } from "./create_request_listener.ts";
import { type Listening, listen } from "./listen.ts";

let database: TestDatabase;
let queue: RunQueue;
let hub: RunEventHub;
let listening: Listening;
const watching = new Set<symbol>();
/** Resolves when nobody watches any more. */
let nobody = Promise.withResolvers<void>();

beforeAll(async () => {
  database = await createTestDatabase();
  queue = await openRunQueue(database);
  hub = await openRunEventHub(database.url);
  const events: RunEventHub = {
    ...hub,
    subscribe(topic, wake) {
      const mark = Symbol(topic);
      watching.add(mark);
      const unsubscribe = hub.subscribe(topic, wake);
      return () => {
        unsubscribe();
        watching.delete(mark);
        if (watching.size === 0) {
          nobody.resolve();
        }
      };
    },
  };
  const log = createLog("test");
  const api = createApi({
    services: {
      database,
      queue,
      events,
      predictions: createPredictionPool(),
      predictionLog: createIdleLog(),
    },
    server: { version: "0", startedAt: new Date(), keptPredictions: { days: 1, most: 1 } },
    stopping: new AbortController().signal,
    imageSigner: createImageSigner(),
    datasetDirectories: new Map(),
    log,
  });
  const listener = createRequestListener({ api, log, isReady: async () => true });
  listening = await listen(listener, { host: "127.0.0.1", port: 0 });
});
afterAll(async () => {
  await listening.close();
  await hub.close();
  await queue.close();
  await database.drop();
});

describe("createApi()", () => {
  test("stops watching as soon as the watcher goes away", async () => {
    const fixture = await createRunFixture(database);
    const { id } = await startRun(
      { database, queue },
      { variantId: await fixture.variant(), datasetId: fixture.datasetId, seed: 0, mode: "PORTABLE" },
    );
    const controller = new AbortController();
    const response = await fetch(`${listening.origin}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "text/event-stream" },
      body: JSON.stringify({ query: `subscription { runEvents(runId: "Run_${id}") { sequence } }` }),
      signal: controller.signal,
    });
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    for (let text = ""; !text.includes('"sequence":0'); ) {
      text += (await reader.read()).value;
    }
    expect(watching.size).toBe(1);
    nobody = Promise.withResolvers();
    controller.abort();
    await nobody.promise;
    expect(watching.size).toBe(0);
  });
});
