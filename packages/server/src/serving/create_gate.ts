/** Runs actions, but only so many at a time; the others wait for their turn. */
export type Gate = <Result>(action: () => Promise<Result>) => Promise<Result>;

/** Makes a gate that lets `width` actions through at a time. */
export function createGate(width: number): Gate {
  let free = width;
  const queue: (() => void)[] = [];
  return async (action) => {
    if (free > 0) {
      free -= 1;
    } else {
      await new Promise<void>((resolve) => queue.push(resolve));
    }
    try {
      return await action();
    } finally {
      const next = queue.shift();
      if (next === undefined) {
        free += 1;
      } else {
        next();
      }
    }
  };
}
