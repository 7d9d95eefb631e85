import { gridPoint, gridSize } from "./grid_points.ts";
import type { SampleContext, SamplerDefinition } from "./sampler_definition.ts";
import type { Coordinates } from "./search_space.ts";

/** Parameters of `grid`. */
export interface GridParameters {
  readonly points: number;
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
    const size = gridSize(maker.space, points);
    const tried = new Set(observations.map(({ coordinates }) => JSON.stringify(coordinates)));
    for (let index = 0; index < size; index++) {
      const coordinates = maker.settle(gridPoint(maker.space, points, index));
      if (!tried.has(JSON.stringify(coordinates))) {
        return coordinates;
      }
    }
    return null;
  },
};
