import { add, mean, mul, neg, softplus, sub } from "../../graph/ops/mod.ts";
import { LABEL_SMOOTHING, smoothRows } from "./label_smoothing.ts";
import type { LossDefinition } from "./loss_definition.ts";
import { targetRows } from "./target_rows.ts";

/** Parameters of `binaryCrossentropy`. */
export interface BinaryCrossentropyParameters {
  readonly labelSmoothing: number;
}

/** Cross-entropy of each class by itself, as a mean over the classes: `-(y log(score) + (1 - y) log(1 - score))`. */
export const binaryCrossentropy: LossDefinition<"binaryCrossentropy", BinaryCrossentropyParameters> = {
  id: "binaryCrossentropy",
  summary: "Cross-entropy of each class by itself, for images to which several classes apply.",
  parameters: { labelSmoothing: LABEL_SMOOTHING },
  documentation: {
    formula:
      "loss = -mean over c of (y_c log(score_c) + (1 - y_c) log(1 - score_c)), y = target (1 - labelSmoothing) + labelSmoothing / 2",
    advice:
      "For several classes an image, with sigmoid as the last activation. With one class an image it works too, but scores need not sum to 1, and sparseCategoricalCrossentropy mostly learns faster. As a mean over the classes, it and its gradients are that many times smaller. Keras: BinaryCrossentropy.",
    reference: "Bishop, Pattern Recognition and Machine Learning, 2006, section 5.2",
    example: { binaryCrossentropy: { labelSmoothing: 0.05 } },
  },
  ending: "sigmoid",
  multiLabel: true,
  losses: ({ labelSmoothing }, logits, targets) => {
    const rows = smoothRows(targetRows(targets, logits.shape[1]!), labelSmoothing, 0.5);
    // -log(sigmoid(x)) = softplus(-x), and for the class that does not hold softplus(x): no digits are lost on either side
    const losses = add(mul(rows, softplus(neg(logits))), mul(sub(1, rows), softplus(logits)));
    return mean(losses, { axes: [1] });
  },
};
