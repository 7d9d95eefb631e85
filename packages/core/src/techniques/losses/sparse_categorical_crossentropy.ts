import { add, mul, sparseSoftmaxCrossEntropy, sub } from "../../graph/ops/mod.ts";
import { type CrossentropyParameters, categoricalCrossentropy } from "./categorical_crossentropy.ts";
import { LABEL_SMOOTHING } from "./label_smoothing.ts";
import type { LossDefinition } from "./loss_definition.ts";

/** Cross-entropy of a softmax and a label: `-log(score_label)`. */
export const sparseCategoricalCrossentropy: LossDefinition<
  "sparseCategoricalCrossentropy",
  CrossentropyParameters
> = {
  id: "sparseCategoricalCrossentropy",
  summary: "Cross-entropy of a softmax and a label.",
  parameters: { labelSmoothing: LABEL_SMOOTHING },
  documentation: {
    formula:
      "loss = -(1 - labelSmoothing) log(score_label) - labelSmoothing / classes sum over c of log(score_c)",
    advice:
      "The loss to begin with where each image has one class. A labelSmoothing of 0.1 keeps scores from growing without end, which often helps accuracy and calibration; Keras has it for one-hot labels only. Keras: SparseCategoricalCrossentropy.",
    reference:
      "Szegedy and others, Rethinking the Inception Architecture for Computer Vision, 2016, arXiv 1512.00567",
    example: { sparseCategoricalCrossentropy: { labelSmoothing: 0.1 } },
  },
  ending: "softmax",
  multiLabel: false,
  losses: (parameters, logits, targets) => {
    if ("rows" in targets || parameters.labelSmoothing !== 0) {
      return categoricalCrossentropy.losses(parameters, logits, targets);
    }
    // one op, which engines have a kernel for
    const { labels, second } = targets;
    const first = sparseSoftmaxCrossEntropy(logits, labels);
    return second === undefined
      ? first
      : add(first, mul(second.weights, sub(sparseSoftmaxCrossEntropy(logits, second.labels), first)));
  },
};
