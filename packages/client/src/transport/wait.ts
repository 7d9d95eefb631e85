/**
 * Waits, unless the signal aborts.
 * @throws The reason of the signal.
 */
export function wait(milliseconds: number, signal?: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(signal.reason);
      return;
    }
    const timer = setTimeout(finish, milliseconds);
    signal?.addEventListener("abort", fail, { once: true });

    function finish(): void {
      signal?.removeEventListener("abort", fail);
      resolve();
    }

    function fail(): void {
      clearTimeout(timer);
      reject(signal?.reason);
    }
  });
}
