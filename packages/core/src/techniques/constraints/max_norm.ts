import { add, div, minimum, mul, sqrt, sum } from "../../graph/ops/mod.ts";
import type { ConstraintDefinition } from "./constraint_definition.ts";

/** Parameters of `maxNorm`. */
export interface MaxNormParameters {
  readonly limit: number;
}

/** What Keras adds to the norm that it divides by. */
const EPSILON = 1e-7;

/**
 * Scales what leads to each output of a kernel down to a largest norm.
 * `w = w min(n, limit) / (n + 1e-7)`, where n is the norm over all axes but the last, as Keras's `MaxNorm` over those axes.
 * @see Srivastava and others, Dropout, 2014
 */
export const maxNorm: ConstraintDefinition<"maxNorm", MaxNormParameters> = {
  id: "maxNorm",
  summary: "Scales what leads to each output of a kernel down to a largest norm.",
  parameters: {
    limit: {
      kind: "float",
      summary: "Largest norm of the weights of one output.",
      minimum: 0,
      exclusiveMinimum: true,
      default: 2,
    },
  },
  documentation: {
    formula: "w = w min(n, limit) / (n + 1e-7), n = sqrt(sum of w^2 over all axes but the last)",
    advice:
      "Allows high rates with dropout, for which it was proposed with limits of 3 to 4; the default of 2 is that of Keras. Not needed with batch normalisation.",
    reference: "Srivastava, Hinton, Krizhevsky, Sutskever and Salakhutdinov, Dropout, 2014",
    example: { maxNorm: { limit: 3 } },
  },
  apply: ({ limit }, kernel) => {
    const axes = kernel.shape.slice(1).map((_size, axis) => axis);
    const norm = sqrt(sum(mul(kernel, kernel), { axes, keepDims: true }));
    return mul(kernel, div(minimum(norm, limit), add(norm, EPSILON)));
  },
};
