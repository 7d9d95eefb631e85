import { ServiceError } from "./service_error.ts";

/** Nothing has the id that was given. */
export class NotFoundError extends ServiceError {
  override readonly name = "NotFoundError";

  /**
   * @param noun What was looked for, such as `run`.
   * @param id The id under which it was looked for.
   */
  constructor(noun: string, id: string) {
    super(
      "NOT_FOUND",
      `Cannot find the ${noun} as its id must exist: current value is ${shorten(named(noun, id))}`,
    );
  }
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Services know an id as the database has it; whoever asked has given it with its noun. */
function named(noun: string, id: string): string {
  return uuid.test(id) ? `${noun[0]?.toUpperCase()}${noun.slice(1)}_${id}` : id;
}

function shorten(text: string): string {
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
