import * as t from "../../graph/ops/mod.ts";
import type { ActivationDefinition } from "./activation_definition.ts";
import { fallBelow } from "./elu.ts";

const SCALE = 1.050_700_987_355_480_5;
const ALPHA = 1.673_263_242_354_377_2;

/**
 * A scaled elu whose outputs drift towards mean 0 and deviation 1: `f(x) = 1.0507 x if x >= 0, 1.0507 * 1.6733 (exp(x) - 1) otherwise`.
 * @see Klambauer, Unterthiner, Mayr and Hochreiter, Self-Normalizing Neural Networks, 2017, arXiv:1706.02515
 */
export const selu: ActivationDefinition<"selu"> = {
  id: "selu",
  summary: "A scaled elu whose outputs drift towards mean 0 and deviation 1.",
  parameters: {},
  documentation: {
    formula: "f(x) = 1.0507 x if x >= 0, 1.0507 * 1.6733 (exp(x) - 1) otherwise",
    advice:
      "For deep stacks of dense layers without normalisation, from lecunNormal kernels; with batchNorm it has no advantage. Keras: selu.",
    reference:
      "Klambauer, Unterthiner, Mayr and Hochreiter, Self-Normalizing Neural Networks, 2017, arXiv:1706.02515",
    example: { activation: { function: "selu" } },
  },
  build: (x) => t.mul(fallBelow(x, ALPHA), SCALE),
};
