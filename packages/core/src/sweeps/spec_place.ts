import { SpecError } from "../errors/spec_error.ts";
import type { SearchValue } from "./search_space.ts";

/** A place in a variant's specs, step by step: `["train", "optimizer", "adam", "learningRate"]`. */
export type SpecPlace = readonly (string | number)[];

const FORM = /^(?:train|model)(?:\.[A-Za-z][A-Za-z0-9]*|\[\d{1,4}\])*$/;
const STEP = /[A-Za-z][A-Za-z0-9]*|\d+/g;
const LONGEST = 200;

/**
 * Reads a place such as `train.optimizer.adam.learningRate` or `model.layers[0].conv2d.filters`.
 * @param text The place.
 * @param path Where it stands, for errors.
 * @throws {SpecError} If it is none.
 */
export function parseSpecPlace(text: string, path: string): SpecPlace {
  if (text.length > LONGEST || !FORM.test(text)) {
    throw new SpecError({
      action: "Cannot read the search space",
      path,
      rule: `${path} must be like train.optimizer.adam.learningRate or model.layers[0].conv2d.filters`,
      received: text,
    });
  }
  return [...text.matchAll(STEP)].map(([step]) => (/^\d/.test(step) ? Number(step) : step));
}

/** Whether a place begins with all of another, shorter one. */
export function isWithin(place: SpecPlace, outer: SpecPlace): boolean {
  return place.length > outer.length && outer.every((step, index) => place[index] === step);
}

/**
 * Whether a value has somewhere to put what `rest` leads to: all that leads there, and in a list the item itself.
 * The last key need not be there, as what has a default may be left out.
 */
export function hasPlace(value: SearchValue, rest: SpecPlace): boolean {
  let current: unknown = value;
  for (const [index, step] of rest.entries()) {
    if (
      typeof current !== "object" ||
      current === null ||
      Array.isArray(current) !== (typeof step === "number")
    ) {
      return false;
    }
    const isThere =
      Object.hasOwn(current, step) && (current as Record<string | number, unknown>)[step] !== undefined;
    if (!isThere) {
      return index === rest.length - 1 && typeof step === "string";
    }
    current = (current as Record<string | number, unknown>)[step];
  }
  return true;
}

/** A copy of a value that has something else at a place; what is not on the way there is shared. */
export function withValueAt(value: SearchValue, place: SpecPlace, set: SearchValue): SearchValue {
  const [step, ...rest] = place;
  if (step === undefined) {
    return set;
  }
  const inner = (value as Readonly<Record<string | number, SearchValue>>)[step] ?? null;
  const changed = withValueAt(inner, rest, set);
  return Array.isArray(value)
    ? (value as readonly SearchValue[]).with(step as number, changed)
    : { ...(value as object), [step]: changed };
}
