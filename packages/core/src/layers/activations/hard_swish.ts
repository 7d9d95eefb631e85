import * as t from "../../graph/ops/mod.ts";
import type { ActivationDefinition } from "./activation_definition.ts";
import { relu6 } from "./relu6.ts";
/**
 * swish from straight pieces: `f(x) = x min(max(x + 3, 0), 6) / 6`.
 * @see Howard et al., Searching for MobileNetV3, 2019, arXiv:1905.02244
 */
export const hardSwish: ActivationDefinition<"hardSwish"> = {
  id: "hardSwish",
  summary: "swish from straight pieces.",
  parameters: {},
  documentation: {
    formula: "f(x) = x min(max(x + 3, 0), 6) / 6",
    advice:
      "swish without an exponential, for small and fast networks: 0 below -3, x above 3. Keras: hard_silu.",
    reference: "Howard et al., Searching for MobileNetV3, 2019, arXiv:1905.02244",
    example: { activation: { function: "hardSwish" } },
  },
  build: (x) => t.mul(x, t.mul(relu6.build(t.add(x, 3)), 1 / 6)),
};
