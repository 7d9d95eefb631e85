import type { ImageAugmentation } from "./augmentation_definition.ts";
import { scaleContrast } from "./color_changes.ts";
import { amountParameter } from "./common_parameters.ts";

/** Parameters of `contrast`. */
export interface ContrastParameters {
  readonly amount: number;
}

/**
 * Spreads the values of each channel around their mean, or draws them together.
 *
 * `out = mean + uniform(1 - amount, 1 + amount) (in - mean), the mean of the image's channel`.
 * @see Howard, Some Improvements on Deep Convolutional Neural Network Based Image Classification, 2013, arXiv 1312.5402
 */
export const contrast: ImageAugmentation<"contrast", ContrastParameters> = {
  id: "contrast",
  summary: "Spreads the values of each channel around their mean, or draws them together.",
  parameters: { amount: amountParameter("Largest change of the spread, as a part of it.", 0.2) },
  documentation: {
    formula: "out = mean + uniform(1 - amount, 1 + amount) (in - mean), the mean of the image's channel",
    advice:
      "For photographs in haze and harsh light; 0.1 to 0.3. The mean is taken by channel, as in Keras' RandomContrast.",
    reference:
      "Howard, Some Improvements on Deep Convolutional Neural Network Based Image Classification, 2013, arXiv 1312.5402",
    example: { contrast: { amount: 0.2 } },
  },
  transform: (source, target, { parameters: { amount }, size, random }) => {
    scaleContrast({ source, target }, size, random.between(1 - amount, 1 + amount));
  },
};
