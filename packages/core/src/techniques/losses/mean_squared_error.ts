import { mean, mul, sub } from "../../graph/ops/mod.ts";
import type { NoParameters } from "../../parameters/entry_definition.ts";
import type { LossDefinition } from "./loss_definition.ts";
import { targetRows } from "./target_rows.ts";

/** Mean of the squared distances of scores and targets: `mean over c of (score_c - y_c)^2`. */
export const meanSquaredError: LossDefinition<"meanSquaredError", NoParameters> = {
  id: "meanSquaredError",
  summary: "Mean of the squared distances of scores and targets, which are 1 for classes that hold.",
  parameters: {},
  documentation: {
    formula: "loss = mean over c of (score_c - y_c)^2",
    advice:
      "Takes any last layer. After softmax it is the Brier score, which stays bounded for mislabelled images but learns slowly where scores are far off; sparseCategoricalCrossentropy is the one to begin with. Keras: MeanSquaredError.",
    reference:
      "Brier, Verification of forecasts expressed in terms of probability, 1950, Monthly Weather Review 78",
    example: { meanSquaredError: {} },
  },
  ending: null,
  multiLabel: true,
  losses: (_parameters, scores, targets) => {
    const difference = sub(scores, targetRows(targets, scores.shape[1]!));
    return mean(mul(difference, difference), { axes: [1] });
  },
};
