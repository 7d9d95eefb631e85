import { SpecError } from "../errors/spec_error.ts";
import { parseObject, parseOneKey } from "../parameters/parse_object.ts";
import type { SearchDimension, SearchDomain, SearchSpace, SearchValue } from "./search_space.ts";
import { parseSpecPlace } from "./spec_place.ts";

const ACTION = "Cannot read the search space";
const MOST_DIMENSIONS = 30;
const MOST_CHOICES = 100;
const KINDS = ["choice", "uniform", "logUniform", "integers"] as const;

function refuse(path: string, rule: string, received: unknown): never {
  throw new SpecError({ action: ACTION, path, rule: `${path} ${rule}`, received });
}

function finite(value: unknown, path: string): number {
  return typeof value === "number" && Number.isFinite(value)
    ? value
    : refuse(path, "must be a finite number", value);
}

function parseBounds(object: Readonly<Record<string, unknown>>, path: string): { low: number; high: number } {
  const low = finite(object["low"], `${path}.low`);
  const high = finite(object["high"], `${path}.high`);
  return low < high ? { low, high } : refuse(`${path}.high`, `must be above low (${low})`, high);
}

function parseDomain(value: unknown, path: string): SearchDomain {
  const [kind, given] = parseOneKey(value, KINDS, { action: ACTION, path });
  const place = `${path}.${kind}`;
  const location = { action: ACTION, path: place };
  if (kind === "choice") {
    const { values } = parseObject(given, ["values"], location);
    if (!Array.isArray(values) || values.length < 1 || values.length > MOST_CHOICES) {
      return refuse(`${place}.values`, `must be a list of 1 to ${MOST_CHOICES} values`, values);
    }
    const seen = new Set<string>();
    for (const [index, each] of values.entries()) {
      const text = JSON.stringify(each);
      if (seen.has(text)) {
        refuse(`${place}.values[${index}]`, "must not be there twice", each);
      }
      seen.add(text);
    }
    return { choice: { values: values as SearchValue[] } };
  }
  if (kind === "integers") {
    const object = parseObject(given, ["low", "high", "step"], location);
    const { low, high } = parseBounds(object, place);
    const step = object["step"] ?? 1;
    for (const [name, each] of Object.entries({ low, high, step })) {
      if (!Number.isSafeInteger(each)) {
        refuse(`${place}.${name}`, "must be a whole number", each);
      }
    }
    if ((step as number) < 1 || (step as number) > high - low) {
      refuse(`${place}.step`, `must be 1 to ${high - low}`, step);
    }
    return { integers: { low, high, step: step as number } };
  }
  const bounds = parseBounds(parseObject(given, ["low", "high"], location), place);
  if (kind === "uniform") {
    return { uniform: bounds };
  }
  return bounds.low > 0 ? { logUniform: bounds } : refuse(`${place}.low`, "must be above 0", bounds.low);
}

/**
 * Reads a search space; whether its values make valid specs shows when a trial is made of them.
 * @throws {SpecError} At the first thing that is not valid, with its path, such as `space[2].domain.uniform.high`, and value.
 */
export function parseSearchSpace(value: unknown): SearchSpace {
  if (!Array.isArray(value) || value.length < 1 || value.length > MOST_DIMENSIONS) {
    return refuse("space", `must be a list of 1 to ${MOST_DIMENSIONS} dimensions`, value);
  }
  const paths = new Set<string>();
  return value.map((each: unknown, index): SearchDimension => {
    const path = `space[${index}]`;
    const object = parseObject(each, ["path", "domain"], { action: ACTION, path });
    const text = typeof object["path"] === "string" ? object["path"] : "";
    parseSpecPlace(text, `${path}.path`);
    if (paths.has(text)) {
      refuse(`${path}.path`, "must not be there twice", text);
    }
    paths.add(text);
    return { path: text, domain: parseDomain(object["domain"], `${path}.domain`) };
  });
}
