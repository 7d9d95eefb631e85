import { gridPoint, gridSize } from "./grid_points.ts";
import type { SampleContext, SamplerDefinition } from "./sampler_definition.ts";
import type { Coordinates } from "./search_space.ts";
import type { TrialMaker } from "./trial_specs.ts";

/** Parameters of `grid`. */
export interface GridParameters {
  readonly points: number;
}

/** Every combination once, in order; what is left out of a trial makes no other one. */
export function* gridTrials({ space, settle }: TrialMaker, points: number): Generator<Coordinates, void> {
  const seen = new Set<string>();
  const size = gridSize(space, points);
  for (let index = 0; index < size; index++) {
    const coordinates = settle(gridPoint(space, points, index));
    const text = JSON.stringify(coordinates);
    if (!seen.has(text)) {
      seen.add(text);
      yield coordinates;
    }
  }
}

/** Every combination, in order: choices and whole numbers as they are, ranges as evenly spaced points. */
export const grid: SamplerDefinition<"grid", GridParameters> = {
  id: "grid",
  summary: "Every combination of the values, in order.",
  parameters: {
    points: {
      kind: "int",
      summary: "Values of each range, its ends among them; of a logarithmic one by equal factors.",
      minimum: 2,
      maximum: 1000,
      default: 5,
    },
  },
  documentation: {
    formula: "trials = product over dimensions of their values; the last dimension changes first",
    advice:
      "For two or three dimensions with few values each, and to see how they go together. With more dimensions random finds as good a trial sooner, as it tries another value of each dimension every time.",
    reference: "Bergstra and Bengio, Random Search for Hyper-Parameter Optimization, 2012, JMLR 13",
    example: { grid: { points: 3 } },
  },
  sample: (context: SampleContext, { points }: GridParameters): Coordinates | null => {
    const { maker, observations } = context;
    const tried = new Set(observations.map(({ coordinates }) => JSON.stringify(coordinates)));
    for (const coordinates of gridTrials(maker, points)) {
      if (!tried.has(JSON.stringify(coordinates))) {
        return coordinates;
      }
    }
    return null;
  },
};
