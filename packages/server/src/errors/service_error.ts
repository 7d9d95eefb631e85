/**
 * A failure that a caller can do something about: it reaches clients as a member of the result union, message and all.
 * Whatever else is thrown is a fault of ours, which is logged and masked.
 */
export abstract class ServiceError extends Error {
  /** What clients decide by. */
  readonly code: string;

  constructor(code: string, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
  }
}
