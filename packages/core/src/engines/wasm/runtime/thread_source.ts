import { CONTROL } from "./control_words.ts";

/** What a thread is sent first. */
export interface ThreadWork {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  /** Its number; the thread that asks has number 0. */
  readonly thread: number;
  /** Names of the exported entries, by the number that the command word gives. */
  readonly entries: readonly string[];
}

/** What a thread tells: that it waits for work, or what it died of. */
export type ThreadReport =
  | { readonly kind: "ready" }
  | { readonly kind: "crashed"; readonly message: string };

/** Looks at the start word before a thread goes to sleep: what comes between two steps is often over by then. */
const SPINS = 20_000;

/**
 * What a thread runs, as the text of a script without imports, for Node's worker threads, Deno's and browsers' workers alike.
 * It instantiates the module that it is sent and then waits at the start word, runs the entry that the command word names, and waits again;
 * it ends when the command is negative. A crash wakes whoever waits at a barrier.
 */
export const THREAD_SOURCE: string = `
const port = globalThis.process?.getBuiltinModule?.("node:worker_threads")?.parentPort ?? self;
const serve = ({ module, memory, thread, entries }) => {
  const words = new Int32Array(memory.buffer);
  const post = (kind, message) => port.postMessage({ kind, message });
  try {
    const { exports } = new WebAssembly.Instance(module, { host: { memory } });
    const start = () => Atomics.load(words, ${CONTROL.start / 4});
    let seen = start();
    post("ready");
    for (;;) {
      for (let spins = ${SPINS}; spins && start() === seen; spins--);
      while (start() === seen) Atomics.wait(words, ${CONTROL.start / 4}, seen);
      seen = start();
      const number = Atomics.load(words, ${CONTROL.command / 4});
      if (number < 0) break;
      exports[entries[number]](thread);
    }
  } catch (error) {
    Atomics.store(words, ${CONTROL.crashed / 4}, 1);
    Atomics.notify(words, ${CONTROL.generation / 4});
    post("crashed", String(error));
  }
};
if (port.once) port.once("message", serve);
else onmessage = ({ data }) => { serve(data); close(); };
`;
