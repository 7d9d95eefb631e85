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
import { type Run, type RunState, runFields } from "./run.ts";

/** Conditions on runs, which can be joined by `and`, `or` and `not`. */
export type RunConditions = InputOf<"RunFilterInput">;

/** By what runs are sorted. */
export type RunOrder = InputOf<"RunOrderInput">;

/** Which runs to list. */
export interface RunFilter {
  /** @default {all} */
  readonly filter?: RunConditions | undefined;
  /** @default {newest first} */
  readonly orderBy?: RunOrder | undefined;
  readonly variantId?: string | undefined;
  /** The version that they start from. */
  readonly parentId?: string | undefined;
  readonly state?: RunState | undefined;
}

/** Which runs there are. */
export interface RunList {
  get(id: string, options?: CallOptions): Promise<Run | null>;
  list(options?: ListOptions & RunFilter): AsyncGenerator<Run, void>;
  page(options?: PageOptions & RunFilter): Promise<Page<Run>>;
  /** Counts runs, without reading them. */
  count(filter?: RunConditions, options?: CallOptions): Promise<number>;
}

export function createRunList(transport: Transport): RunList {
  return { get, list, page, count };

  async function get(id: string, options?: CallOptions): Promise<Run | null> {
    const { run } = await transport.query(
      `query Run($id: ID!) { run(id: $id) { ${runFields} } }`,
      { id },
      options,
    );
    return run;
  }

  function list({
    variantId,
    parentId,
    state,
    filter,
    orderBy,
    ...options
  }: ListOptions & RunFilter = {}): AsyncGenerator<Run, void> {
    return iteratePages((each) => page({ variantId, parentId, state, filter, orderBy, ...each }), options);
  }

  async function page(options: PageOptions & RunFilter = {}): Promise<Page<Run>> {
    const { variantId = null, parentId = null, state = null, filter = null, orderBy = null } = options;
    const { runs } = await transport.query(
      `query Runs(
        ${pageTypes}, $variantId: ID, $parentId: ID, $state: RunState, $filter: RunFilterInput,
        $orderBy: RunOrderInput
      ) {
        runs(
          ${pageArguments}, variantId: $variantId, parentId: $parentId, state: $state, filter: $filter,
          orderBy: $orderBy
        ) {
          edges { node { ${runFields} } }
          ${pageInfo}
        }
      }`,
      { ...pageVariables(options), variantId, parentId, state, filter, orderBy },
      options,
    );
    return toPage(runs);
  }

  async function count(filter?: RunConditions, options?: CallOptions): Promise<number> {
    const { runs } = await transport.query(
      "query CountRuns($filter: RunFilterInput) { runs(first: 0, filter: $filter) { totalCount } }",
      { filter: filter ?? null },
      options,
    );
    return runs.totalCount;
  }
}
