/** Loads a range of something for several runs in one statement. */
export interface BatchByRun<Range, Item> {
  readonly load: (runIds: readonly string[], range: Range) => Promise<ReadonlyMap<string, readonly Item[]>>;
  /** Refuses what would be too much of all runs together, by throwing. */
  readonly check: (runs: number, range: Range) => void;
}

/**
 * Makes a loader for one request: whatever is asked for in the same tick, for the same range, is one statement. So a list
 * of runs, each with a range, takes as many statements as one run does.
 */
export function batchByRun<Range extends object, Item>({
  load,
  check,
}: BatchByRun<Range, Item>): (runId: string, range: Range) => Promise<readonly Item[]> {
  const waiting = new Map<string, { runIds: Set<string>; items: ReturnType<typeof load> }>();
  return async (runId, range) => {
    const key = JSON.stringify(range);
    let batch = waiting.get(key);
    if (batch === undefined) {
      const runIds = new Set<string>();
      // The resolvers of a list's items run in one tick, one after the other; the statement goes out after the last.
      const items = new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
        waiting.delete(key);
        check(runIds.size, range);
        return load([...runIds], range);
      });
      batch = { runIds, items };
      waiting.set(key, batch);
    }
    batch.runIds.add(runId);
    return (await batch.items).get(runId) ?? [];
  };
}
