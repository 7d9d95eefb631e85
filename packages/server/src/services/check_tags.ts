import { InvalidInputError } from "../errors/invalid_input_error.ts";
import { checkName } from "./check_name.ts";
import type { TextRule } from "./check_text.ts";

/** The most tags of one request. */
const mostTags = 50;

/**
 * Checks tags as names are checked.
 *
 * @returns Each once, in the form in which they are kept.
 * @throws {InvalidInputError} With the path of the tag at fault.
 */
export function checkTags(
  tags: readonly string[],
  { action, path }: Pick<TextRule, "action" | "path">,
): string[] {
  if (tags.length > mostTags) {
    const received = String(tags.length);
    throw new InvalidInputError({
      path,
      received,
      message: `${action} as ${path} must have at most ${mostTags} items: current number is ${received}`,
    });
  }
  return [...new Set(tags.map((tag, index) => checkName(tag, { action, path: `${path}[${index}]` })))];
}
