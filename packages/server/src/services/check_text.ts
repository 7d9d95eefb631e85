import { InvalidInputError } from "../errors/invalid_input_error.ts";

/** Where a text stands, and how long it may be. */
export interface TextRule {
  /** What could not be done, such as `Cannot create the model`. */
  readonly action: string;
  /** The argument, such as `input.name`. */
  readonly path: string;
  /** @default {1} */
  readonly minimum?: number | undefined;
  /** @default {200} */
  readonly maximum?: number | undefined;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: They are what it looks for; Postgres cannot store the first of them.
const unprintable = /[\u0000-\u0008\u000b-\u001f\u007f]|\p{Surrogate}/u;

/**
 * Checks a text that people give to things: its length, and that it has no control characters but tabs and line ends.
 *
 * @throws {InvalidInputError} With the path and the value.
 */
export function checkText(value: string, { action, path, minimum = 1, maximum = 200 }: TextRule): void {
  const length = value.trim().length;
  if (length >= minimum && value.length <= maximum && !unprintable.test(value)) {
    return;
  }
  const text = JSON.stringify(value);
  const received = text.length > 80 ? `${text.slice(0, 77)}...` : text;
  throw new InvalidInputError({
    path,
    received,
    message: `${action} as ${path} must have ${minimum} to ${maximum} characters, and no control characters: current value is ${received}`,
  });
}
