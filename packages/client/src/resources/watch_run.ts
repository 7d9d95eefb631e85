import { ClientError } from "../client_error.ts";
import type { ResultOf } from "../document.ts";
import type { Transport } from "../transport/transport.ts";
import { type EventRange, type WatchOptions, watchEvents } from "./watch_events.ts";

const fields = `type: __typename sequence createdAt
  ... on RunStateChanged { state attempt }
  ... on RunStarted { engine stepsPerEpoch resumedEpoch resumedStep }
  ... on RunBatch {
    epoch step loss accuracy learningRate gradientNorm imagesPerSecond secondsLeft progress
  }
  ... on RunEpoch {
    epoch loss accuracy validationLoss validationAccuracy testLoss testAccuracy metrics { name value }
    isBest learningRate gradientNorm imagesPerSecond seconds
  }
  ... on RunCheckpointed { epoch step }
  ... on RunLog { level message }
  ... on RunFinished {
    epochs bestEpoch stoppedEarly testLoss testAccuracy metrics { name value } imagesPerSecond seconds
  }
  ... on RunFailed { code message }`;

/** Something that happened in a run; its `type` says what. */
export type RunEvent = ResultOf<`fragment F on RunEvent { ${typeof fields} }`>;

/** Follows a run to its end over as many connections as it takes; see `Runs.watch`. */
export function watchRun(
  transport: Transport,
  runId: string,
  options: WatchOptions = {},
): AsyncGenerator<RunEvent, void> {
  const { signal } = options;
  return watchEvents<RunEvent>(
    {
      subscribe: (range) => subscribe(transport, { runId, ...range }, signal),
      isFinal: (event) => event.type === "RunStateChanged" && finalStates.has(event.state),
      isOver: (last) => isOver(transport, runId, { last, signal }),
    },
    options,
  );
}

async function* subscribe(
  transport: Transport,
  variables: { readonly runId: string } & EventRange,
  signal: AbortSignal | undefined,
): AsyncGenerator<RunEvent, void> {
  for await (const { runEvents } of transport.subscribe(
    `subscription RunEvents($runId: ID!, $after: Int!, $last: Int) {
      runEvents(runId: $runId, after: $after, last: $last) { ${fields} }
    }`,
    variables,
    { signal },
  )) {
    yield runEvents;
  }
}

/** Waits for the last event of a run; see `Runs.waitFor`. */
export async function waitForRun(transport: Transport, runId: string, options: WatchOptions): Promise<void> {
  for await (const _ of watchRun(transport, runId, options)) {
    // Only the end counts.
  }
}

/** States after which nothing happens any more. */
export const finalStates: ReadonlySet<string> = new Set(["SUCCEEDED", "FAILED", "CANCELED"]);

/** Whether a stream ended because there is nothing more to tell, and not because the server went away. */
async function isOver(
  transport: Transport,
  runId: string,
  { last, signal }: { readonly last: number; readonly signal: AbortSignal | undefined },
): Promise<boolean> {
  const { run } = await transport.query(
    "query RunIsOver($id: ID!, $after: Int!) { run(id: $id) { state events(after: $after, first: 1) { sequence } } }",
    { id: runId, after: last },
    { signal },
  );
  if (run === null) {
    throw new ClientError(`Cannot watch a run that does not exist: current value is ${runId}`, {
      code: "NOT_FOUND",
    });
  }
  return finalStates.has(run.state) && run.events.length === 0;
}
