import type { Database } from "../postgres/database.ts";
import { countRuns as count } from "../store/count_runs.ts";
import type { RunFilter } from "../store/run_filter.ts";
import { checkRunFilter } from "./check_run_filter.ts";

/**
 * Counts the runs of a filter, without reading them.
 *
 * @throws {InvalidInputError} If the filter is too large.
 */
export async function countRuns(
  { database }: { readonly database: Database },
  filter: RunFilter,
): Promise<number> {
  checkRunFilter(filter);
  return await count(database.pool, filter);
}
