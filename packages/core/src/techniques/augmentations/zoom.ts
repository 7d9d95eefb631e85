import type { ImageAugmentation } from "./augmentation_definition.ts";
import { FILL_PARAMETER } from "./common_parameters.ts";
import { sampleAffine } from "./sample_affine.ts";

/** Parameters of `zoom`. */
export interface ZoomParameters {
  readonly amount: number;
  readonly fill: number;
}

/**
 * Makes an image larger or smaller about its centre, with linear interpolation; its size stays.
 *
 * `out(p) = in(p / scale)`, `scale = uniform(1 - amount, 1 + amount)`, coordinates from the centre; `fill` outside.
 * @see Simonyan and Zisserman, Very Deep Convolutional Networks for Large-Scale Image Recognition, 2015, arXiv 1409.1556 (scale jittering)
 */
export const zoom: ImageAugmentation<"zoom", ZoomParameters> = {
  id: "zoom",
  summary: "Makes an image larger or smaller about its centre.",
  parameters: {
    amount: {
      kind: "float",
      summary: "Largest change of the scale, as a part of it.",
      minimum: 0,
      maximum: 1,
      exclusiveMaximum: true,
      default: 0.1,
    },
    fill: FILL_PARAMETER,
  },
  documentation: {
    formula:
      "out(p) = in(p / scale), scale = uniform(1 - amount, 1 + amount), p from the centre; fill outside",
    advice:
      "For objects that are near in one image and far in another; 0.1 to 0.2. Rows and columns have one scale, unlike Keras' RandomZoom with two factors.",
    reference:
      "Simonyan and Zisserman, Very Deep Convolutional Networks for Large-Scale Image Recognition, 2015, arXiv 1409.1556 (scale jittering)",
    example: { zoom: { amount: 0.1 } },
  },
  transform: (source, target, { parameters, size, random }) => {
    const { amount, fill } = parameters;
    const shrink = 1 / random.between(1 - amount, 1 + amount);
    sampleAffine({ source, target }, size, { map: { yy: shrink, yx: 0, xy: 0, xx: shrink }, fill });
  },
};
