import { ClientError } from "../client_error.ts";
import type { ResultOf } from "../document.ts";
import type { InputOf } from "../input.ts";
import type { CallOptions, Transport } from "../transport/transport.ts";
import { type DeleteOptions, type Deletion, deletionFields } from "./deletion.ts";
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
import { unwrap } from "./unwrap.ts";
import type { WatchOptions } from "./watch_events.ts";
import { type SweepEvent, sweepEventFields, waitForSweep, watchSweep } from "./watch_sweep.ts";

const trialFields = `number state objective createdAt finishedAt failure { code message }
  parameters { path value { number text boolean spec label } }
  rungs { epoch value cut count isKept } stop { epoch value cut count }
  variant { id name } run { id state epoch version { id } }`;

const fields = `id name state endReason failure { code message } metric direction
  method { name points startupTrials candidates goodShare } asha { minEpochs reductionFactor monitor }
  space { path domain {
    __typename
    ... on SearchChoice { values { number text boolean spec label } }
    ... on SearchRange { low high isLogarithmic }
    ... on SearchIntegers { low high step }
  } }
  maxTrials maxTotalEpochs totalEpochs concurrency seed trainingSeed mode actor createdAt finishedAt
  trialCounts { running paused finished stopped failed canceled total } isWaiting
  variant { id name model { id name } } dataset { id name }`;

/** A search for specs that do well. */
export type Sweep = ResultOf<`fragment F on Sweep { ${typeof fields} bestTrial { ${typeof trialFields} } }`>;

/** A trial of a sweep: what is tried, the run that tries it, and what came out. */
export type SweepTrial = ResultOf<`fragment F on SweepTrial { ${typeof trialFields} }`>;

/** Where a sweep is in its life. */
export type SweepState = Sweep["state"];

/** A new sweep. */
export type StartSweep = InputOf<"StartSweepInput">;

/** Which sweeps to list. */
export interface SweepFilter {
  readonly modelId?: string | undefined;
  readonly datasetId?: string | undefined;
  readonly states?: readonly SweepState[] | undefined;
}

/** Which trials to list, and how. */
export interface SweepTrialFilter {
  /** @default {as they began} */
  readonly orderBy?: "NUMBER" | "LATEST" | "BEST" | undefined;
  readonly states?: readonly SweepTrial["state"][] | undefined;
}

