import { ServiceError } from "./service_error.ts";

/** A name that must be unique is taken by something else. */
export class ConflictError extends ServiceError {
  override readonly name = "ConflictError";

  constructor(message: string, cause?: unknown) {
    super("CONFLICT", message, cause);
  }
}
