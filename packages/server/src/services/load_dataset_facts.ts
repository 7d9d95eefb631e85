import type { Database } from "../postgres/database.ts";
import { type DatasetFacts, findDatasetFacts } from "../store/dataset_facts.ts";

export type { DatasetFacts } from "../store/dataset_facts.ts";

interface Batch {
  readonly ids: Set<string>;
  readonly facts: ReturnType<typeof findDatasetFacts>;
}

/** By the context of a request. */
const batches = new WeakMap<object, Batch>();

/**
 * Loads what was measured of a dataset; null if nothing was. All that one request asks for in the same tick is one statement.
 */
export async function loadDatasetFacts(
  context: { readonly database: Database },
  datasetId: string,
): Promise<DatasetFacts | null> {
  let batch = batches.get(context);
  if (batch === undefined) {
    const ids = new Set<string>();
    const facts = new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
      batches.delete(context);
      return findDatasetFacts(context.database.pool, [...ids]);
    });
    batch = { ids, facts };
    batches.set(context, batch);
  }
  batch.ids.add(datasetId);
  return (await batch.facts).get(datasetId) ?? null;
}
