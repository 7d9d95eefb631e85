import { exp, log } from "../graph/float_math.ts";
import { integerCount, type SearchDimension, type SearchSpace } from "./search_space.ts";

/** How many values a dimension has on a grid; a range without `points` has no end of them. */
function countOf({ domain }: SearchDimension, points: number | null): number {
  if ("choice" in domain) {
    return domain.choice.values.length;
  }
  return "integers" in domain ? integerCount(domain.integers) : (points ?? Number.POSITIVE_INFINITY);
}

/** How many points a grid has. */
export function gridSize(space: SearchSpace, points: number | null): number {
  return space.reduce((size, dimension) => size * countOf(dimension, points), 1);
}

function valueAt({ domain }: SearchDimension, points: number | null, index: number): number {
  if ("choice" in domain) {
    return index;
  }
  if ("integers" in domain) {
    return domain.integers.low + index * domain.integers.step;
  }
  const { low, high } = "uniform" in domain ? domain.uniform : domain.logUniform;
  const last = (points ?? 1) - 1;
  if (index === last) {
    return high;
  }
  const part = index / last;
  return index === 0
    ? low
    : "uniform" in domain
      ? low + (high - low) * part
      : low * exp(log(high / low) * part);
}

/** A point of a grid by its number; the last dimension changes first. */
export function gridPoint(space: SearchSpace, points: number | null, index: number): readonly number[] {
  let rest = index;
  const coordinates: number[] = [];
  for (const dimension of space.toReversed()) {
    const count = countOf(dimension, points);
    coordinates.unshift(valueAt(dimension, points, rest % count));
    rest = Math.floor(rest / count);
  }
  return coordinates;
}
