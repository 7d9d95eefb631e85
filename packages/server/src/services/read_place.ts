import { InvalidInputError } from "../errors/invalid_input_error.ts";

/**
 * Reads a cursor that is the number of an image.
 *
 * @throws {InvalidInputError} If it is none of ours.
 */
export function readPlace(after: string | null | undefined): number | undefined {
  if (after == null) {
    return undefined;
  }
  if (!/^\d{1,9}$/.test(after)) {
    const message = "Cannot find the page as its cursor must be one that a page before it gave";
    throw new InvalidInputError({ code: "BAD_USER_INPUT", path: "after", message });
  }
  return Number(after);
}
