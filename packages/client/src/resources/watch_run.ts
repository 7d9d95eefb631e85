import { ClientError } from "../client_error.ts";
import type { ResultOf } from "../document.ts";
import type { Transport } from "../transport/transport.ts";
import { createPatience } from "./patience.ts";

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

/** Options of `runs.watch`. */
export interface WatchOptions {
  /** The sequence of the last event that is known already. @default {-1, which is before the first} */
  readonly after?: number | undefined;
  /** How many of the last events that there are already come first at most, where none is known. @default {all} */
  readonly tail?: number | undefined;
  /** Aborting it ends the loop with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/** Follows a run to its end over as many connections as it takes; see `Runs.watch`. */
export async function* watchRun(
  transport: Transport,
  runId: string,
  { after = -1, tail, signal }: WatchOptions = {},
): AsyncGenerator<RunEvent, void> {
  let last = after;
  // Until the first event of a tail has come, nobody knows which it is.
  let hasBegun = tail === undefined;
  const patience = createPatience(signal);
  let askedAgainAfter: number | undefined;
  for (;;) {
    try {
      for await (const { runEvents: event } of transport.subscribe(
        `subscription RunEvents($runId: ID!, $after: Int!, $last: Int) {
          runEvents(runId: $runId, after: $after, last: $last) { ${fields} }
        }`,
        { runId, after: last, last: hasBegun ? null : tail! },
        { signal },
      )) {
        patience.reset();
        if (!hasBegun) {
          hasBegun = true;
          last = event.sequence - 1;
        }
        if (event.sequence <= last) {
          continue;
        }
        if (event.sequence > last + 1 && askedAgainAfter !== last) {
          // An event is missing: the table has it. If it does not, there is none, and the second answer is the truth.
          askedAgainAfter = last;
          break;
        }
        last = event.sequence;
        yield event;
        if (isFinal(event)) {
          return;
        }
      }
      if (askedAgainAfter !== last && (await isOver(transport, runId, { last, signal }))) {
        return;
      }
    } catch (error) {
      patience.endure(error);
    }
    await patience.wait();
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

function isFinal(event: RunEvent): boolean {
  return event.type === "RunStateChanged" && finalStates.has(event.state);
}

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
