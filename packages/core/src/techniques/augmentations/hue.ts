import type { ImageAugmentation } from "./augmentation_definition.ts";
import { turnHue } from "./color_changes.ts";
import { amountParameter } from "./common_parameters.ts";

/** Parameters of `hue`. */
export interface HueParameters {
  readonly amount: number;
}

/**
 * Turns the colours around the colour circle; leaves grey images as they are.
 *
 * `hue(out) = hue(in) + uniform(-amount, amount), a part of the circle, in HSV`.
 * @see Krizhevsky, Sutskever and Hinton, ImageNet Classification with Deep Convolutional Neural Networks, 2012
 */
export const hue: ImageAugmentation<"hue", HueParameters> = {
  id: "hue",
  summary: "Turns the colours around the colour circle; leaves grey images as they are.",
  parameters: {
    amount: amountParameter(
      "Largest turn, as a part of the circle; one half reaches the opposite colour.",
      0.05,
      0.5,
    ),
  },
  documentation: {
    formula: "hue(out) = hue(in) + uniform(-amount, amount), a part of the circle, in HSV",
    advice:
      "Where colour says little about the class; keep it at 0.02 to 0.1, as more makes unnatural colours. The same measure as torchvision's ColorJitter and TensorFlow's adjust_hue.",
    reference:
      "Krizhevsky, Sutskever and Hinton, ImageNet Classification with Deep Convolutional Neural Networks, 2012",
    example: { hue: { amount: 0.05 } },
  },
  transform: (source, target, { parameters: { amount }, size, random }) => {
    turnHue({ source, target }, size, random.between(-amount, amount));
  },
};
