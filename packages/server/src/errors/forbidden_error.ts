import { ServiceError } from "./service_error.ts";

/** A rule of the server does not let who asks see or do this. */
export class ForbiddenError extends ServiceError {
  override readonly name = "ForbiddenError";
  /** The field, such as `Mutation.moveAlias`. */
  readonly field: string;

  constructor(field: string, actor: string) {
    super("FORBIDDEN", `Cannot resolve ${field} as a rule must allow it: current actor is ${actor}`);
    this.field = field;
  }
}
