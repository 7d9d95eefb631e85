import { SpecError } from "../../errors/spec_error.ts";
import type { ParameterInput } from "../../parameters/parameter_definition.ts";
import type { GradientDefinition } from "./gradient_definition.ts";
import { scaledSteps } from "./scaled_steps.ts";

/** Parameters of `layerRates`. */
export interface LayerRatesParameters {
  readonly layers: readonly string[];
  readonly factors: readonly number[];
}

/** Whether a weight's path begins with a pattern's parts; `*` stands for any one part. */
function matches(pattern: string, path: string): boolean {
  const parts = path.split(".");
  return pattern.split(".").every((part, i) => part === "*" || part === parts[i]);
}

/**
 * Multiplies the learning rate of some layers.
 * Steps are scaled as a whole, weight decay included; every optimizer's step is proportional to its rate. A factor of 0 leaves a layer as it is.
 */
export const layerRates: GradientDefinition<
  "layerRates",
  LayerRatesParameters,
  ParameterInput<LayerRatesParameters, "layers" | "factors">
> = {
  id: "layerRates",
  summary: "Multiplies the learning rate of some layers.",
  parameters: {
    layers: {
      kind: "texts",
      summary: "Begins of weights' paths, such as `layers.0` or `layers.*.bias`; the first that fits counts.",
      maximumLength: 256,
      minimumLength: 1,
    },
    factors: {
      kind: "floats",
      summary: "The factor of each, of the rate.",
      minimum: 0,
      minimumLength: 1,
    },
  },
  documentation: {
    formula: "w = w + factor (w' - w), where w' is what the optimizer would make of w",
    advice:
      "For fine-tuning: early layers of a trained network at a tenth of the rate, or at 0. What no pattern fits has the factor 1.",
    reference: "Howard and Ruder, Universal language model fine-tuning, 2018, arXiv 1801.06146",
    example: { layerRates: { layers: ["layers.0"], factors: [0.1] } },
  },
  check: ({ layers, factors }) =>
    layers.length === factors.length
      ? null
      : { parameter: "factors", rule: "have one entry for each of layers" },
  place: "layerRate",
  apply: ({ parameters: { layers, factors }, context }) => {
    const paths = [...context.weights.map(({ name }) => name), ...(context.frozen ?? [])];
    for (const pattern of layers) {
      if (!paths.some((path) => matches(pattern, path))) {
        throw new SpecError({
          action: 'Cannot use "layerRates"',
          path: "gradients",
          rule: `each of layers must be the begin of a weight's path, such as ${paths[0]}`,
          received: pattern,
        });
      }
    }
    return scaledSteps(context, ({ name }) => {
      return factors[layers.findIndex((pattern) => matches(pattern, name))] ?? 1;
    });
  },
};
