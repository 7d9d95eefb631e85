import { abs, mul, sum } from "../../graph/ops/mod.ts";
import type { FloatParameter } from "../../parameters/parameter_definition.ts";
import type { RegularizerDefinition } from "./regularizer_definition.ts";

/** Parameters of `l1` and of `l2`. */
export interface FactorParameters {
  readonly factor: number;
}

/** How much a penalty counts. */
export function penaltyFactor(summary: string): FloatParameter {
  return { kind: "float", summary, minimum: 0, default: 0.01 };
}

/** A penalty of absolute values: `factor sum(|w|)`. */
export const l1: RegularizerDefinition<"l1", FactorParameters> = {
  id: "l1",
  summary: "A penalty of absolute values, which makes many of them about 0.",
  parameters: { factor: penaltyFactor("How much the sum of absolute values counts.") },
  documentation: {
    formula: "factor sum(|w|)",
    advice:
      "Pulls every weight by the same force, so many end near 0: to see which inputs count, or before pruning. The default is that of Keras and strong; start at 1e-5.",
    reference: "Tibshirani, Regression shrinkage and selection via the lasso, 1996",
    example: { l1: { factor: 0.00001 } },
  },
  penalty: ({ factor }, value) => mul(sum(abs(value)), factor),
};
