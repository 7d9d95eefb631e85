import { afterEach, describe, expect, test } from "vitest";
import { createPredictionPool, type PredictionPool } from "./prediction_pool.ts";
import { startThread, type ThreadClient } from "./thread_client.ts";
import type { ThreadTask } from "./thread_message.ts";

let pool: PredictionPool | undefined;
afterEach(() => pool?.close());

/** A thread that does nothing, and tells what it is asked for. */
function fakeThread(fail: (task: ThreadTask) => void = () => undefined) {
  const tasks: string[] = [];
  let ended = false;
  const thread: ThreadClient = {
    get ended() {
      return ended;
    },
    answeredAt: performance.now(),
    async send(task) {
      tasks.push(`${task.type} ${task.key}`);
      fail(task);
      return undefined as never;
    },
    async close() {
      ended = true;
    },
  };
  return { thread, tasks };
}

const load = async (): Promise<Uint8Array> => new Uint8Array(10);

describe("createPredictionPool()", () => {
  test("loads a model once, and drops the least recently used over its size", async () => {
    const { thread, tasks } = fakeThread();
    pool = createPredictionPool({ bytes: 20, start: () => thread });
    for (const key of ["a", "b", "a", "c", "a", "b"]) {
      await pool.use({ key, load }, async () => undefined);
    }
    expect(tasks).toEqual(["load a", "load b", "load c", "unload b", "load b", "unload c"]);
  });

  test("never drops a model that is in use", async () => {
    const { thread, tasks } = fakeThread();
    pool = createPredictionPool({ bytes: 10, start: () => thread });
    const holding = Promise.withResolvers<void>();
    const held = pool.use({ key: "held", load }, () => holding.promise);
    await pool.use({ key: "other", load }, async () => undefined);
    expect(tasks).toEqual(["load held", "load other", "unload other"]);
    holding.resolve();
    await held;
  });

  test("loads a model again after it could not be loaded", async () => {
    let broken = true;
    const { thread } = fakeThread(({ type }) => {
      if (type === "load" && broken) {
        throw new Error("broken file");
      }
    });
    pool = createPredictionPool({ start: () => thread });
    const use = (): Promise<string> => pool!.use({ key: "a", load }, async () => "used");
    await expect(use()).rejects.toThrow("broken file");
    broken = false;
    expect(await use()).toBe("used");
    const missing = pool.use(
      { key: "b", load: () => Promise.reject(new Error("no blob")) },
      async () => "used",
    );
    await expect(missing).rejects.toThrow("no blob");
  });

  test("takes a new thread when the old one has died", async () => {
    const threads = [fakeThread(), fakeThread()];
    let started = 0;
    pool = createPredictionPool({ start: () => threads[started++]!.thread });
    await pool.use({ key: "a", load }, async () => undefined);
    await threads[0]!.thread.close();
    await pool.use({ key: "a", load }, async () => undefined);
    expect(threads.map(({ tasks }) => tasks)).toEqual([["load a"], ["load a"]]);
  });

  test("refuses more than it may take on at a time, and takes the next once one is done", async () => {
    pool = createPredictionPool({ most: 2, start: () => fakeThread().thread });
    const holding = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const held = holding.map(({ promise }) => pool!.use({ key: "a", load }, () => promise));
    const refused = pool.use({ key: "a", load }, async () => undefined);
    await expect(refused).rejects.toMatchObject({
      code: "BUSY",
      message: "Cannot predict as at most 2 requests may be under way: try again in a moment",
    });
    holding[0]!.resolve();
    await held[0];
    expect(await pool.use({ key: "a", load }, async () => "done")).toBe("done");
    holding[1]!.resolve();
    await held[1];
  });

  test("ends a thread that answers nobody, tells all who wait, and takes a new one", async () => {
    const stuck = fakeThread();
    const threads = [stuck.thread, fakeThread().thread];
    pool = createPredictionPool({ patience: 50, start: () => threads.shift()! });
    const never = (): Promise<void> => new Promise(() => undefined);
    const error = { code: "TIMEOUT", message: /^Cannot predict as it must be done within 0.05 s: try again/ };
    await expect(pool.use({ key: "a", load }, never)).rejects.toMatchObject({
      code: error.code,
      message: expect.stringMatching(error.message),
    });
    expect(stuck.thread.ended).toBe(true);
    expect(await pool.use({ key: "a", load }, async () => "done")).toBe("done");
  });

  test("leaves a thread alone that answers others, and counts what is late until it ends", async () => {
    const busy = fakeThread();
    const thread = Object.defineProperty(busy.thread, "answeredAt", { get: () => performance.now() });
    pool = createPredictionPool({ patience: 50, most: 1, start: () => thread });
    const holding = Promise.withResolvers<void>();
    await expect(pool.use({ key: "a", load }, () => holding.promise)).rejects.toMatchObject({
      code: "TIMEOUT",
    });
    expect(thread.ended).toBe(false);
    await expect(pool.use({ key: "a", load }, never)).rejects.toMatchObject({ code: "BUSY" });
    holding.resolve();
    await expect
      .poll(() => pool!.use({ key: "a", load }, async () => "done").catch(() => "busy"))
      .toBe("done");

    function never(): Promise<void> {
      return new Promise(() => undefined);
    }
  });

  test("refuses to be used when it is closed", async () => {
    pool = createPredictionPool({ start: () => fakeThread().thread });
    await pool.close();
    await expect(pool.use({ key: "a", load }, async () => undefined)).rejects.toThrow(
      /must not be stopping$/,
    );
  });
});

describe("startThread()", () => {
  test("answers an error with the error, and goes on", async () => {
    const thread = startThread();
    const broken = thread.send({ type: "load", key: "a", file: new Uint8Array(3) });
    await expect(broken).rejects.toThrow(/^Cannot use the model file as /);
    const unknown = thread.send({ type: "predict", key: "a", images: [], topK: 1 });
    await expect(unknown).rejects.toThrow("Cannot predict as the model must be loaded: current value is a");
    await thread.close();
  });

  test("tells everybody who waits when it is closed", async () => {
    const thread = startThread();
    const waiting = thread.send({ type: "unload", key: "a" });
    const closed = thread.close();
    await expect(waiting).rejects.toThrow("The prediction thread was closed");
    await closed;
    expect(thread.ended).toBe(true);
    await expect(thread.send({ type: "unload", key: "a" })).rejects.toThrow("was closed");
  });
});
