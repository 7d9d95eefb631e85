import type { InputOf } from "../input.ts";
import type { CallOptions, Transport } from "../transport/transport.ts";
import { type Run, runFields } from "./run.ts";
import { createRunControl, type RunControl } from "./run_control.ts";
import { createRunRemoval, type RunRemoval } from "./run_deletion.ts";
import { createRunGroups, type RunGroups } from "./run_groups.ts";
import { createRunList, type RunList } from "./run_list.ts";
import { type RunLogLine, type RunLogOptions, readRunLog } from "./run_logs.ts";
import { createRunSeries, type RunSeries } from "./run_series.ts";
import { unwrap } from "./unwrap.ts";
import type { WatchOptions } from "./watch_events.ts";
import { type RunEvent, waitForRun, watchRun } from "./watch_run.ts";

/** A new run. */
export type StartRun = InputOf<"StartRunInput">;

/** The runs of the zoo. */
export interface Runs extends RunList, RunControl, RunSeries, RunGroups, RunRemoval {
  /**
   * Queues a run.
   * @throws {ClientError} `NOT_FOUND` if there is no such variant or dataset; an error with a `path` if they do not fit.
   */
  start(input: StartRun, options?: CallOptions): Promise<Run>;
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
  const runs = createRunList(transport);
  return {
    ...runs,
    ...createRunControl(transport),
    ...createRunSeries(transport),
    ...createRunGroups(transport),
    ...createRunRemoval(transport),
    start,
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
          ... on MutationStartRunSuccess { data { ${runFields} } }
        }
      }`,
      { input },
      options,
    );
    return unwrap(startRun);
  }

  async function waitFor(id: string, options: Pick<CallOptions, "signal"> = {}): Promise<Run> {
    await waitForRun(transport, id, options);
    return (await runs.get(id, options))!;
  }
}
