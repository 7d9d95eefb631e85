import type { ResultOf } from "../document.ts";
import type { CallOptions, Transport } from "../transport/transport.ts";

/** Which series to get. */
export interface SeriesRequest {
  readonly runIds: readonly string[];
  /** Names of metrics. */
  readonly metrics: readonly string[];
  /** The most points of one series. @default {200} */
  readonly points?: number | undefined;
}

const seriesFields = "runId name steps epochs values";

/** A metric of a run over its steps; the lists go together. */
export type MetricSeries = ResultOf<`fragment F on MetricSeries { ${typeof seriesFields} }`>;

const boundedFields = "runId name total steps epochs values minima maxima";

/** The same with the bounds of what each value stands for, and the number of all points. */
export type BoundedSeries = ResultOf<`fragment F on MetricSeries { ${typeof boundedFields} }`>;

/** Metrics of runs over their steps. */
export interface RunSeries {
  /**
   * Gets metrics of up to 200 runs over their steps, thinned out by the server.
   * @returns A series for each run and metric that there is.
   */
  series(request: SeriesRequest, options?: CallOptions): Promise<readonly MetricSeries[]>;
  /** The same with bounds, for which the server reads every point. */
  boundedSeries(request: SeriesRequest, options?: CallOptions): Promise<readonly BoundedSeries[]>;
}

export function createRunSeries(transport: Transport): RunSeries {
  return { series, boundedSeries };

  async function series(
    { runIds, metrics, points = 200 }: SeriesRequest,
    options?: CallOptions,
  ): Promise<readonly MetricSeries[]> {
    const { runSeries } = await transport.query(
      `query RunSeries($runIds: [ID!]!, $metrics: [String!]!, $points: Int!) {
        runSeries(runIds: $runIds, metrics: $metrics, points: $points) { ${seriesFields} }
      }`,
      { runIds, metrics, points },
      options,
    );
    return runSeries;
  }

  async function boundedSeries(
    { runIds, metrics, points = 200 }: SeriesRequest,
    options?: CallOptions,
  ): Promise<readonly BoundedSeries[]> {
    const { runSeries } = await transport.query(
      `query BoundedSeries($runIds: [ID!]!, $metrics: [String!]!, $points: Int!) {
        runSeries(runIds: $runIds, metrics: $metrics, points: $points) { ${boundedFields} }
      }`,
      { runIds, metrics, points },
      options,
    );
    return runSeries;
  }
}
