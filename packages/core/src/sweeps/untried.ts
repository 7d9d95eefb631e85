import { gridPoint, gridSize } from "./grid_points.ts";
import type { SampleContext } from "./sampler_definition.ts";
import type { Coordinates } from "./search_space.ts";

/** Draws before it is looked for what is left. */
const MOST_DRAWS = 100;
/** The most points of a space that are looked through one by one. */
const MOST_POINTS = 10_000;

/**
 * The first draw that no trial has had: a second training with the same specs and seed would give the same again.
 * @param context What there has been.
 * @param draw Makes the coordinates of a draw, counted from 0.
 * @returns Null if everything has been tried, or nothing else was found.
 */
export function untried(
  { maker, observations }: Pick<SampleContext, "maker" | "observations">,
  draw: (index: number) => Coordinates,
): Coordinates | null {
  const tried = new Set(observations.map(({ coordinates }) => JSON.stringify(coordinates)));
  for (let index = 0; index < MOST_DRAWS; index++) {
    const coordinates = maker.settle(draw(index));
    if (!tried.has(JSON.stringify(coordinates))) {
      return coordinates;
    }
  }
  // So many hits mean that nearly all of a small space has been tried.
  const size = gridSize(maker.space, null);
  for (let index = 0; size <= MOST_POINTS && index < size; index++) {
    const coordinates = maker.settle(gridPoint(maker.space, null, index));
    if (!tried.has(JSON.stringify(coordinates))) {
      return coordinates;
    }
  }
  return null;
}