/** The sweeps of the zoo. */
export interface Sweeps {
  /**
   * Begins a sweep; workers then queue its trials.
   * @throws {ClientError} An error with the `path` of the field at fault; `NOT_FOUND` if there is no such variant, model or dataset.
   * @example Usage
   * ```ts
   * const sweep = await zoo.sweeps.start({
   *   name: "rates",
   *   base: { variantId },
   *   datasetId,
   *   space: [{ path: "train.optimizer.adam.learningRate", domain: { logUniform: { low: 1e-4, high: 1e-1 } } }],
   *   method: { tpe: {} },
   *   budget: { maxTrials: 30 },
   * });
   * const { bestTrial } = await zoo.sweeps.waitFor(sweep.id);
   * ```
   */
  start(input: StartSweep, options?: CallOptions): Promise<Sweep>;
  get(id: string, options?: CallOptions): Promise<Sweep | null>;
  /** Newest first. */
  list(options?: ListOptions & SweepFilter): AsyncGenerator<Sweep, void>;
  page(options?: PageOptions & SweepFilter): Promise<Page<Sweep>>;
  trials(id: string, options?: ListOptions & SweepTrialFilter): AsyncGenerator<SweepTrial, void>;
  trialsPage(id: string, options?: PageOptions & SweepTrialFilter): Promise<Page<SweepTrial>>;
  /** What has happened in a sweep and its trials so far; `watch` goes on with what happens. */
  events(id: string, options?: ListOptions): AsyncGenerator<SweepEvent, void>;
  eventsPage(id: string, options?: PageOptions): Promise<Page<SweepEvent>>;
  /**
   * Ends a sweep, and cancels the runs of the trials that are under way.
   * @throws {ClientError} `SWEEP_STATE` if it is over; `details.state` says how.
   */
  cancel(id: string, options?: CallOptions): Promise<Sweep>;
  /**
   * Lets a sweep begin no more trials; those under way go on.
   * @throws {ClientError} `SWEEP_STATE` if it is over.
   */
  pause(id: string, options?: CallOptions): Promise<Sweep>;
  /**
   * Lets a paused sweep go on.
   * @throws {ClientError} `SWEEP_STATE` if it is not paused.
   */
  resume(id: string, options?: CallOptions): Promise<Sweep>;
  /**
   * Follows a sweep and its trials: first what has happened already, then what happens, each event once, until it is over. It goes on
   * by itself where the connection breaks or the server restarts.
   * @throws {ClientError} `NOT_FOUND` if there is no such sweep, or the server's error if it stays away for about a minute.
   * @example Usage
   * ```ts
   * for await (const event of zoo.sweeps.watch(sweep.id)) {
   *   if (event.type === "SweepTrialFinished" && event.isBest) {
   *     console.log(`trial ${event.number}: ${event.objective}`);
   *   }
   * }
   * ```
   */
  watch(id: string, options?: WatchOptions): AsyncGenerator<SweepEvent, void>;
  /**
   * Waits until a sweep is over. One that waits for trials whose runs are paused (`isWaiting`) is not.
   * @returns The sweep, finished or not: look at its `state`.
   * @throws {ClientError} `NOT_FOUND` if there is no such sweep, or the server's error if it stays away for about a minute.
   */
  waitFor(id: string, options?: Pick<CallOptions, "signal">): Promise<Sweep>;
  /**
   * Deletes a sweep that is over, with its trials; their runs stay.
   * @throws {ClientError} `SWEEP_STATE` if it is not over; `BUSY` if somebody is using it; `NOT_FOUND`
   */
  delete(id: string, options?: DeleteOptions): Promise<Deletion>;
}

