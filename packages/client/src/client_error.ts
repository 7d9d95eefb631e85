/** What went wrong on the way; any other code is the server's own, such as `NOT_FOUND` or `SPEC_INVALID`. */
type TransportErrorCode =
  /** The server could not be reached, or the connection broke. */
  | "NETWORK_ERROR"
  /** The server took longer than `timeout`. */
  | "TIMEOUT"
  /** Something answered with an HTTP status that says no, and without a GraphQL result. */
  | "HTTP_ERROR"
  /** The answer is not a GraphQL result. */
  | "BAD_RESPONSE"
  /** The server refused the request without a code of its own. */
  | "GRAPHQL_ERROR";

/** A code to decide by; the message is for people. */
export type ClientErrorCode = TransportErrorCode | (string & Record<never, never>);

/** What a {@linkcode ClientError} knows beside its message. */
export interface ClientErrorOptions {
  readonly code: ClientErrorCode;
  readonly path?: string | undefined;
  readonly received?: string | undefined;
  readonly requestId?: string | undefined;
  readonly status?: number | undefined;
  readonly details?: Readonly<Record<string, unknown>> | undefined;
  readonly cause?: unknown;
}

/**
 * The one error of the client: whatever fails, a call rejects with it, except that an aborted call rejects with the
 * reason of its signal.
 * @example Decide by code
 * ```ts
 * try {
 *   await zoo.runs.cancel(runId);
 * } catch (error) {
 *   if (isClientError(error) && error.code === "RUN_FINISHED") {
 *     console.log("too late:", error.details["state"]);
 *   } else {
 *     throw error;
 *   }
 * }
 * ```
 */
export class ClientError extends Error {
  override readonly name = "ClientError";
  readonly code: ClientErrorCode;
  /** The field at fault, such as `input.spec.layers[3].filters`, where the server names one. */
  readonly path: string | undefined;
  /** The value at fault, as the server saw it. */
  readonly received: string | undefined;
  /** The name under which the server logged the request. */
  readonly requestId: string | undefined;
  /** The HTTP status, where there was an answer. */
  readonly status: number | undefined;
  /** Further fields of a typed error, such as `state` of a finished run or `index` of an image. */
  readonly details: Readonly<Record<string, unknown>>;

  constructor(message: string, options: ClientErrorOptions) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = options.code;
    this.path = options.path;
    this.received = options.received;
    this.requestId = options.requestId;
    this.status = options.status;
    this.details = options.details ?? {};
  }
}

/**
 * Whether a caught value is an error of the client.
 * @param value Anything that was thrown.
 * @returns True for a {@linkcode ClientError}, also of another copy of this package.
 */
export function isClientError(value: unknown): value is ClientError {
  return value instanceof Error && value.name === "ClientError" && "code" in value;
}
