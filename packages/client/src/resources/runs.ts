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
import { type RunLogLine, type RunLogOptions, readRunLog } from "./run_logs.ts";
import { unwrap } from "./unwrap.ts";
import { type RunEvent, type WatchOptions, waitForRun, watchRun } from "./watch_run.ts";

const fields = `id seed engine mode state attempt epoch epochs bestEpoch createdAt startedAt finishedAt
  checkpoint { epoch step createdAt } keepCheckpoints forkPoint { epoch step variant { id } } failure { code message } latestMetrics { name value step epoch } tags actor originKind origin { id }
  variant { id name } dataset { id name } parent { id digest } version { id testAccuracy testLoss }`;

/** One training of a variant on a dataset. */
export type Run = ResultOf<`fragment F on Run { ${typeof fields} }`>;

/** Where a run is in its life. */
export type RunState = Run["state"];

/** A new run. */
export type StartRun = InputOf<"StartRunInput">;

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

/** Tags that a run gets and loses. */
export interface RunTagChange {
  readonly add?: readonly string[] | undefined;
  readonly remove?: readonly string[] | undefined;
}

const keptFields = "epoch step attempt sizeBytes createdAt";

/** The state of a run's training at the end of an epoch. */
export type KeptCheckpoint = ResultOf<`fragment F on KeptCheckpoint { ${typeof keptFields} }`>;

/** Where a fork goes on, and what is other from there on. */
export interface ForkRun {
  /** The end of an epoch, of those that are kept (`keepCheckpoints`). @default {the newest checkpoint} */
  readonly epoch?: number | undefined;
  /** @default {none} */
  readonly changes?: InputOf<"ForkChangesInput"> | undefined;
}

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

const reproductionFields = `promise reason sameBits sameDataset weights { different largest rootMeanSquare }
  metrics { name original reproduced difference }`;

