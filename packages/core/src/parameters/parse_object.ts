import { SpecError } from "../errors/spec_error.ts";
import { nearest } from "./nearest.ts";

/** Where something stands in a spec, and what is being done there, for errors. */
export interface SpecLocation {
  readonly action: string;
  readonly path: string;
}

/** `path.key`, or `key` at the top. */
export function joinPath(path: string, key: string): string {
  return path === "" ? key : `${path}.${key}`;
}

/** A plain object without unknown keys. @throws {SpecError} If it is not an object, or has another key. */
export function parseObject(
  value: unknown,
  keys: readonly string[],
  location: SpecLocation,
): Readonly<Record<string, unknown>> {
  const { action, path } = location;
  const where = path === "" ? "it" : path;
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new SpecError({ action, path, rule: `${where} must be an object`, received: value });
  }
  for (const key of Object.keys(value)) {
    if (!keys.includes(key)) {
      const near = nearest(key, keys);
      const hint =
        near === undefined
          ? `one of ${keys.join(", ")}`
          : `one of ${keys.join(", ")} (did you mean ${near}?)`;
      throw new SpecError({
        action,
        path: joinPath(path, key),
        rule: `each key of ${where} must be ${hint}`,
        received: key,
      });
    }
  }
  return value as Readonly<Record<string, unknown>>;
}

/** The only key of an object and its value. @throws {SpecError} If there is not exactly one known key. */
export function parseOneKey(
  value: unknown,
  keys: readonly string[],
  location: SpecLocation,
): readonly [key: string, value: unknown] {
  const object = parseObject(value, keys, location);
  const entries = Object.entries(object).filter(([, entry]) => entry !== undefined && entry !== null);
  if (entries.length !== 1) {
    const rule = `${location.path} must have exactly one key, one of ${keys.join(", ")}`;
    throw new SpecError({ ...location, rule, received: entries.map(([key]) => key) });
  }
  return entries[0]!;
}
