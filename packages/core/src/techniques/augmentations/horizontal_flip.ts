import type { ImageAugmentation } from "./augmentation_definition.ts";
import { probabilityParameter } from "./common_parameters.ts";

/** Parameters of `horizontalFlip`. */
export interface HorizontalFlipParameters {
  readonly probability: number;
}

/**
 * Mirrors an image left to right.
 *
 * `out[y, x] = in[y, width - 1 - x]` with the given probability.
 * @see Krizhevsky, Sutskever and Hinton, ImageNet Classification with Deep Convolutional Neural Networks, 2012
 */
export const horizontalFlip: ImageAugmentation<"horizontalFlip", HorizontalFlipParameters> = {
  id: "horizontalFlip",
  summary: "Mirrors an image left to right.",
  parameters: { probability: probabilityParameter(0.5) },
  documentation: {
    formula: "out[y, x] = in[y, width - 1 - x] with the given probability",
    advice:
      "The first augmentation to try where left and right mean the same, as for clothes and animals; wrong for digits and letters. Keras' RandomFlip has the same probability of one half.",
    reference:
      "Krizhevsky, Sutskever and Hinton, ImageNet Classification with Deep Convolutional Neural Networks, 2012",
    example: { horizontalFlip: {} },
  },
  transform: (source, target, { parameters, size, random }) => {
    if (!random.chance(parameters.probability)) {
      target.set(source);
      return;
    }
    const { height, width, channels } = size;
    const row = width * channels;
    for (let start = 0; start < height * row; start += row) {
      let to = start;
      for (let from = start + row - channels; from >= start; from -= channels) {
        for (let at = from; at < from + channels; at++, to++) {
          target[to] = source[at]!;
        }
      }
    }
  },
};
