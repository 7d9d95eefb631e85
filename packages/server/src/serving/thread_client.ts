import { Worker } from "node:worker_threads";
import { ImageError } from "../errors/image_error.ts";
import type { ThreadAnswer, ThreadRequest, ThreadResults, ThreadTask } from "./thread_message.ts";

/** A prediction thread, seen from the event loop. */
export interface ThreadClient {
  /** Whether it has ended, by itself or not; a thread that has ended takes no more tasks. */
  readonly ended: boolean;
  /** When it last answered, as `performance.now()` tells it; when it started, if it has not yet. */
  readonly answeredAt: number;
  /**
   * Gives the thread a task; a file in it is moved there, and of no use here afterwards.
   * @throws What the task throws there, or why the thread has ended.
   */
  send<Type extends ThreadTask["type"]>(
    task: Extract<ThreadTask, { type: Type }>,
  ): Promise<ThreadResults[Type]>;
  /**
   * Ends the thread, whatever it does.
   * @param reason What those get who wait for it.
   */
  close(reason?: Error): Promise<void>;
}

interface Waiting {
  resolve(result: never): void;
  reject(error: Error): void;
}

/** Starts a prediction thread; it does not keep the process alive. */
export function startThread(): ThreadClient {
  const worker = new Worker(new URL("./prediction_thread.ts", import.meta.url));
  worker.unref();
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  let end: Error | undefined;
  let answeredAt = performance.now();

  worker.on("message", (answer: ThreadAnswer) => {
    answeredAt = performance.now();
    const one = waiting.get(answer.id);
    waiting.delete(answer.id);
    if ("error" in answer) {
      one?.reject(answer.error);
    } else if ("problem" in answer) {
      one?.reject(new ImageError(answer.problem));
    } else {
      one?.resolve(answer.result as never);
    }
  });
  worker.on("error", fail);
  worker.on("exit", (code) => fail(new Error(`The prediction thread ended with exit code ${code}`)));

  function fail(error: Error): void {
    end ??= error;
    for (const { reject } of waiting.values()) {
      reject(error);
    }
    waiting.clear();
  }

  return {
    get ended() {
      return end !== undefined;
    },
    get answeredAt() {
      return answeredAt;
    },
    send(task) {
      return new Promise((resolve, reject) => {
        if (end !== undefined) {
          reject(end);
          return;
        }
        lastId += 1;
        waiting.set(lastId, { resolve, reject });
        worker.postMessage({ id: lastId, task } satisfies ThreadRequest, filesOf(task));
      });
    },
    async close(reason = new Error("The prediction thread was closed")) {
      fail(reason);
      await worker.terminate();
    },
  };
}

function filesOf(task: ThreadTask): ArrayBuffer[] {
  return "file" in task && task.file.buffer instanceof ArrayBuffer ? [task.file.buffer] : [];
}
