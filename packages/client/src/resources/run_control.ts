import type { ResultOf } from "../document.ts";
import type { InputOf } from "../input.ts";
import type { CallOptions, Transport } from "../transport/transport.ts";
import { type Run, runFields } from "./run.ts";
import { unwrap } from "./unwrap.ts";

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

const reproductionFields = `promise reason sameBits sameDataset weights { different largest rootMeanSquare }
  metrics { name original reproduced difference }`;

/** What came out of training a run again, and what could be promised of it. */
export type Reproduction = ResultOf<`fragment F on Reproduction { ${typeof reproductionFields} }`>;

/** What can be done with runs that there are. */
export interface RunControl {
  /**
   * Asks a run to stop; it ends a moment later.
   * @throws {ClientError} `RUN_FINISHED` if it has ended already; `details.state` says how.
   */
  cancel(id: string, options?: CallOptions): Promise<Run>;
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
}

export function createRunControl(transport: Transport): RunControl {
  return {
    cancel,
    pause,
    resume,
    retry,
    fork,
    keptCheckpoints,
    deleteCheckpoints,
    reproduce,
    reproduction,
    tag,
  };

  async function cancel(id: string, options?: CallOptions): Promise<Run> {
    const { cancelRun } = await transport.mutate(
      `mutation CancelRun($id: ID!) {
        cancelRun(id: $id) {
          __typename
          ... on Error { message code }
          ... on RunFinishedError { state }
          ... on MutationCancelRunSuccess { data { ${runFields} } }
        }
      }`,
      { id },
      options,
    );
    return unwrap(cancelRun);
  }

  async function pause(id: string, options?: CallOptions): Promise<Run> {
    const { pauseRun } = await transport.mutate(
      `mutation PauseRun($id: ID!) {
        pauseRun(id: $id) {
          __typename
          ... on Error { message code }
          ... on RunStateError { state }
          ... on MutationPauseRunSuccess { data { ${runFields} } }
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
          ... on MutationResumeRunSuccess { data { ${runFields} } }
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
          ... on MutationRetryRunSuccess { data { ${runFields} } }
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
          ... on MutationForkRunSuccess { data { ${runFields} } }
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
          ... on MutationDeleteRunCheckpointsSuccess { data { ${runFields} } }
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
          ... on MutationReproduceRunSuccess { data { ${runFields} } }
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
          ... on MutationTagRunSuccess { data { ${runFields} } }
        }
      }`,
      { id, add, remove },
      options,
    );
    return unwrap(tagRun);
  }
}
