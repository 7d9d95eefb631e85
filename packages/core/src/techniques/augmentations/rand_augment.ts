import type { ImageAugmentation, ImageSize } from "./augmentation_definition.ts";
import { type ImagePair, mapBytes, scaleContrast, scaleSaturation } from "./color_changes.ts";
import { FILL_PARAMETER } from "./common_parameters.ts";
import { rotationMap } from "./rotate.ts";
import { sampleAffine } from "./sample_affine.ts";
import { toByte } from "./to_byte.ts";
import { equalizeTones, posterize, scaleSharpness, solarize, spreadTones } from "./tone_changes.ts";
import { translate } from "./translate.ts";

/** Parameters of `randAugment`. */
export interface RandAugmentParameters {
  readonly operations: number;
  readonly magnitude: number;
  readonly fill: number;
}

/** Strongest magnitude. */
const STRONGEST = 30;

/** How strongly, and in which direction, an operation is to change an image. */
interface Strength {
  /** 0 to 1. */
  readonly part: number;
  /** 1 or -1. */
  readonly sign: number;
  readonly fill: number;
}

type Operation = (images: ImagePair, size: ImageSize, strength: Strength) => void;

/** What is chosen from, with the ranges of the paper; distances are parts of the image's size. */
const OPERATIONS: Readonly<Record<string, Operation>> = {
  identity: ({ source, target }) => target.set(source),
  autoContrast: spreadTones,
  equalize: equalizeTones,
  posterize: (images, _size, { part }) => posterize(images, 8 - Math.round(4 * part)),
  solarize: (images, _size, { part }) => solarize(images, 256 - Math.round(256 * part)),
  brightness: (images, _size, { part, sign }) =>
    mapBytes(images, (byte) => toByte(byte * (1 + 0.9 * part * sign))),
  contrast: (images, size, { part, sign }) => scaleContrast(images, size, 1 + 0.9 * part * sign),
  color: (images, size, { part, sign }) => scaleSaturation(images, size, 1 + 0.9 * part * sign),
  sharpness: (images, size, { part, sign }) => scaleSharpness(images, size, 1 + 0.9 * part * sign),
  rotate: (images, size, { part, sign, fill }) =>
    sampleAffine(images, size, { map: rotationMap(30 * part * sign), fill }),
  shearX: (images, size, { part, sign, fill }) =>
    sampleAffine(images, size, { map: { yy: 1, yx: 0, xy: 0.3 * part * sign, xx: 1 }, fill }),
  shearY: (images, size, { part, sign, fill }) =>
    sampleAffine(images, size, { map: { yy: 1, yx: 0.3 * part * sign, xy: 0, xx: 1 }, fill }),
  translateX: (images, size, { part, sign, fill }) =>
    translate(images, size, { rows: 0, columns: Math.round(0.45 * size.width * part) * sign, fill }),
  translateY: (images, size, { part, sign, fill }) =>
    translate(images, size, { rows: Math.round(0.45 * size.height * part) * sign, columns: 0, fill }),
};

const CHOICES: readonly Operation[] = Object.values(OPERATIONS);

/**
 * Changes an image by some of fourteen operations, chosen at random, all of one magnitude.
 *
 * `out = op_n(... op_1(in, magnitude) ..., magnitude)`; each `op_i` is any of identity, autoContrast, equalize, posterize, solarize, brightness,
 * contrast, color, sharpness, rotate, shearX, shearY, translateX and translateY, each as likely, in either direction.
 * @see Cubuk, Zoph, Shlens and Le, RandAugment: Practical Automated Data Augmentation with a Reduced Search Space, 2020, arXiv 1909.13719
 */
export const randAugment: ImageAugmentation<"randAugment", RandAugmentParameters> = {
  id: "randAugment",
  summary: "Changes an image by some of fourteen operations, chosen at random, all of one magnitude.",
  parameters: {
    operations: {
      kind: "int",
      summary: "Operations applied one after the other.",
      minimum: 0,
      maximum: 14,
      default: 2,
    },
    magnitude: {
      kind: "float",
      summary: "How strongly each operation changes an image.",
      minimum: 0,
      maximum: STRONGEST,
      default: 9,
    },
    fill: FILL_PARAMETER,
  },
  documentation: {
    formula:
      "out = op_n(... op_1(in, magnitude) ..., magnitude), n = operations, each op_i one of fourteen, as likely as the others",
    advice:
      "A strong mixture with two numbers to tune; more magnitude for larger networks and longer trainings. Defaults and ranges are those of torchvision's RandAugment.",
    reference:
      "Cubuk, Zoph, Shlens and Le, RandAugment: Practical Automated Data Augmentation with a Reduced Search Space, 2020, arXiv 1909.13719",
    example: { randAugment: { operations: 2, magnitude: 9 } },
  },
  transform: (source, target, { parameters, size, random }) => {
    const { operations, magnitude, fill } = parameters;
    target.set(source);
    const before = new Uint8Array(source.length);
    for (let number = 0; number < operations; number++) {
      const operation = CHOICES[random.integer(0, CHOICES.length - 1)]!;
      const sign = random.chance(0.5) ? 1 : -1;
      before.set(target);
      operation({ source: before, target }, size, { part: magnitude / STRONGEST, sign, fill });
    }
  },
};
