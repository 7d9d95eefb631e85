import type { ImageAugmentation } from "./augmentation_definition.ts";
import { standardNormals } from "./standard_normals.ts";
import { toByte } from "./to_byte.ts";

/** Parameters of `noise`. */
export interface NoiseParameters {
  readonly deviation: number;
}

/**
 * Adds normal noise to every byte. Each byte's noise is one of 2^16 quantiles of the normal distribution, so none is beyond 4.3 deviations.
 *
 * `out = in + 255 deviation z`, `z` standard normal, cut to 0 to 255.
 * @see Bishop, Training with Noise is Equivalent to Tikhonov Regularization, 1995
 */
export const noise: ImageAugmentation<"noise", NoiseParameters> = {
  id: "noise",
  summary: "Adds normal noise to every value of an image.",
  parameters: {
    deviation: {
      kind: "float",
      summary: "Standard deviation of the noise, as a part of the whole range from 0 to 255.",
      minimum: 0,
      maximum: 1,
      default: 0.04,
    },
  },
  documentation: {
    formula: "out = in + 255 deviation z, z standard normal, cut to 0 to 255",
    advice:
      "For images of noisy sensors, and to keep a network from leaning on single pixels; 0.02 to 0.1. Keras' GaussianNoise layer does the same to float values.",
    reference: "Bishop, Training with Noise is Equivalent to Tikhonov Regularization, 1995",
    example: { noise: { deviation: 0.05 } },
  },
  transform: (source, target, { parameters: { deviation }, random }) => {
    const table = standardNormals();
    const scale = 255 * deviation;
    for (let at = 0; at < source.length; at += 2) {
      const word = random.word();
      target[at] = toByte(source[at]! + scale * table[word >>> 16]!);
      if (at + 1 < source.length) {
        target[at + 1] = toByte(source[at + 1]! + scale * table[word & 0xffff]!);
      }
    }
  },
};
