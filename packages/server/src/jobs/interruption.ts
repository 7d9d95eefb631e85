/** Who ends an attempt before it has ended by itself. */
export type InterruptionKind =
  /** Somebody who wants the run canceled. */
  | "cancel"
  /** Whoever asked the worker to stop: the run goes back to the queue. */
  | "stop"
  /** Somebody who wants the run paused: it is stored where it is, and waits until it is resumed. */
  | "pause"
  /** Another worker, which has the run now. */
  | "lost"
  /** The limit on an attempt's time. */
  | "time"
  /** A fault of the worker itself. */
  | "fault";

/** The reason of the signal that ends an attempt. */
export class Interruption extends Error {
  override readonly name = "Interruption";
  readonly kind: InterruptionKind;

  constructor(kind: InterruptionKind, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.kind = kind;
  }
}
