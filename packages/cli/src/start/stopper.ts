/** What can be stopped, in order or at once. */
export interface Stopper {
  /** Remembers how to end something that runs now; the last one started is ended first. */
  add(part: { stop(): Promise<void>; kill?(): void }): void;
  stop(): Promise<void>;
  /** For people in a hurry. */
  kill(): void;
}

/** Makes a {@linkcode Stopper}. */
export function createStopper(): Stopper {
  const parts: { stop(): Promise<void>; kill?(): void }[] = [];
  return {
    add(part) {
      parts.push(part);
    },
    async stop() {
      for (let part = parts.pop(); part !== undefined; part = parts.pop()) {
        await part.stop();
      }
    },
    kill() {
      for (const part of parts) {
        part.kill?.();
      }
    },
  };
}
