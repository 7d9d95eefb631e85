/** A value that a trial may put into a spec: a number, a word, a technique, a list of layers, or null for none. */
export type SearchValue =
  | number
  | string
  | boolean
  | null
  | readonly SearchValue[]
  | { readonly [key: string]: SearchValue };

/** Where the values of a dimension come from: exactly one of these. */
export type SearchDomain =
  | { readonly choice: { readonly values: readonly SearchValue[] } }
  | { readonly uniform: { readonly low: number; readonly high: number } }
  | { readonly logUniform: { readonly low: number; readonly high: number } }
  | { readonly integers: { readonly low: number; readonly high: number; readonly step: number } };

/** One place of the specs, and what a trial may put there. */
export interface SearchDimension {
  /** Such as `train.optimizer.adam.learningRate` or `model.layers[0].conv2d.filters`. */
  readonly path: string;
  readonly domain: SearchDomain;
}

/** All that a sweep varies. */
export type SearchSpace = readonly SearchDimension[];

/**
 * A trial's place in a space, a number for each dimension: the index of a choice, or the value in a range.
 * Null for a dimension whose place does not exist in the trial, as another dimension chose something else there.
 */
export type Coordinates = readonly (number | null)[];

/** The value that a coordinate stands for. */
export function searchValue({ domain }: SearchDimension, coordinate: number): SearchValue {
  return "choice" in domain ? domain.choice.values[coordinate]! : coordinate;
}

/** How many whole numbers a range has. */
export function integerCount({
  low,
  high,
  step,
}: {
  readonly low: number;
  readonly high: number;
  readonly step: number;
}): number {
  return Math.floor((high - low) / step) + 1;
}
