import { InvalidInputError } from "../errors/invalid_input_error.ts";
import type { Database } from "../postgres/database.ts";
import { type MetricSeries, type SeriesRequest, sampleSeries } from "../store/sample_series.ts";

const limits = { runIds: 200, names: 20, points: 2000 } as const;
/** The most points of all series together. */
const mostPoints = 100_000;

/**
 * Reads series of many runs, thinned out; a run that does not exist, or does not have the metric, has none.
 *
 * @throws {InvalidInputError} If too much is asked for at once.
 */
export async function compareSeries(
  { database }: { readonly database: Database },
  request: SeriesRequest,
): Promise<readonly MetricSeries[]> {
  const { runIds, names, points } = request;
  check("runIds", runIds.length, limits.runIds);
  check("metrics", names.length, limits.names);
  check("points", points, limits.points, 2);
  const all = runIds.length * names.length;
  check("points", points, Math.max(2, Math.floor(mostPoints / Math.max(all, 1))), 2);
  return all === 0 ? [] : await sampleSeries(database.pool, request);
}

function check(path: string, value: number, most: number, least = 0): void {
  if (value < least || value > most) {
    const received = String(value);
    throw new InvalidInputError({
      path,
      received,
      message: `Cannot compare series as ${path} must be ${least} to ${most}: current value is ${received}`,
    });
  }
}
