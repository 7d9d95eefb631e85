import type { ResultOf } from "../document.ts";
import type { InputOf } from "../input.ts";
import type { CallOptions, Transport } from "../transport/transport.ts";
import {
  iteratePages,
  type ListOptions,
  type Page,
  type PageOptions,
  pageVariables,
  toPage,
} from "./pages.ts";
import { unwrap } from "./unwrap.ts";
import { type RunEvent, type WatchOptions, waitForRun, watchRun } from "./watch_run.ts";

const fields = `id seed engine mode state attempt epoch epochs bestEpoch createdAt startedAt finishedAt
  checkpoint { epoch step createdAt } failure { code message } metrics { epoch name value }
  variant { id name } dataset { id name } parent { id digest } version { id testAccuracy testLoss }`;

/** One training of a variant on a dataset. */
export type Run = ResultOf<`fragment F on Run { ${typeof fields} }`>;

/** Where a run is in its life. */
export type RunState = Run["state"];

/** A new run. */
export type StartRun = InputOf<"StartRunInput">;

/** Which runs to list. */
export interface RunFilter {
  readonly variantId?: string | undefined;
  /** The version that they start from. */
  readonly parentId?: string | undefined;
  readonly state?: RunState | undefined;
}

/** The runs of the zoo. */
export interface Runs {
  /**
   * Queues a run.
   * @throws {ClientError} `NOT_FOUND` if there is no such variant or dataset; an error with a `path` if they do not fit.
   */
  start(input: StartRun, options?: CallOptions): Promise<Run>;
  get(id: string, options?: CallOptions): Promise<Run | null>;
  list(options?: ListOptions & RunFilter): AsyncGenerator<Run, void>;
  page(options?: PageOptions & RunFilter): Promise<Page<Run>>;
  /**
   * Asks a run to stop; it ends a moment later.
   * @throws {ClientError} `RUN_FINISHED` if it has ended already; `details.state` says how.
   */
  cancel(id: string, options?: CallOptions): Promise<Run>;
  /**
   * Follows a run to its end: first what has happened already, then what happens.
   * Every event comes once and in order, also over a broken connection or a restart of the server.
   * @param id The run.
   * @param options Where to begin, and how to stop.
   * @returns The events; the last one is a `RunStateChanged` to a final state.
   * @throws {ClientError} If the server stays away for about a minute, or there is no such run.
   */
  watch(id: string, options?: WatchOptions): AsyncGenerator<RunEvent, void>;
  /**
   * Waits until a run is over.
   * @returns The run, succeeded or not: look at its `state`.
   */
  waitFor(id: string, options?: Pick<CallOptions, "signal">): Promise<Run>;
}

export function createRuns(transport: Transport): Runs {
  return {
    start,
    get,
    list,
    page,
    cancel,
    watch: (id, options) => watchRun(transport, id, options),
    waitFor,
  };

  async function start(input: StartRun, options?: CallOptions): Promise<Run> {
    const { startRun } = await transport.mutate(
      `mutation StartRun($input: StartRunInput!) {
        startRun(input: $input) {
          __typename
          ... on Error { message code }
          ... on InvalidInputError { path received }
          ... on MutationStartRunSuccess { data { ${fields} } }
        }
      }`,
      { input },
      options,
    );
    return unwrap(startRun);
  }

  async function get(id: string, options?: CallOptions): Promise<Run | null> {
    const { run } = await transport.query(
      `query Run($id: ID!) { run(id: $id) { ${fields} } }`,
      { id },
      options,
    );
    return run;
  }

  function list({
    variantId,
    parentId,
    state,
    ...options
  }: ListOptions & RunFilter = {}): AsyncGenerator<Run, void> {
    return iteratePages((each) => page({ variantId, parentId, state, ...each }), options);
  }

  async function page(options: PageOptions & RunFilter = {}): Promise<Page<Run>> {
    const { variantId = null, parentId = null, state = null } = options;
    const { runs } = await transport.query(
      `query Runs($first: Int, $after: String, $variantId: ID, $parentId: ID, $state: RunState) {
        runs(first: $first, after: $after, variantId: $variantId, parentId: $parentId, state: $state) {
          edges { node { ${fields} } }
          pageInfo { endCursor hasNextPage }
        }
      }`,
      { ...pageVariables(options), variantId, parentId, state },
      options,
    );
    return toPage(runs);
  }

  async function cancel(id: string, options?: CallOptions): Promise<Run> {
    const { cancelRun } = await transport.mutate(
      `mutation CancelRun($id: ID!) {
        cancelRun(id: $id) {
          __typename
          ... on Error { message code }
          ... on RunFinishedError { state }
          ... on MutationCancelRunSuccess { data { ${fields} } }
        }
      }`,
      { id },
      options,
    );
    return unwrap(cancelRun);
  }

  async function waitFor(id: string, options: Pick<CallOptions, "signal"> = {}): Promise<Run> {
    await waitForRun(transport, id, options);
    return (await get(id, options))!;
  }
}