/** What came out of training a run again, and what could be promised of it. */
export type Reproduction = ResultOf<`fragment F on Reproduction { ${typeof reproductionFields} }`>;

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
  /** Counts runs, without reading them. */
  count(filter?: RunConditions, options?: CallOptions): Promise<number>;
  /**
   * Asks a run to pause: it stores where it is, and pauses a moment later.
   * @throws {ClientError} `RUN_STATE` if it neither waits nor trains; `details.state` says what it does.
   */
  pause(id: string, options?: CallOptions): Promise<Run>;
  /**
   * Queues a paused run: it goes on where it was, bit for bit.
   * @throws {ClientError} `RUN_STATE` if it is not paused.
   */
  resume(id: string, options?: CallOptions): Promise<Run>;
  /**
   * Queues a new run in the place of one that failed or was canceled, from its checkpoint if there is one.
   * @throws {ClientError} `RUN_STATE` if it did neither.
   */
  retry(id: string, options?: CallOptions): Promise<Run>;
  /**
   * Queues a new run that goes on from a checkpoint of another one, with the same specs or changed ones.
   * @throws {ClientError} `RUN_STATE` if there is none; an error with a `path` if the epoch is not kept, or a change is none that a training can
   * take on in its middle.
   */
  fork(id: string, options?: ForkRun & CallOptions): Promise<Run>;
  /** Deletes the checkpoints that are kept of a run; of one that is over also the newest. Forks keep what they begin with. */
  deleteCheckpoints(id: string, options?: CallOptions): Promise<Run>;
  /** The checkpoints of ends of epochs that are kept of a run, the newest first. */
  keptCheckpoints(id: string, options?: CallOptions): Promise<readonly KeptCheckpoint[]>;
  /**
   * Trains a run that succeeded again.
   * @throws {ClientError} `RUN_STATE` if it did not.
   */
  reproduce(id: string, options?: CallOptions): Promise<Run>;
  /** What came of a reproduction; null until it has succeeded. */
  reproduction(id: string, options?: CallOptions): Promise<Reproduction | null>;
  /** Changes the tags of a run. */
  tag(id: string, tags: RunTagChange, options?: CallOptions): Promise<Run>;
  /**
   * Gets metrics of up to 200 runs over their steps, thinned out by the server.
   * @returns A series for each run and metric that there is.
   */
  series(request: SeriesRequest, options?: CallOptions): Promise<readonly MetricSeries[]>;
  /** The same with bounds, for which the server reads every point. */
  boundedSeries(request: SeriesRequest, options?: CallOptions): Promise<readonly BoundedSeries[]>;
  /** Groups runs that succeeded over their seeds: mean, deviation and 95 % interval of a metric, of the newest variants first if no order is asked for. */
  groups(options: ListOptions & RunGrouping): AsyncGenerator<RunGroup, void>;
  /** Counts groups, without reading their runs. */
  countGroups(grouping: Omit<RunGrouping, "orderBy">, options?: CallOptions): Promise<number>;
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
   * Reads the log of a run, in the order of time; with `follow` also what comes, to the end of the run.
   * Every line comes once, also over a broken connection or a restart of the server.
   * @throws {ClientError} If there is no such run, or the server stays away for about a minute.
   */
  logs(id: string, options?: RunLogOptions): AsyncGenerator<RunLogLine, void>;
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
    count,
    pause,
    resume,
    retry,
    fork,
    keptCheckpoints,
    deleteCheckpoints,
    reproduce,
    reproduction,
    tag,
    series,
    boundedSeries,
    groups: ({ metric, filter, minimumN, orderBy, ...options }) =>
      iteratePages((each) => groupsPage({ metric, filter, minimumN, orderBy, ...each }), options),
    countGroups,
    logs: (id, options) => readRunLog(transport, id, options),
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
        $first: Int, $after: String, $variantId: ID, $parentId: ID, $state: RunState, $filter: RunFilterInput,
        $orderBy: RunOrderInput
      ) {
        runs(
          first: $first, after: $after, variantId: $variantId, parentId: $parentId, state: $state, filter: $filter,
          orderBy: $orderBy
        ) {
          edges { node { ${fields} } }
          pageInfo { endCursor hasNextPage }
        }
      }`,
      { ...pageVariables(options), variantId, parentId, state, filter, orderBy },
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

  async function count(filter?: RunConditions, options?: CallOptions): Promise<number> {
    const { runs } = await transport.query(
      "query CountRuns($filter: RunFilterInput) { runs(first: 0, filter: $filter) { totalCount } }",
      { filter: filter ?? null },
      options,
    );
    return runs.totalCount;
  }

  async function pause(id: string, options?: CallOptions): Promise<Run> {
    const { pauseRun } = await transport.mutate(
      `mutation PauseRun($id: ID!) {
        pauseRun(id: $id) {
          __typename
          ... on Error { message code }
          ... on RunStateError { state }
          ... on MutationPauseRunSuccess { data { ${fields} } }
        }
      }`,
      { id },
      options,
    );
    return unwrap(pauseRun);
  }

  async function resume(id: string, options?: CallOptions): Promise<Run> {
    const { resumeRun } = await transport.mutate(
      `mutation ResumeRun($id: ID!) {
        resumeRun(id: $id) {
          __typename
          ... on Error { message code }
          ... on RunStateError { state }
          ... on MutationResumeRunSuccess { data { ${fields} } }
        }
      }`,
      { id },
      options,
    );
    return unwrap(resumeRun);
  }

  async function retry(id: string, options?: CallOptions): Promise<Run> {
    const { retryRun } = await transport.mutate(
      `mutation RetryRun($id: ID!) {
        retryRun(id: $id) {
          __typename
          ... on Error { message code }
          ... on RunStateError { state }
          ... on MutationRetryRunSuccess { data { ${fields} } }
        }
      }`,
      { id },
      options,
    );
    return unwrap(retryRun);
  }

  async function fork(id: string, { epoch, changes, ...options }: ForkRun & CallOptions = {}): Promise<Run> {
    const { forkRun } = await transport.mutate(
      `mutation ForkRun($id: ID!, $epoch: Int, $changes: ForkChangesInput) {
        forkRun(id: $id, epoch: $epoch, changes: $changes) {
          __typename
          ... on Error { message code }
          ... on InvalidInputError { path received }
          ... on RunStateError { state }
          ... on MutationForkRunSuccess { data { ${fields} } }
        }
      }`,
      { id, epoch: epoch ?? null, changes: changes ?? null },
      options,
    );
    return unwrap(forkRun);
  }

  async function keptCheckpoints(id: string, options?: CallOptions): Promise<readonly KeptCheckpoint[]> {
    const { run } = await transport.query(
      `query KeptCheckpoints($id: ID!) { run(id: $id) { keptCheckpoints { ${keptFields} } } }`,
      { id },
      options,
    );
    return run?.keptCheckpoints ?? [];
  }

  async function deleteCheckpoints(id: string, options?: CallOptions): Promise<Run> {
    const { deleteRunCheckpoints } = await transport.mutate(
      `mutation DeleteRunCheckpoints($id: ID!) {
        deleteRunCheckpoints(id: $id) {
          __typename
          ... on Error { message code }
          ... on MutationDeleteRunCheckpointsSuccess { data { ${fields} } }
        }
      }`,
      { id },
      options,
    );
    return unwrap(deleteRunCheckpoints);
  }

  async function reproduce(id: string, options?: CallOptions): Promise<Run> {
    const { reproduceRun } = await transport.mutate(
      `mutation ReproduceRun($id: ID!) {
        reproduceRun(id: $id) {
          __typename
          ... on Error { message code }
          ... on RunStateError { state }
          ... on MutationReproduceRunSuccess { data { ${fields} } }
        }
      }`,
      { id },
      options,
    );
    return unwrap(reproduceRun);
  }

  async function reproduction(id: string, options?: CallOptions): Promise<Reproduction | null> {
    const result = await transport.query(
      `query Reproduction($id: ID!) { reproduction(runId: $id) { ${reproductionFields} } }`,
      { id },
      options,
    );
    return result.reproduction;
  }

  async function tag(
    id: string,
    { add = [], remove = [] }: RunTagChange,
    options?: CallOptions,
  ): Promise<Run> {
    const { tagRun } = await transport.mutate(
      `mutation TagRun($id: ID!, $add: [String!]!, $remove: [String!]!) {
        tagRun(id: $id, add: $add, remove: $remove) {
          __typename
          ... on Error { message code }
          ... on InvalidInputError { path received }
          ... on MutationTagRunSuccess { data { ${fields} } }
        }
      }`,
      { id, add, remove },
      options,
    );
    return unwrap(tagRun);
  }

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

  async function groupsPage(options: PageOptions & RunGrouping): Promise<Page<RunGroup>> {
    const { metric, filter = null, minimumN = 1, orderBy = null } = options;
    const { runGroups } = await transport.query(
      `query RunGroups(
        $metric: String!, $filter: RunFilterInput, $minimumN: Int!, $orderBy: RunGroupOrderInput, $first: Int, $after: String
      ) {
        runGroups(
          metric: $metric, filter: $filter, minimumN: $minimumN, orderBy: $orderBy, first: $first, after: $after
        ) {
          edges { node { ${groupFields} } }
          pageInfo { endCursor hasNextPage }
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

  async function waitFor(id: string, options: Pick<CallOptions, "signal"> = {}): Promise<Run> {
    await waitForRun(transport, id, options);
    return (await get(id, options))!;
  }
}
