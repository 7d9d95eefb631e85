import * as t from "../../graph/ops/mod.ts";
import type { ActivationDefinition } from "./activation_definition.ts";

/**
 * Cuts negative values to 0: `f(x) = max(x, 0)`.
 * @see Nair and Hinton, Rectified Linear Units Improve Restricted Boltzmann Machines, 2010, ICML
 */
export const relu: ActivationDefinition<"relu"> = {
  id: "relu",
  summary: "Cuts negative values to 0.",
  parameters: {},
  documentation: {
    formula: "f(x) = max(x, 0)",
    advice:
      "The default behind convolutions: cheap, and its slope of 1 does not fade through many layers. A unit that never gets above 0 learns nothing more; leakyRelu keeps it alive. Keras: relu.",
    reference: "Nair and Hinton, Rectified Linear Units Improve Restricted Boltzmann Machines, 2010, ICML",
    example: { activation: { function: "relu" } },
  },
  build: t.relu,
};
