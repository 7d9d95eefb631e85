import { calibration } from "../calibration.ts";
import type { MetricDefinition } from "./metric_definition.ts";

/** Parameters of `expectedCalibrationError`. */
export interface ExpectedCalibrationErrorParameters {
  readonly bins: number;
}

/**
 * Mean distance between how sure the predictions are and how often they are right.
 *
 * `expectedCalibrationError = sum over bins of (count_b / n) |accuracy_b - confidence_b|`.
 * @see Guo, Pleiss, Sun and Weinberger, On Calibration of Modern Neural Networks, 2017, arXiv 1706.04599
 */
export const expectedCalibrationError: MetricDefinition<
  "expectedCalibrationError",
  ExpectedCalibrationErrorParameters
> = {
  id: "expectedCalibrationError",
  summary: "Mean distance between how sure the predictions are and how often they are right.",
  parameters: {
    bins: {
      kind: "int",
      summary: "Parts of 0 to 1 that confidences are sorted into.",
      minimum: 1,
      maximum: 10_000,
      default: 15,
    },
  },
  documentation: {
    formula: "expectedCalibrationError = sum over bins of (count_b / n) |accuracy_b - confidence_b|",
    advice:
      "Tells whether a probability can be taken at its word: 0 is perfect, above 0.05 is worth a remedy such as label smoothing. With few examples take fewer bins than the usual 15.",
    reference:
      "Guo, Pleiss, Sun and Weinberger, On Calibration of Modern Neural Networks, 2017, arXiv 1706.04599",
    example: { expectedCalibrationError: { bins: 10 } },
  },
  measure: (given, { bins }) => calibration(given, { bins }).expectedError,
};
