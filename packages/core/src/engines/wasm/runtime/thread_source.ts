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
const port = globalThis.process?.getBuiltinModule?.("node:worker_threads")?.parentPort ?? globalThis;
const word = (address) => address / 4;
function serve({ module, memory, thread, entries }) {
  const control = new Int32Array(memory.buffer, 0, ${CONTROL.crashed / 4 + 1});
  const [start, command, generation, crashed] = [${CONTROL.start}, ${CONTROL.command}, ${CONTROL.generation}, ${CONTROL.crashed}].map(word);
  try {
    const { exports } = new WebAssembly.Instance(module, { host: { memory } });
    let seen = Atomics.load(control, start);
    port.postMessage({ kind: "ready" });
    for (;;) {
      for (let spins = 0; spins < ${SPINS} && Atomics.load(control, start) === seen; spins++);
      while (Atomics.load(control, start) === seen) {
        Atomics.wait(control, start, seen);
      }
      seen = Atomics.load(control, start);
      const number = Atomics.load(control, command);
      if (number < 0) {
        break;
      }
      exports[entries[number]](thread);
    }
  } catch (error) {
    Atomics.store(control, crashed, 1);
    Atomics.notify(control, generation);
    port.postMessage({ kind: "crashed", message: String(error) });
  }
}
if (port === globalThis) {
  port.onmessage = ({ data }) => { serve(data); port.close(); };
} else {
  port.once("message", serve);
}
`;
