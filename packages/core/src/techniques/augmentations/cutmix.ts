import type { MixingAugmentation } from "./augmentation_definition.ts";
import { betaNumber } from "./beta_number.ts";
import { areaOf, forEachByte, rectangleAround } from "./rectangle.ts";

/** Parameters of `cutmix`. */
export interface CutmixParameters {
  readonly alpha: number;
}

/**
 * Puts a rectangle of another image of the set into an image, and mixes their labels by its area.
 *
 * `rows = height sqrt(1 - part)`, `columns = width sqrt(1 - part)` around a random pixel, `part ~ Beta(alpha, alpha)`; the partner's label has
 * the weight of the area that lies within the image.
 * @see Yun, Han, Oh, Chun, Choe and Yoo, CutMix: Regularization Strategy to Train Strong Classifiers, 2019, arXiv 1905.04899
 */
export const cutmix: MixingAugmentation<"cutmix", CutmixParameters> = {
  id: "cutmix",
  summary: "Puts a rectangle of another image of the set into an image, and mixes their labels by its area.",
  parameters: {
    alpha: {
      kind: "float",
      summary: "Shape of the Beta distribution of the proportion; 0 leaves images as they are.",
      minimum: 0,
      maximum: 100,
      default: 1,
    },
  },
  documentation: {
    formula:
      "out = partner in a rectangle of the part 1 - part of the image, part ~ Beta(alpha, alpha); labels by the area",
    advice:
      "Combines cutout and mixup and often beats both in long trainings; 1 makes every size as likely, which is the paper's and Keras' CutMix default. Short trainings gain little.",
    reference:
      "Yun, Han, Oh, Chun, Choe and Yoo, CutMix: Regularization Strategy to Train Strong Classifiers, 2019, arXiv 1905.04899",
    example: { cutmix: { alpha: 1 } },
  },
  mix: ({ source, partner, target }, { parameters: { alpha }, size, random }) => {
    target.set(source);
    if (alpha === 0) {
      return 0;
    }
    const side = Math.sqrt(1 - betaNumber(alpha, random));
    const centre = { y: random.integer(0, size.height - 1), x: random.integer(0, size.width - 1) };
    const extent = { rows: Math.floor(size.height * side), columns: Math.floor(size.width * side) };
    const rectangle = rectangleAround(centre, extent, size);
    forEachByte(rectangle, size, (at) => {
      target[at] = partner[at]!;
    });
    return areaOf(rectangle) / (size.height * size.width);
  },
};
