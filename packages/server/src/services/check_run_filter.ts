import { InvalidInputError } from "../errors/invalid_input_error.ts";
import type { RunFilter } from "../store/run_filter.ts";

const mostConditions = 50;
const mostDepth = 6;
const mostItems = 1000;

/**
 * Refuses a filter that would be more work than a question is worth.
 *
 * @throws {InvalidInputError} With what there is too much of.
 */
export function checkRunFilter(filter: RunFilter): void {
  let conditions = 0;
  visit(filter, 1);

  function visit(each: RunFilter, depth: number): void {
    refuse("depth", depth, mostDepth);
    for (const [key, value] of Object.entries(each) as [string, unknown][]) {
      if (value == null) {
        continue;
      }
      if (key === "and" || key === "or") {
        for (const inner of value as readonly RunFilter[]) {
          visit(inner, depth + 1);
        }
      } else if (key === "not") {
        visit(value as RunFilter, depth + 1);
      } else {
        conditions += 1;
        refuse("number of conditions", conditions, mostConditions);
        checkTexts(value);
        if (Array.isArray(value)) {
          refuse(`number of ${key}`, value.length, mostItems);
        }
      }
    }
  }
}

/** Postgres cannot even compare with some texts that a client may send. */
function checkTexts(value: unknown): void {
  if (typeof value === "string" && value.includes("\0")) {
    throw new InvalidInputError({
      path: "filter",
      message: "Cannot filter runs as texts of the filter must have no character 0",
    });
  }
  if (typeof value === "object" && value !== null) {
    Object.values(value).forEach(checkTexts);
  }
}

function refuse(what: string, value: number, most: number): void {
  if (value > most) {
    throw new InvalidInputError({
      path: "filter",
      received: String(value),
      message: `Cannot filter runs as the filter's ${what} must be at most ${most}: current value is ${value}`,
    });
  }
}
