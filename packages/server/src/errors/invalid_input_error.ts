import { ServiceError } from "./service_error.ts";

/** What an {@linkcode InvalidInputError} is made of. */
export interface InvalidInput {
  /** The argument at fault, as a client wrote it, such as `input.spec.layers[3].conv2d.filters`. */
  readonly path: string;
  /** The whole sentence. */
  readonly message: string;
  /** The value that was there, as text; left out where there is none to show. */
  readonly received?: string | undefined;
  /** @default {"INVALID_INPUT"} */
  readonly code?: string | undefined;
  readonly cause?: unknown;
}

/** An argument that cannot be used. */
export class InvalidInputError extends ServiceError {
  override readonly name = "InvalidInputError";
  readonly path: string;
  readonly received: string | null;

  constructor({ path, message, received, code = "INVALID_INPUT", cause }: InvalidInput) {
    super(code, message, cause);
    this.path = path;
    this.received = received ?? null;
  }

  /** The same failure where its argument stands in a larger one; `before` then says what could not be done there. */
  at(path: string, before?: string): InvalidInputError {
    const { code, message, received } = this;
    return new InvalidInputError({
      code,
      path,
      received: received ?? undefined,
      message: before === undefined ? message : `${before}: ${message}`,
      cause: this,
    });
  }
}
