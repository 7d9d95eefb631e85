import { InvalidInputError } from "../errors/invalid_input_error.ts";
import { checkText, type TextRule } from "./check_text.ts";

/** Spaces at either end, line ends, or nothing that can be seen. */
const confusing = /^\s|\s$|[\n\t\u2028\u2029\u202a-\u202e\u2066-\u2069]|^[\p{Cf}\s]*$/u;

/**
 * Checks a name by which things are found, and writes its characters in the one form that is compared: what looks the
 * same on a screen is the same name, wherever it was typed.
 *
 * @returns The name in Unicode's form NFC.
 * @throws {InvalidInputError} With the path and the value.
 */
export function checkName(value: string, rule: Pick<TextRule, "action" | "path">): string {
  checkText(value, rule);
  if (confusing.test(value)) {
    const received = JSON.stringify(value);
    const { action, path } = rule;
    throw new InvalidInputError({
      path,
      received,
      message: `${action} as ${path} must be one line that can be seen, without spaces at its ends: current value is ${received}`,
    });
  }
  return normalizeName(value);
}

/** The form in which names are kept and looked up. */
export function normalizeName(value: string): string {
  return value.normalize("NFC");
}
