import * as t from "../../graph/ops/mod.ts";
import type { ActivationDefinition } from "./activation_definition.ts";
/**
 * Squashes values into (-1, 1): `f(x) = tanh(x)`.
 * @see LeCun, Bottou, Orr and Mueller, Efficient BackProp, 1998, Springer LNCS 1524
 */
export const tanh: ActivationDefinition<"tanh"> = {
  id: "tanh",
  summary: "Squashes values into (-1, 1).",
  parameters: {},
  documentation: {
    formula: "f(x) = tanh(x)",
    advice:
      "A sigmoid around 0, the classic of LeNet; in deep networks its slopes fade, so prefer relu. Keras: tanh.",
    reference: "LeCun, Bottou, Orr and Mueller, Efficient BackProp, 1998, Springer LNCS 1524",
    example: { activation: { function: "tanh" } },
  },
  build: t.tanh,
};
