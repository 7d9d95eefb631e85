import { InvalidInputError } from "../errors/invalid_input_error.ts";

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Reads a cursor that is the id of a row.
 *
 * @param path The argument, such as `after`.
 * @throws {InvalidInputError} If it is none of ours.
 */
export function readIdCursor(path: string, cursor: string | null | undefined): string | undefined {
  if (cursor == null) {
    return undefined;
  }
  if (!uuid.test(cursor)) {
    throw notOurs(path);
  }
  return cursor;
}

/**
 * Reads a cursor that is the number of a row, such as the place of an image.
 *
 * @param path The argument, such as `after`.
 * @throws {InvalidInputError} If it is none of ours.
 */
export function readNumberCursor(path: string, cursor: string | null | undefined): number | undefined {
  if (cursor == null) {
    return undefined;
  }
  if (!/^\d{1,9}$/.test(cursor)) {
    throw notOurs(path);
  }
  return Number(cursor);
}

function notOurs(path: string): InvalidInputError {
  const message = "Cannot find the page as its cursor must be one that a page before it gave";
  return new InvalidInputError({ code: "BAD_USER_INPUT", path, message });
}
