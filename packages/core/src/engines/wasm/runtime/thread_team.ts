import { CONTROL } from "./control_words.ts";
import type { SpawnThread, Thread } from "./start_thread.ts";
import { THREAD_SOURCE, type ThreadReport, type ThreadWork } from "./thread_source.ts";

/** The command to leave. */
const LEAVE = -1;

/** The threads beside the first that run a program, and how the first calls them. */
export class ThreadTeam {
  readonly #control: Int32Array;
  readonly #threads: Thread[] = [];
  readonly #onCrash: (cause: unknown) => void;
  /** Is fulfilled with what the first thread that crashes dies of; never, if none does. */
  readonly crashed: Promise<unknown>;

  private constructor(control: Int32Array) {
    this.#control = control;
    let onCrash: (cause: unknown) => void = () => undefined;
    this.crashed = new Promise((resolve) => {
      onCrash = resolve;
    });
    this.#onCrash = onCrash;
  }

  /**
   * Starts threads number 1 to `count - 1` and waits until they wait for work.
   * @throws {Error} If one fails.
   */
  static async start(
    spawn: SpawnThread,
    { count, ...work }: Omit<ThreadWork, "thread"> & { readonly count: number },
  ): Promise<ThreadTeam> {
    const team = new ThreadTeam(new Int32Array(work.memory.buffer, 0, CONTROL.crashed / 4 + 1));
    try {
      const ready = Array.from({ length: count - 1 }, (_unused, index) =>
        team.#add(spawn, { ...work, thread: index + 1 }),
      );
      const failed = team.crashed.then((cause) => {
        throw new Error(`Cannot start a thread as it must not crash: current value is ${cause}`, { cause });
      });
      await Promise.race([Promise.all(ready), failed]);
    } catch (error) {
      team.terminate();
      throw error;
    }
    return team;
  }

  #add(spawn: SpawnThread, work: ThreadWork): Promise<void> {
    return new Promise((resolve) => {
      const thread = spawn(THREAD_SOURCE, {
        onMessage: (message) => {
          const report = message as ThreadReport;
          if (report.kind === "ready") {
            thread.release();
            resolve();
          } else {
            this.#onCrash(report.message);
          }
        },
        onError: (error) => {
          Atomics.store(this.#control, CONTROL.crashed / 4, 1);
          this.#onCrash(error);
        },
      });
      this.#threads.push(thread);
      thread.post(work);
    });
  }

  /** Has all threads begin an entry, for whose end they wait at a barrier in it. */
  begin(entry: number): void {
    Atomics.store(this.#control, CONTROL.command / 4, entry);
    Atomics.add(this.#control, CONTROL.start / 4, 1);
    Atomics.notify(this.#control, CONTROL.start / 4);
  }

  /**
   * Ends all threads, whatever they do. They are woken first: Deno does not end one that sleeps, and then never ends itself.
   */
  terminate(): void {
    Atomics.store(this.#control, CONTROL.crashed / 4, 1);
    Atomics.notify(this.#control, CONTROL.generation / 4);
    this.begin(LEAVE);
    for (const thread of this.#threads) {
      thread.terminate();
    }
  }
}
