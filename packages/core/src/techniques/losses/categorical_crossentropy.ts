import { mul, neg, sum } from "../../graph/ops/mod.ts";
import { LABEL_SMOOTHING, smoothRows } from "./label_smoothing.ts";
import { logSoftmax } from "./log_softmax.ts";
import type { LossDefinition } from "./loss_definition.ts";
import { targetRows } from "./target_rows.ts";

/** Parameters of `categoricalCrossentropy` and of `sparseCategoricalCrossentropy`. */
export interface CrossentropyParameters {
  readonly labelSmoothing: number;
}

/** Cross-entropy of a softmax and a row of targets: `-sum over c of target_c log(score_c)`. */
export const categoricalCrossentropy: LossDefinition<"categoricalCrossentropy", CrossentropyParameters> = {
  id: "categoricalCrossentropy",
  summary: "Cross-entropy of a softmax and a row of targets, which holds a 1 at the label.",
  parameters: { labelSmoothing: LABEL_SMOOTHING },
  documentation: {
    formula:
      "loss = -sum over c of y_c log(score_c), y = onehot(label) (1 - labelSmoothing) + labelSmoothing / classes",
    advice:
      "The same numbers as sparseCategoricalCrossentropy, by way of a row for each example: the form to compare with a Keras model that was trained on one-hot labels. A labelSmoothing of 0.1 is usual. Keras: CategoricalCrossentropy.",
    reference: "Goodfellow, Bengio and Courville, Deep Learning, 2016, section 6.2.2",
    example: { categoricalCrossentropy: { labelSmoothing: 0.1 } },
  },
  ending: "softmax",
  multiLabel: false,
  losses: ({ labelSmoothing }, logits, targets) => {
    const classes = logits.shape[1]!;
    const rows = smoothRows(targetRows(targets, classes), labelSmoothing, 1 / classes);
    return neg(sum(mul(rows, logSoftmax(logits)), { axes: [1] }));
  },
};
