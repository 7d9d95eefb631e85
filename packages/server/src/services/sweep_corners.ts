import type { Coordinates, SearchDimension, TrialMaker } from "@convzoo/core";

/** No whole number lies there, whatever whole numbers the ends are. */
const within = (Math.sqrt(5) - 1) / 2;

/**
 * The coordinates at both ends of a dimension; of choices, all. A range also has one that is no whole number, as most of its
 * values are none: where the spec asks for one, the ends alone would not show it.
 */
function endsOf({ domain }: SearchDimension): number[] {
  if ("choice" in domain) {
    return [...domain.choice.values.keys()];
  }
  if ("integers" in domain) {
    const { low, high, step } = domain.integers;
    return [low, low + step * Math.floor((high - low) / step)];
  }
  const { low, high } = "uniform" in domain ? domain.uniform : domain.logUniform;
  return [low, low + (high - low) * within, high];
}

/**
 * The trials that show what is wrong with a dimension: its ends, with all else as in the base. A dimension that lies
 * within what others choose is tried within the first of their choices that have its place.
 */
export function cornersOf(maker: TrialMaker): Coordinates[] {
  const { space } = maker;
  const none: Coordinates = space.map(() => null);
  const isInForce = (coordinates: Coordinates, index: number): boolean =>
    maker.settle(coordinates)[index] !== null;
  return space.flatMap((dimension, index) =>
    endsOf(dimension).map((end) => {
      const corner = none.with(index, end);
      return isInForce(corner, index) ? corner : enclosed(corner, index);
    }),
  );

  function enclosed(corner: Coordinates, index: number): Coordinates {
    // From the outside in: what is chosen around the dimension, until its place exists
    let made = corner;
    for (const [other, dimension] of space.entries()) {
      const { path } = space[index]!;
      const isAround = path.startsWith(`${dimension.path}.`) || path.startsWith(`${dimension.path}[`);
      if (!isAround || !("choice" in dimension.domain)) {
        continue;
      }
      const choices = [...dimension.domain.choice.values.keys()];
      const chosen = choices.find((choice) => isInForce(made.with(other, choice), index));
      made = made.with(other, chosen ?? 0);
    }
    return made;
  }
}
