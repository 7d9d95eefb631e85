import { cos, sin } from "../../graph/float_math.ts";
import type { ImageAugmentation } from "./augmentation_definition.ts";
import { FILL_PARAMETER } from "./common_parameters.ts";
import { type AffineMap, sampleAffine } from "./sample_affine.ts";

/** Parameters of `rotate`. */
export interface RotateParameters {
  readonly degrees: number;
  readonly fill: number;
}

/** Reads each pixel where it was before the image was turned clockwise by `degrees`. */
export function rotationMap(degrees: number): AffineMap {
  const radians = (degrees * Math.PI) / 180;
  const [s, c] = [sin(radians), cos(radians)];
  return { yy: c, yx: -s, xy: s, xx: c };
}

/**
 * Turns an image about its centre by an angle from `-degrees` to `degrees`, with linear interpolation.
 *
 * `out(p) = in(R(-angle) p)`, `angle = uniform(-degrees, degrees)`, coordinates from the centre; `fill` outside.
 * @see Simard, Steinkraus and Platt, Best Practices for Convolutional Neural Networks Applied to Visual Document Analysis, 2003
 */
export const rotate: ImageAugmentation<"rotate", RotateParameters> = {
  id: "rotate",
  summary: "Turns an image about its centre by a random angle.",
  parameters: {
    degrees: {
      kind: "float",
      summary: "Largest angle in both directions.",
      minimum: 0,
      maximum: 180,
      default: 10,
    },
    fill: FILL_PARAMETER,
  },
  documentation: {
    formula: "out(p) = in(R(-angle) p), angle = uniform(-degrees, degrees), p from the centre; fill outside",
    advice:
      "Angles of 10 to 15 degrees suit things that stand upright, 180 those without an up and down. Keras' RandomRotation takes parts of a full turn: its 0.1 is 36 degrees here.",
    reference:
      "Simard, Steinkraus and Platt, Best Practices for Convolutional Neural Networks Applied to Visual Document Analysis, 2003",
    example: { rotate: { degrees: 10 } },
  },
  transform: (source, target, { parameters, size, random }) => {
    const { degrees, fill } = parameters;
    sampleAffine({ source, target }, size, { map: rotationMap(random.between(-degrees, degrees)), fill });
  },
};
