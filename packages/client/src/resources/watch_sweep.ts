import { ClientError } from "../client_error.ts";
import type { ResultOf } from "../document.ts";
import type { Transport } from "../transport/transport.ts";
import { type EventRange, type WatchOptions, watchEvents } from "./watch_events.ts";

/** What is asked of an event. */
export const sweepEventFields = `type: __typename sequence createdAt
  ... on SweepStateChanged { state endReason failure { code message } }
  ... on SweepTrialStarted {
    number trial { parameters { path value { number text boolean spec label } } run { id } }
  }
  ... on SweepTrialReported { number attempt epoch value }
  ... on SweepTrialPaused { number }
  ... on SweepTrialResumed { number }
  ... on SweepTrialStopped { number epoch value cut count }
  ... on SweepTrialFinished { number objective isBest }
  ... on SweepTrialFailed { number failure { code message } }
  ... on SweepTrialCanceled { number }`;

/** Something that happened in a sweep; its `type` says what. */
export type SweepEvent = ResultOf<`fragment F on SweepEvent { ${typeof sweepEventFields} }`>;

/** Follows a sweep to its end over as many connections as it takes; see `Sweeps.watch`. */
export function watchSweep(
  transport: Transport,
  sweepId: string,
  options: WatchOptions = {},
): AsyncGenerator<SweepEvent, void> {
  const { signal } = options;
  return watchEvents<SweepEvent>(
    {
      subscribe: (range) => subscribe(transport, { sweepId, ...range }, signal),
      isFinal: (event) => event.type === "SweepStateChanged" && !goesOn(event.state),
      isOver: (last) => isOver(transport, sweepId, { last, signal }),
    },
    options,
  );
}

/** Waits for the last event of a sweep; see `Sweeps.waitFor`. */
export async function waitForSweep(
  transport: Transport,
  sweepId: string,
  { signal }: Pick<WatchOptions, "signal">,
): Promise<void> {
  for await (const _ of watchSweep(transport, sweepId, { tail: 1, signal })) {
    // Only the end counts.
  }
}

function goesOn(state: string): boolean {
  return state === "RUNNING" || state === "PAUSED";
}

async function* subscribe(
  transport: Transport,
  variables: { readonly sweepId: string } & EventRange,
  signal: AbortSignal | undefined,
): AsyncGenerator<SweepEvent, void> {
  for await (const { sweepEvents } of transport.subscribe(
    `subscription SweepEvents($sweepId: ID!, $after: Int!, $last: Int) {
      sweepEvents(sweepId: $sweepId, after: $after, last: $last) { ${sweepEventFields} }
    }`,
    variables,
    { signal },
  )) {
    yield sweepEvents;
  }
}

/** Whether a stream ended because there is nothing more to tell, and not because the server went away. */
async function isOver(
  transport: Transport,
  sweepId: string,
  { last, signal }: { readonly last: number; readonly signal: AbortSignal | undefined },
): Promise<boolean> {
  const { sweep } = await transport.query(
    "query SweepIsOver($id: ID!) { sweep(id: $id) { state eventCount } }",
    { id: sweepId },
    { signal },
  );
  if (sweep === null) {
    throw new ClientError(`Cannot watch a sweep that does not exist: current value is ${sweepId}`, {
      code: "NOT_FOUND",
    });
  }
  return !goesOn(sweep.state) && last >= sweep.eventCount - 1;
}
