import type { MixingAugmentation } from "./augmentation_definition.ts";
import { betaNumber } from "./beta_number.ts";
import { toByte } from "./to_byte.ts";

/** Parameters of `mixup`. */
export interface MixupParameters {
  readonly alpha: number;
}

/**
 * Blends an image with another of the set, and their labels in the same proportion.
 *
 * `out = part in + (1 - part) partner`, `part ~ Beta(alpha, alpha)`; the label is the image's with weight `part` and the partner's with the rest.
 * @see Zhang, Cisse, Dauphin and Lopez-Paz, mixup: Beyond Empirical Risk Minimization, 2018, arXiv 1710.09412
 */
export const mixup: MixingAugmentation<"mixup", MixupParameters> = {
  id: "mixup",
  summary: "Blends an image with another of the set, and their labels in the same proportion.",
  parameters: {
    alpha: {
      kind: "float",
      summary: "Shape of the Beta distribution of the proportion; 0 leaves images as they are.",
      minimum: 0,
      maximum: 100,
      default: 0.2,
    },
  },
  documentation: {
    formula: "out = part in + (1 - part) partner, part ~ Beta(alpha, alpha), labels alike",
    advice:
      "Smooths what a network says between classes; 0.1 to 0.4, more with longer training. Each image has its own partner and proportion; Keras' MixUp, too, has 0.2.",
    reference:
      "Zhang, Cisse, Dauphin and Lopez-Paz, mixup: Beyond Empirical Risk Minimization, 2018, arXiv 1710.09412",
    example: { mixup: { alpha: 0.2 } },
  },
  mix: ({ source, partner, target }, { parameters: { alpha }, random }) => {
    if (alpha === 0) {
      target.set(source);
      return 0;
    }
    const part = betaNumber(alpha, random);
    for (let at = 0; at < source.length; at++) {
      target[at] = toByte(part * source[at]! + (1 - part) * partner[at]!);
    }
    return 1 - part;
  },
};
