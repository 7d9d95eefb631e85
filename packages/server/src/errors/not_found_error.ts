import { ServiceError } from "./service_error.ts";

/** Nothing has the id that was given. */
export class NotFoundError extends ServiceError {
  override readonly name = "NotFoundError";

  /**
   * @param noun What was looked for, such as `run`.
   * @param id The id under which it was looked for.
   */
  constructor(noun: string, id: string) {
    super("NOT_FOUND", `Cannot find the ${noun} as its id must exist: current value is ${shorten(id)}`);
  }
}

function shorten(text: string): string {
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
