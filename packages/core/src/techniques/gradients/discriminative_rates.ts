import type { GradientDefinition } from "./gradient_definition.ts";
import { scaledSteps } from "./scaled_steps.ts";

/** Parameters of `discriminativeRates`. */
export interface DiscriminativeRatesParameters {
  readonly factor: number;
}

/** The part of a weight's path that names its top-level layer: `layers.3` of `layers.3.layers.0.kernel`. */
function layerOf(path: string): string {
  return path.split(".").slice(0, 2).join(".");
}

/**
 * Lowers the learning rate from layer to layer, from the head down to the first.
 * Steps are scaled as a whole, weight decay included.
 * @see Howard and Ruder, Universal language model fine-tuning for text classification, 2018, arXiv 1801.06146
 */
export const discriminativeRates: GradientDefinition<"discriminativeRates", DiscriminativeRatesParameters> = {
  id: "discriminativeRates",
  summary: "Lowers the learning rate from layer to layer, from the head down to the first.",
  parameters: {
    factor: {
      kind: "float",
      summary: "Rate of a layer as a part of that of the next one.",
      minimum: 0,
      exclusiveMinimum: true,
      maximum: 1,
      default: 0.5,
    },
  },
  documentation: {
    formula:
      "w = w + factor^d (w' - w), where w' is what the optimizer would make of w and d layers with weights follow",
    advice:
      "For fine-tuning a trained network: first layers, whose features are general, move least. Its authors divide by 2.6 for language models; a convolutional network of five to ten layers does well with 0.5. Layers count at the top level, so a residual block is one.",
    reference:
      "Howard and Ruder, Universal language model fine-tuning for text classification, 2018, arXiv 1801.06146",
    example: { discriminativeRates: { factor: 0.5 } },
  },
  place: "depthRate",
  apply: ({ parameters: { factor }, context }) => {
    // Frozen layers come first, so those that are trained are counted from the head all the same
    const layers = [...new Set(context.weights.map(({ name }) => layerOf(name)))];
    const factors = new Map<string, number>();
    let current = 1;
    for (const layer of layers.reverse()) {
      factors.set(layer, current);
      current *= factor;
    }
    return scaledSteps(context, ({ name }) => factors.get(layerOf(name))!);
  },
};
