import type { ResultOf } from "../document.ts";
import type { InputOf } from "../input.ts";
import type { CallOptions, Transport } from "../transport/transport.ts";
import {
  iteratePages,
  type ListOptions,
  type Page,
  type PageOptions,
  pageArguments,
  pageInfo,
  pageTypes,
  pageVariables,
  toPage,
} from "./pages.ts";
import type { RunConditions } from "./run_list.ts";

const groupFields = `mode n mean standardDeviation interval { lower upper } variant { id name } dataset { id name } parent { id }`;

/** Runs that differ in their seeds alone, and what came out. */
export type RunGroup = ResultOf<`fragment F on RunGroup { ${typeof groupFields} }`>;

/** Which runs to group, and what to average. */
export interface RunGrouping {
  /** The metric; runs without it do not count. */
  readonly metric: string;
  /** @default {all} */
  readonly filter?: RunConditions | undefined;
  /** Only groups of so many seeds. @default {1} */
  readonly minimumN?: number | undefined;
  /** @default {those of the newest variants first} */
  readonly orderBy?: InputOf<"RunGroupOrderInput"> | undefined;
}

/** Runs over their seeds. */
export interface RunGroups {
  /** Groups runs that succeeded over their seeds: mean, deviation and 95 % interval of a metric, of the newest variants first if no order is asked for. */
  groups(options: ListOptions & RunGrouping): AsyncGenerator<RunGroup, void>;
  /** Counts groups, without reading their runs. */
  countGroups(grouping: Omit<RunGrouping, "orderBy">, options?: CallOptions): Promise<number>;
}

export function createRunGroups(transport: Transport): RunGroups {
  return {
    groups: ({ metric, filter, minimumN, orderBy, ...options }) =>
      iteratePages((each) => groupsPage({ metric, filter, minimumN, orderBy, ...each }), options),
    countGroups,
  };

  async function groupsPage(options: PageOptions & RunGrouping): Promise<Page<RunGroup>> {
    const { metric, filter = null, minimumN = 1, orderBy = null } = options;
    const { runGroups } = await transport.query(
      `query RunGroups(
        $metric: String!, $filter: RunFilterInput, $minimumN: Int!, $orderBy: RunGroupOrderInput, ${pageTypes}
      ) {
        runGroups(
          metric: $metric, filter: $filter, minimumN: $minimumN, orderBy: $orderBy, ${pageArguments}
        ) {
          edges { node { ${groupFields} } }
          ${pageInfo}
        }
      }`,
      { ...pageVariables(options), metric, filter, minimumN, orderBy },
      options,
    );
    return toPage(runGroups);
  }

  async function countGroups(
    { metric, filter, minimumN = 1 }: Omit<RunGrouping, "orderBy">,
    options?: CallOptions,
  ): Promise<number> {
    const { runGroups } = await transport.query(
      `query CountRunGroups($metric: String!, $filter: RunFilterInput, $minimumN: Int!) {
        runGroups(first: 0, metric: $metric, filter: $filter, minimumN: $minimumN) { totalCount }
      }`,
      { metric, filter: filter ?? null, minimumN },
      options,
    );
    return runGroups.totalCount;
  }
}
