/** Longest time, in milliseconds, that computing keeps the event loop to itself. */
const LONGEST_BUSY = 50;

/** What Node and Deno have for it; a timer waits a millisecond there, and four in browsers. */
interface Host {
  readonly setImmediate?: (run: () => void) => void;
}

/** Ends once the event loop has come round. */
function nextTurn(): Promise<void> {
  const { setImmediate } = globalThis as Host;
  return new Promise((resolve) => {
    if (setImmediate !== undefined) {
      setImmediate(resolve);
      return;
    }
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

/** Lets timers and messages of the host through now and then, without paying for it at every step. */
export class Breather {
  #last: number = performance.now();

  /** Yields to the event loop if the last time was long enough ago. */
  async breathe(): Promise<void> {
    if (performance.now() - this.#last < LONGEST_BUSY) {
      return;
    }
    await nextTurn();
    this.#last = performance.now();
  }
}
