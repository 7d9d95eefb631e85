import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import type { OptionValues } from "../command.ts";

/** The text of an option; undefined if it is not there. */
export function textOf(options: OptionValues, name: string): string | undefined {
  const value = options[name];
  return typeof value === "string" ? value : undefined;
}

/** The text of an option that must be there. */
export function requiredText(options: OptionValues, name: string): string {
  const value = textOf(options, name);
  if (value === undefined) {
    throw new Error(`Cannot go on as --${name} must be given`);
  }
  return value;
}

/** The whole number of an option; undefined if it is not there. */
export function wholeOf(
  options: OptionValues,
  name: string,
  { minimum, maximum }: { readonly minimum: number; readonly maximum: number },
): number | undefined {
  const given = textOf(options, name);
  if (given === undefined) {
    return undefined;
  }
  const value = /^-?\d+$/.test(given) ? Number(given) : Number.NaN;
  if (!(value >= minimum && value <= maximum)) {
    throw new RangeError(
      `Cannot go on as --${name} must be a whole number from ${minimum} to ${maximum}: current value is ${given}`,
    );
  }
  return value;
}

/** One of some words. */
export function choiceOf<Choice extends string>(
  options: OptionValues,
  name: string,
  choices: readonly Choice[],
): Choice | undefined {
  const given = textOf(options, name);
  const choice = choices.find((each) => each === given?.toUpperCase());
  if (given !== undefined && choice === undefined) {
    throw new RangeError(
      `Cannot go on as --${name} must be one of ${choices.join(", ")}: current value is ${given}`,
    );
  }
  return choice;
}

/**
 * The JSON of an option: the text itself, `@FILE`, or `-` for the standard input. What it must hold, the server checks.
 */
export async function jsonOf<Value>(options: OptionValues, name: string): Promise<Value | undefined> {
  const given = textOf(options, name);
  return given === undefined ? undefined : await readJson<Value>(given, `--${name}`);
}

/** Reads JSON as {@linkcode jsonOf} does. */
export async function readJson<Value>(given: string, what: string): Promise<Value> {
  const content =
    given === "-"
      ? await text(process.stdin)
      : given.startsWith("@")
        ? await readFile(given.slice(1), "utf8")
        : given;
  try {
    return JSON.parse(content) as Value;
  } catch (cause) {
    throw new Error(`Cannot go on as ${what} must be JSON: ${(cause as Error).message}`, { cause });
  }
}
