import { add } from "../../graph/ops/mod.ts";
import { l1 as absolute, penaltyFactor } from "./l1.ts";
import { l2 as squares } from "./l2.ts";
import type { RegularizerDefinition } from "./regularizer_definition.ts";

/** Parameters of `l1l2`. */
export interface L1l2Parameters {
  readonly l1: number;
  readonly l2: number;
}

/** Both penalties at once: `l1 sum(|w|) + l2 sum(w^2)`. */
export const l1l2: RegularizerDefinition<"l1l2", L1l2Parameters> = {
  id: "l1l2",
  summary: "A penalty of absolute values and of squares at once.",
  parameters: {
    l1: penaltyFactor("How much the sum of absolute values counts."),
    l2: penaltyFactor("How much the sum of squares counts."),
  },
  documentation: {
    formula: "l1 sum(|w|) + l2 sum(w^2)",
    advice:
      "The elastic net: few large weights from `l1`, and stable ones from `l2` where inputs go together.",
    reference: "Zou and Hastie, Regularization and variable selection via the elastic net, 2005",
    example: { l1l2: { l1: 0.00001, l2: 0.0005 } },
  },
  penalty: ({ l1, l2 }, value) =>
    add(absolute.penalty({ factor: l1 }, value), squares.penalty({ factor: l2 }, value)),
};
