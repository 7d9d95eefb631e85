import type { ImageAugmentation } from "./augmentation_definition.ts";
import { addBrightness } from "./color_changes.ts";
import { amountParameter } from "./common_parameters.ts";

/** Parameters of `brightness`. */
export interface BrightnessParameters {
  readonly amount: number;
}

/**
 * Makes an image brighter or darker by a random amount.
 *
 * `out = in + 255 uniform(-amount, amount), cut to 0 to 255`.
 * @see Howard, Some Improvements on Deep Convolutional Neural Network Based Image Classification, 2013, arXiv 1312.5402
 */
export const brightness: ImageAugmentation<"brightness", BrightnessParameters> = {
  id: "brightness",
  summary: "Makes an image brighter or darker by a random amount.",
  parameters: { amount: amountParameter("Largest change, as a part of the whole range from 0 to 255.", 0.2) },
  documentation: {
    formula: "out = in + 255 uniform(-amount, amount), cut to 0 to 255",
    advice:
      "For photographs in changing light; 0.1 to 0.3. The amount is added as in Keras' RandomBrightness, where torchvision's ColorJitter multiplies.",
    reference:
      "Howard, Some Improvements on Deep Convolutional Neural Network Based Image Classification, 2013, arXiv 1312.5402",
    example: { brightness: { amount: 0.2 } },
  },
  transform: (source, target, { parameters: { amount }, random }) => {
    addBrightness({ source, target }, 255 * random.between(-amount, amount));
  },
};
