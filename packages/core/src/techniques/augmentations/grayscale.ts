import type { ImageAugmentation } from "./augmentation_definition.ts";
import { toGrey } from "./color_changes.ts";
import { probabilityParameter } from "./common_parameters.ts";

/** Parameters of `grayscale`. */
export interface GrayscaleParameters {
  readonly probability: number;
}

/**
 * Takes the colours out of some images.
 *
 * `out = 0.299 red + 0.587 green + 0.114 blue in all channels, with the given probability`.
 * @see Chen, Kornblith, Norouzi and Hinton, A Simple Framework for Contrastive Learning of Visual Representations, 2020, arXiv 2002.05709
 */
export const grayscale: ImageAugmentation<"grayscale", GrayscaleParameters> = {
  id: "grayscale",
  summary: "Takes the colours out of some images.",
  parameters: { probability: probabilityParameter(0.1) },
  documentation: {
    formula: "out = 0.299 red + 0.587 green + 0.114 blue in all channels, with the given probability",
    advice:
      "So that a network learns shapes as well as colours; 0.1 to 0.2. A usual part of contrastive pretraining.",
    reference:
      "Chen, Kornblith, Norouzi and Hinton, A Simple Framework for Contrastive Learning of Visual Representations, 2020, arXiv 2002.05709",
    example: { grayscale: { probability: 0.5 } },
  },
  transform: (source, target, { parameters: { probability }, size, random }) => {
    if (random.chance(probability)) {
      toGrey({ source, target }, size);
    } else {
      target.set(source);
    }
  },
};