export function createSweeps(transport: Transport): Sweeps {
  return {
    start,
    get,
    list: ({ modelId, datasetId, states, ...options } = {}) =>
      iteratePages((each) => page({ modelId, datasetId, states, ...each }), options),
    page,
    trials: (id, { orderBy, states, ...options } = {}) =>
      iteratePages((each) => trialsPage(id, { orderBy, states, ...each }), options),
    trialsPage,
    events: (id, options = {}) => iteratePages((each) => eventsPage(id, each), options),
    eventsPage,
    cancel,
    pause,
    resume,
    watch: (id, options) => watchSweep(transport, id, options),
    waitFor,
    delete: deleteSweep,
  };

  async function start(input: StartSweep, options?: CallOptions): Promise<Sweep> {
    const { startSweep } = await transport.mutate(
      `mutation StartSweep($input: StartSweepInput!) {
        startSweep(input: $input) {
          __typename
          ... on Error { message code }
          ... on InvalidInputError { path received }
          ... on MutationStartSweepSuccess { data { ${fields} bestTrial { ${trialFields} } } }
        }
      }`,
      { input },
      options,
    );
    return unwrap(startSweep);
  }

  async function get(id: string, options?: CallOptions): Promise<Sweep | null> {
    const { sweep } = await transport.query(
      `query Sweep($id: ID!) { sweep(id: $id) { ${fields} bestTrial { ${trialFields} } } }`,
      { id },
      options,
    );
    return sweep;
  }

  async function page(options: PageOptions & SweepFilter = {}): Promise<Page<Sweep>> {
    const { modelId = null, datasetId = null, states = null } = options;
    const { sweeps } = await transport.query(
      `query Sweeps(${pageTypes}, $modelId: ID, $datasetId: ID, $states: [SweepState!]) {
        sweeps(${pageArguments}, modelId: $modelId, datasetId: $datasetId, states: $states) {
          edges { node { ${fields} bestTrial { ${trialFields} } } }
          ${pageInfo}
        }
      }`,
      { ...pageVariables(options), modelId, datasetId, states },
      options,
    );
    return toPage(sweeps);
  }

  async function trialsPage(
    id: string,
    options: PageOptions & SweepTrialFilter = {},
  ): Promise<Page<SweepTrial>> {
    const { orderBy = "NUMBER", states = null } = options;
    const { sweep } = await transport.query(
      `query SweepTrials($id: ID!, ${pageTypes}, $orderBy: SweepTrialOrder!, $states: [SweepTrialState!]) {
        sweep(id: $id) {
          trials(${pageArguments}, orderBy: $orderBy, states: $states) {
            edges { node { ${trialFields} } }
            ${pageInfo}
          }
        }
      }`,
      { id, ...pageVariables(options), orderBy, states },
      options,
    );
    return toPage(found(sweep, id).trials);
  }

  async function eventsPage(id: string, options: PageOptions = {}): Promise<Page<SweepEvent>> {
    const { sweep } = await transport.query(
      `query SweepEventsPage($id: ID!, ${pageTypes}) {
        sweep(id: $id) {
          events(${pageArguments}) {
            edges { node { ${sweepEventFields} } }
            ${pageInfo}
          }
        }
      }`,
      { id, ...pageVariables(options) },
      options,
    );
    return toPage(found(sweep, id).events);
  }

  async function cancel(id: string, options?: CallOptions): Promise<Sweep> {
    const { cancelSweep } = await transport.mutate(
      `mutation CancelSweep($id: ID!) {
        cancelSweep(id: $id) {
          __typename
          ... on Error { message code }
          ... on SweepStateError { state }
          ... on MutationCancelSweepSuccess { data { ${fields} bestTrial { ${trialFields} } } }
        }
      }`,
      { id },
      options,
    );
    return unwrap(cancelSweep);
  }

  async function pause(id: string, options?: CallOptions): Promise<Sweep> {
    const { pauseSweep } = await transport.mutate(
      `mutation PauseSweep($id: ID!) {
        pauseSweep(id: $id) {
          __typename
          ... on Error { message code }
          ... on SweepStateError { state }
          ... on MutationPauseSweepSuccess { data { ${fields} bestTrial { ${trialFields} } } }
        }
      }`,
      { id },
      options,
    );
    return unwrap(pauseSweep);
  }

  async function resume(id: string, options?: CallOptions): Promise<Sweep> {
    const { resumeSweep } = await transport.mutate(
      `mutation ResumeSweep($id: ID!) {
        resumeSweep(id: $id) {
          __typename
          ... on Error { message code }
          ... on SweepStateError { state }
          ... on MutationResumeSweepSuccess { data { ${fields} bestTrial { ${trialFields} } } }
        }
      }`,
      { id },
      options,
    );
    return unwrap(resumeSweep);
  }

  async function waitFor(id: string, options: Pick<CallOptions, "signal"> = {}): Promise<Sweep> {
    await waitForSweep(transport, id, options);
    return (await get(id, options))!;
  }

  async function deleteSweep(
    id: string,
    { dryRun = false, ...options }: DeleteOptions = {},
  ): Promise<Deletion> {
    const result = await transport.mutate(
      `mutation DeleteSweep($id: ID!, $dryRun: Boolean!) {
        deleteSweep(id: $id, dryRun: $dryRun) {
          __typename
          ... on Error { message code }
          ... on SweepStateError { state }
          ... on MutationDeleteSweepSuccess { data { ${deletionFields} } }
        }
      }`,
      { id, dryRun },
      options,
    );
    return unwrap(result.deleteSweep);
  }
}

function found<Part>(sweep: Part | null, id: string): Part {
  if (sweep === null) {
    throw new ClientError(
      `Cannot list what a sweep has as there must be such a sweep: current value is ${id}`,
      {
        code: "NOT_FOUND",
      },
    );
  }
  return sweep;
}
