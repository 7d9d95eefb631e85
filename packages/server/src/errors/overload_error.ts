import { ServiceError } from "./service_error.ts";

/** What is too much. */
type OverloadCode =
  /** More is asked for at the same time than the server takes on. */
  | "BUSY"
  /** It has not been done in the time that it may take. */
  | "TIMEOUT";

/** The server has more to do than it can: trying again later may help. */
export class OverloadError extends ServiceError {
  override readonly name = "OverloadError";

  constructor(code: OverloadCode, message: string) {
    super(code, message);
  }
}
