/** Longest time, in milliseconds, that computing keeps the event loop to itself. */
const LONGEST_BUSY = 50;

/** Lets timers and messages of the host through now and then, without paying for it at every step. */
export class Breather {
  #last: number = performance.now();

  /** Yields to the event loop if the last time was long enough ago. */
  async breathe(): Promise<void> {
    if (performance.now() - this.#last < LONGEST_BUSY) {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 0));
    this.#last = performance.now();
  }
}
