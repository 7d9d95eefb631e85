import type { ImageAugmentation } from "./augmentation_definition.ts";
import { FILL_PARAMETER } from "./common_parameters.ts";
import { forEachByte, rectangleAround } from "./rectangle.ts";

/** Parameters of `cutout`. */
export interface CutoutParameters {
  readonly size: readonly [number, number];
  readonly fill: number;
}

/**
 * Covers a rectangle of fixed size around a random pixel; at the edges part of it lies outside.
 *
 * `out[y, x] = fill` for `|y - cy| <= size[0] / 2`, `|x - cx| <= size[1] / 2`, each centre as likely.
 * @see DeVries and Taylor, Improved Regularization of Convolutional Neural Networks with Cutout, 2017, arXiv 1708.04552
 */
export const cutout: ImageAugmentation<"cutout", CutoutParameters> = {
  id: "cutout",
  summary: "Covers a rectangle of fixed size around a random pixel.",
  parameters: {
    size: { kind: "size2d", summary: "Rows and columns that are covered.", minimum: 0, default: [8, 8] },
    fill: FILL_PARAMETER,
  },
  documentation: {
    formula: "out[y, x] = fill for |y - cy| <= size[0] / 2, |x - cx| <= size[1] / 2; (cy, cx) any pixel",
    advice:
      "Makes a network look at more than one feature; 8 for images of 28 to 32 pixels, up to half the size. Prefer randomErasing where sizes and shapes should vary.",
    reference:
      "DeVries and Taylor, Improved Regularization of Convolutional Neural Networks with Cutout, 2017, arXiv 1708.04552",
    example: { cutout: { size: 8 } },
  },
  transform: (source, target, { parameters, size, random }) => {
    target.set(source);
    const centre = { y: random.integer(0, size.height - 1), x: random.integer(0, size.width - 1) };
    const [rows, columns] = parameters.size;
    forEachByte(rectangleAround(centre, { rows, columns }, size), size, (at) => {
      target[at] = parameters.fill;
    });
  },
};
