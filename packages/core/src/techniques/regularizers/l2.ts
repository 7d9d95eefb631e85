import { mul, sum } from "../../graph/ops/mod.ts";
import { type FactorParameters, penaltyFactor } from "./l1.ts";
import type { RegularizerDefinition } from "./regularizer_definition.ts";

/** A penalty of squares: `factor sum(w^2)`. */
export const l2: RegularizerDefinition<"l2", FactorParameters> = {
  id: "l2",
  summary: "A penalty of squares, which keeps weights small.",
  parameters: { factor: penaltyFactor("How much the sum of squares counts.") },
  documentation: {
    formula: "factor sum(w^2)",
    advice:
      "With `sgd` and `momentum` the same as weight decay of 2 factor; with `adam` prefer `weightDecay`. The default is that of Keras and strong; 1e-4 to 5e-4 are usual for convolutional networks.",
    reference: "Krogh and Hertz, A simple weight decay can improve generalization, 1991",
    example: { l2: { factor: 0.0005 } },
  },
  penalty: ({ factor }, value) => mul(sum(mul(value, value)), factor),
};
