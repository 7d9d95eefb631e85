import * as t from "../../graph/ops/mod.ts";
import type { ActivationDefinition } from "./activation_definition.ts";

/**
 * Cuts values below 0 and above 6: `f(x) = min(max(x, 0), 6)`. At both ends the slope is 0, as in TensorFlow.
 * @see Krizhevsky, Convolutional Deep Belief Networks on CIFAR-10, 2010, University of Toronto
 */
export const relu6: ActivationDefinition<"relu6"> = {
  id: "relu6",
  summary: "Cuts values below 0 and above 6.",
  parameters: {},
  documentation: {
    formula: "f(x) = min(max(x, 0), 6)",
    advice:
      "relu with a ceiling, so that activations fit numbers of few bits; the choice of the first MobileNets. Keras: relu6.",
    reference: "Krizhevsky, Convolutional Deep Belief Networks on CIFAR-10, 2010, University of Toronto",
    example: { activation: { function: "relu6" } },
  },
  build: (x) => t.minimum(6, t.relu(x)),
};
