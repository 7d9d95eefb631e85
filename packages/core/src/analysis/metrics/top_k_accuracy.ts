import { topKAccuracy as measureTopK } from "../top_k_accuracy.ts";
import type { MetricDefinition } from "./metric_definition.ts";

/** Parameters of `topKAccuracy`. */
export interface TopKAccuracyParameters {
  readonly k: number;
}

/**
 * Part of the examples whose class is among those with the k highest scores.
 *
 * `topKAccuracy = (examples with fewer than k classes before their own) / n`.
 * @see Russakovsky et al., ImageNet Large Scale Visual Recognition Challenge, 2015, arXiv 1409.0575
 */
export const topKAccuracy: MetricDefinition<"topKAccuracy", TopKAccuracyParameters> = {
  id: "topKAccuracy",
  summary: "Part of the examples whose class is among those with the k highest scores.",
  parameters: {
    k: {
      kind: "int",
      summary: "Number of classes that count as right.",
      minimum: 1,
      maximum: 65536,
      default: 5,
    },
  },
  documentation: {
    formula: "topKAccuracy = (examples with fewer than k classes before their own) / n",
    advice:
      "For many classes, some of which are alike; with few classes take k of 2 or 3. The same default as Keras' TopKCategoricalAccuracy.",
    reference: "Russakovsky et al., ImageNet Large Scale Visual Recognition Challenge, 2015, arXiv 1409.0575",
    example: { topKAccuracy: { k: 2 } },
  },
  measure: (given, { k }) => measureTopK(given, k),
};
