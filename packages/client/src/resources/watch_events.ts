import { createPatience } from "./patience.ts";

/** Options of `runs.watch` and `sweeps.watch`. */
export interface WatchOptions {
  /** The sequence of the last event that is known already. @default {-1, which is before the first} */
  readonly after?: number | undefined;
  /** How many of the last events that there are already come first at most, where none is known. @default {all} */
  readonly tail?: number | undefined;
  /** Aborting it ends the loop with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/** Which events to ask for: those behind a sequence, and first only so many of those that there are, if `last` is given. */
export interface EventRange {
  readonly after: number;
  readonly last: number | null;
}

/** What is watched. */
export interface WatchedEvents<Event> {
  /** Asks for events over one connection. */
  readonly subscribe: (range: EventRange) => AsyncIterable<Event>;
  /** Whether nothing comes after it. */
  readonly isFinal: (event: Event) => boolean;
  /**
   * Whether a stream that ended has told everything, and it is not that the server went away.
   * @throws {ClientError} `NOT_FOUND` if there is nothing to watch.
   */
  readonly isOver: (last: number) => Promise<boolean>;
}

/** Follows events to their end over as many connections as it takes: each once, and in order. */
export async function* watchEvents<Event extends { readonly sequence: number }>(
  { subscribe, isFinal, isOver }: WatchedEvents<Event>,
  { after = -1, tail, signal }: WatchOptions,
): AsyncGenerator<Event, void> {
  let last = after;
  // Until the first event of a tail has come, nobody knows which it is. Where none is wanted, one is asked for to know behind which to go on.
  let hasBegun = tail === undefined;
  const isEmptyTail = tail !== undefined && tail < 1;
  const patience = createPatience(signal);
  let askedAgainAfter: number | undefined;
  for (;;) {
    try {
      for await (const event of subscribe({ after: last, last: hasBegun ? null : Math.max(tail!, 1) })) {
        patience.reset();
        if (!hasBegun) {
          hasBegun = true;
          last = isEmptyTail ? event.sequence : event.sequence - 1;
          if (isEmptyTail && isFinal(event)) {
            return;
          }
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
      if (askedAgainAfter !== last && (await isOver(last))) {
        return;
      }
    } catch (error) {
      patience.endure(error);
    }
    await patience.wait();
  }
}
