import type { ImageAugmentation } from "./augmentation_definition.ts";
import { scaleSaturation } from "./color_changes.ts";
import { amountParameter } from "./common_parameters.ts";

/** Parameters of `saturation`. */
export interface SaturationParameters {
  readonly amount: number;
}

/**
 * Makes colours stronger or paler; leaves grey images as they are.
 *
 * `out = grey + uniform(1 - amount, 1 + amount) (in - grey), grey = 0.299 red + 0.587 green + 0.114 blue`.
 * @see Howard, Some Improvements on Deep Convolutional Neural Network Based Image Classification, 2013, arXiv 1312.5402
 */
export const saturation: ImageAugmentation<"saturation", SaturationParameters> = {
  id: "saturation",
  summary: "Makes colours stronger or paler; leaves grey images as they are.",
  parameters: { amount: amountParameter("Largest change of the distance from grey, as a part of it.", 0.2) },
  documentation: {
    formula:
      "out = grey + uniform(1 - amount, 1 + amount) (in - grey), grey = 0.299 red + 0.587 green + 0.114 blue",
    advice:
      "For colour photographs of several cameras; 0.2 to 0.4. Blends with the grey image as torchvision's ColorJitter does.",
    reference:
      "Howard, Some Improvements on Deep Convolutional Neural Network Based Image Classification, 2013, arXiv 1312.5402",
    example: { saturation: { amount: 0.4 } },
  },
  transform: (source, target, { parameters: { amount }, size, random }) => {
    scaleSaturation({ source, target }, size, random.between(1 - amount, 1 + amount));
  },
};
