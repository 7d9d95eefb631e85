import { exp, log } from "../../graph/float_math.ts";
import type { ImageAugmentation } from "./augmentation_definition.ts";
import { amountParameter, FILL_PARAMETER, probabilityParameter } from "./common_parameters.ts";
import { forEachByte } from "./rectangle.ts";

/** What a covered rectangle shows. */
export type ErasingFill = "constant" | "noise";

/** Parameters of `randomErasing`. */
export interface RandomErasingParameters {
  readonly probability: number;
  readonly minimumArea: number;
  readonly maximumArea: number;
  readonly minimumRatio: number;
  readonly mode: ErasingFill;
  readonly fill: number;
}

/** Draws of a rectangle that fits; after that the image stays as it is. */
const ATTEMPTS = 10;

/**
 * Covers a rectangle of random size and shape that lies whole within the image, in some images.
 *
 * `area = uniform(minimumArea, maximumArea) height width`, `ratio = exp(uniform(log minimumRatio, -log minimumRatio))`,
 * `rows = sqrt(area ratio)`, `columns = sqrt(area / ratio)`, with the given probability.
 * @see Zhong, Zheng, Kang, Li and Yang, Random Erasing Data Augmentation, 2020, arXiv 1708.04896
 */
export const randomErasing: ImageAugmentation<"randomErasing", RandomErasingParameters> = {
  id: "randomErasing",
  summary: "Covers a rectangle of random size and shape in some images.",
  parameters: {
    probability: probabilityParameter(0.5),
    minimumArea: amountParameter("Smallest covered part of the image.", 0.02),
    maximumArea: amountParameter("Largest covered part of the image.", 0.33),
    minimumRatio: {
      kind: "float",
      summary: "Smallest ratio of rows to columns; the largest is its inverse.",
      minimum: 0,
      exclusiveMinimum: true,
      maximum: 1,
      default: 0.3,
    },
    mode: {
      kind: "enum",
      typeName: "ErasingFill",
      summary: "Whether the rectangle is of one value or of random bytes.",
      values: ["constant", "noise"],
      default: "constant",
    },
    fill: FILL_PARAMETER,
  },
  documentation: {
    formula:
      "out = fill in a rectangle of uniform(minimumArea, maximumArea) of the image and ratio exp(uniform(log minimumRatio, -log minimumRatio)), with the given probability",
    advice:
      "Like cutout, with sizes and shapes that vary; the defaults are the paper's and torchvision's. Halve the largest area for images of 32 pixels and less.",
    reference: "Zhong, Zheng, Kang, Li and Yang, Random Erasing Data Augmentation, 2020, arXiv 1708.04896",
    example: { randomErasing: { probability: 0.5, mode: "noise" } },
  },
  transform: (source, target, { parameters, size, random }) => {
    target.set(source);
    if (!random.chance(parameters.probability)) {
      return;
    }
    const { minimumArea, maximumArea, minimumRatio, mode, fill } = parameters;
    const largest = -log(minimumRatio);
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const area = random.between(minimumArea, maximumArea) * size.height * size.width;
      const ratio = exp(random.between(-largest, largest));
      const rows = Math.round(Math.sqrt(area * ratio));
      const columns = Math.round(Math.sqrt(area / ratio));
      if (rows <= size.height && columns <= size.width) {
        const top = random.integer(0, size.height - rows);
        const left = random.integer(0, size.width - columns);
        forEachByte({ top, bottom: top + rows, left, right: left + columns }, size, (at) => {
          target[at] = mode === "noise" ? random.word() >>> 24 : fill;
        });
        return;
      }
    }
  },
};
