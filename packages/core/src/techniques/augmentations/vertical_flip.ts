import type { ImageAugmentation } from "./augmentation_definition.ts";
import { probabilityParameter } from "./common_parameters.ts";

/** Parameters of `verticalFlip`. */
export interface VerticalFlipParameters {
  readonly probability: number;
}

/**
 * Mirrors an image top to bottom.
 *
 * `out[y, x] = in[height - 1 - y, x]` with the given probability.
 * @see Shorten and Khoshgoftaar, A Survey on Image Data Augmentation for Deep Learning, 2019
 */
export const verticalFlip: ImageAugmentation<"verticalFlip", VerticalFlipParameters> = {
  id: "verticalFlip",
  summary: "Mirrors an image top to bottom.",
  parameters: { probability: probabilityParameter(0.5) },
  documentation: {
    formula: "out[y, x] = in[height - 1 - y, x] with the given probability",
    advice:
      "For images without an up and down, as those of microscopes and satellites; photographs of things on the ground need horizontalFlip instead.",
    reference: "Shorten and Khoshgoftaar, A Survey on Image Data Augmentation for Deep Learning, 2019",
    example: { verticalFlip: { probability: 0.5 } },
  },
  transform: (source, target, { parameters, size, random }) => {
    if (!random.chance(parameters.probability)) {
      target.set(source);
      return;
    }
    const row = size.width * size.channels;
    for (let y = 0; y < size.height; y++) {
      target.set(source.subarray(y * row, (y + 1) * row), (size.height - 1 - y) * row);
    }
  },
};
