import type { ImageAugmentation } from "./augmentation_definition.ts";
import { FILL_PARAMETER } from "./common_parameters.ts";
import { translate } from "./translate.ts";

/** Parameters of `shift`. */
export interface ShiftParameters {
  readonly pixels: readonly [number, number];
  readonly fill: number;
}

/**
 * Moves an image by whole pixels in both directions.
 *
 * `out[y, x] = in[y - dy, x - dx]` with `dy` from `-pixels[0]` to `pixels[0]` and `dx` from `-pixels[1]` to `pixels[1]`, each whole number as
 * likely; `fill` where that is outside.
 * @see LeCun, Bottou, Bengio and Haffner, Gradient-Based Learning Applied to Document Recognition, 1998
 */
export const shift: ImageAugmentation<"shift", ShiftParameters> = {
  id: "shift",
  summary: "Moves an image by a few whole pixels up or down and left or right.",
  parameters: {
    pixels: {
      kind: "size2d",
      summary: "Largest move in rows and in columns.",
      minimum: 0,
      default: [2, 2],
    },
    fill: FILL_PARAMETER,
  },
  documentation: {
    formula:
      "out[y, x] = in[y - dy, x - dx], |dy| <= pixels[0], |dx| <= pixels[1]; fill where that is outside",
    advice:
      "For objects that are not always in the same place; a tenth of the size is plenty. Keras' RandomTranslation takes parts of the size and interpolates, this moves whole pixels and stays sharp.",
    reference:
      "LeCun, Bottou, Bengio and Haffner, Gradient-Based Learning Applied to Document Recognition, 1998",
    example: { shift: { pixels: 2 } },
  },
  transform: (source, target, { parameters, size, random }) => {
    // beyond its own size an image is gone, and all there is to see is the fill
    const mostRows = Math.min(parameters.pixels[0], size.height);
    const mostColumns = Math.min(parameters.pixels[1], size.width);
    const rows = random.integer(-mostRows, mostRows);
    const columns = random.integer(-mostColumns, mostColumns);
    translate({ source, target }, size, { rows, columns, fill: parameters.fill });
  },
};
