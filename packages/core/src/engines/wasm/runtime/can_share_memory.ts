/**
 * Whether threads can share memory here, and this one may wait for others: not in browsers without cross-origin isolation, nor on a page's
 * main thread, which may not block. Train in a worker there.
 */
export function canShareMemory(): boolean {
  if (typeof SharedArrayBuffer === "undefined") {
    return false;
  }
  try {
    const memory = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });
    // returns at once, as the word is not 1; throws where waiting is forbidden
    Atomics.wait(new Int32Array(memory.buffer), 0, 1, 0);
    return true;
  } catch {
    return false;
  }
}
