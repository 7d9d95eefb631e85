import type { NoParameters } from "../parameters/entry_definition.ts";
import { drawCoordinate } from "./draw_coordinate.ts";
import type { SampleContext, SamplerDefinition } from "./sampler_definition.ts";
import type { Coordinates } from "./search_space.ts";
import { sweepUniform } from "./sweep_uniform.ts";
import { untried } from "./untried.ts";

/** Draws each dimension by itself, whatever has come out before; nothing comes twice. */
export function sampleRandom(context: SampleContext): Coordinates | null {
  const { maker, seed, number } = context;
  return untried(context, (draw) =>
    maker.space.map((one, dimension) =>
      drawCoordinate(one, sweepUniform({ seed, number, dimension, draw })[0]),
    ),
  );
}

/** Values at random, each dimension by itself. */
export const random: SamplerDefinition<"random", NoParameters> = {
  id: "random",
  summary: "Values at random, each dimension by itself, and no combination twice.",
  parameters: {},
  documentation: {
    formula:
      "each value is drawn from its domain: choices alike, ranges evenly, logarithmic ones by their logarithm",
    advice:
      "The baseline that others must beat, and a good one where trials run side by side. Unlike grid it tries another value of each dimension in every trial, so dimensions that do not matter cost nothing.",
    reference: "Bergstra and Bengio, Random Search for Hyper-Parameter Optimization, 2012, JMLR 13",
    example: { random: {} },
  },
  sample: sampleRandom,
};
