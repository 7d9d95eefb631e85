import { reshape } from "../graph/ops/mod.ts";
import { sizeOf } from "../graph/tensor_type.ts";
import { type CommonParameters, type LayerDefinition, NAME_PARAMETER } from "./layer_definition.ts";

/** Turns each example into one row, in row-major order. */
export const flatten: LayerDefinition<"flatten", CommonParameters> = {
  id: "flatten",
  summary: "Turns each example into one row.",
  documentation: {
    formula: "y = x in row-major order, one row an example",
    advice:
      "Put it between the last image and the first dense layer; globalAveragePool2d in its place needs fewer weights. Keras: Flatten.",
    reference: "Fukushima, Neocognitron, 1980, Biological Cybernetics 36",
    example: { flatten: {} },
  },
  parameters: { name: NAME_PARAMETER },
  outputShape: (input) => [sizeOf(input)],
  weights: () => [],
  build: (_context, x) => reshape(x, [x.shape[0]!, sizeOf(x.shape.slice(1))]),
};
