import { add, conv2d, matMul, pad, relu, reshape, resizeNearest, slice } from "../../graph/ops/mod.ts";
import { type Size2d, samePadding } from "../../graph/ops/window.ts";
import { type Shape, sizeOf } from "../../graph/tensor_type.ts";
import type { Value } from "../../graph/value.ts";
import type { ImageSize } from "../augmentations/augmentation_definition.ts";
import { growth } from "./decoder_sizes.ts";
import { fanIn, ZEROS } from "./fan_in.ts";
import type { PretextSetting, PretextWeight } from "./pretraining_definition.ts";

const KERNEL: Size2d = [3, 3];
const AREA = KERNEL[0] * KERNEL[1];
/** A row of features becomes a map of a quarter of the image's sides. */
const ROW_SHRINKS_BY = 4;

/** Sizes of a decoder's maps: of the first, and after each step. */
interface DecoderPlan {
  /** Whether the features are a map that the decoder begins with; otherwise a matrix makes the first map. */
  readonly fromMap: boolean;
  readonly first: Size2d;
  readonly steps: readonly Size2d[];
}

function planDecoder(features: Shape, { height, width }: ImageSize): DecoderPlan {
  // a map that is larger than the image has no place to grow from
  const fromMap = features.length === 3 && features[0]! <= height && features[1]! <= width;
  const from: Size2d = fromMap
    ? [features[0]!, features[1]!]
    : [Math.ceil(height / ROW_SHRINKS_BY), Math.ceil(width / ROW_SHRINKS_BY)];
  const [rows, columns] = [growth(from[0], height), growth(from[1], width)];
  const count = Math.max(rows.sizes.length, columns.sizes.length);
  const sizeAt = ({ first, sizes }: typeof rows, step: number): number =>
    sizes[step - (count - sizes.length)] ?? first;
  return {
    fromMap,
    first: [rows.first, columns.first],
    steps: Array.from({ length: count }, (_unused, step) => [sizeAt(rows, step), sizeAt(columns, step)]),
  };
}

/** What a decoder learns: a kernel and a bias of each step. */
export function decoderWeights({ features, size }: PretextSetting, width: number): readonly PretextWeight[] {
  const { fromMap, first, steps } = planDecoder(features, size);
  const convolution = (name: string, channels: number, filters: number): readonly PretextWeight[] => [
    {
      name: `${name}.kernel`,
      shape: [...KERNEL, channels, filters],
      initializer: fanIn(AREA * channels, name === "output" ? 1 : 2),
    },
    { name: `${name}.bias`, shape: [filters], initializer: ZEROS },
  ];
  const entrance: readonly PretextWeight[] = fromMap
    ? convolution("input", features[2]!, width)
    : [
        {
          name: "input.kernel",
          shape: [sizeOf(features), first[0] * first[1] * width],
          initializer: fanIn(sizeOf(features), 2),
        },
        { name: "input.bias", shape: [first[0] * first[1] * width], initializer: ZEROS },
      ];
  return [
    ...entrance,
    ...steps.flatMap((_size, step) => convolution(`steps.${step}`, width, width)),
    ...convolution("output", width, size.channels),
  ];
}

/** The middle of a map, or the map in the middle of zeros. */
function fit(x: Value, [height, width]: Size2d): Value {
  const missing = [height - x.shape[1]!, width - x.shape[2]!] as const;
  const [top, left] = [Math.floor(Math.max(missing[0], 0) / 2), Math.floor(Math.max(missing[1], 0) / 2)];
  const padded = pad(x, {
    before: [0, top, left, 0],
    after: [0, Math.max(missing[0], 0) - top, Math.max(missing[1], 0) - left, 0],
  });
  const begin = [Math.floor(Math.max(-missing[0], 0) / 2), Math.floor(Math.max(-missing[1], 0) / 2)] as const;
  return slice(padded, [0, ...begin, 0], [x.shape[0]!, height, width, x.shape[3]!]);
}

/**
 * Appends a decoder: the features become a map of `width` channels, which is doubled and convolved until it has the size of the image; a last
 * convolution makes its channels.
 * @returns `[batch, height, width, channels]`
 */
export function traceDecoder(
  features: Value,
  options: { readonly size: ImageSize; readonly width: number; readonly weight: (name: string) => Value },
): Value {
  const { size, width, weight } = options;
  const [batch, ...shape] = features.shape as [number, ...number[]];
  const { fromMap, first, steps } = planDecoder(shape, size);
  const convolve = (x: Value, name: string): Value => {
    const padding = samePadding([x.shape[1]!, x.shape[2]!], KERNEL, [1, 1]);
    return add(conv2d(x, weight(`${name}.kernel`), { padding }), weight(`${name}.bias`));
  };
  const entrance = fromMap
    ? convolve(fit(features, first), "input")
    : reshape(
        add(matMul(reshape(features, [batch, sizeOf(shape)]), weight("input.kernel")), weight("input.bias")),
        [batch, ...first, width],
      );
  const map = steps.reduce((x, [height, columns], step) => {
    const factors: Size2d = [height > x.shape[1]! ? 2 : 1, columns > x.shape[2]! ? 2 : 1];
    return relu(convolve(fit(resizeNearest(x, factors), [height, columns]), `steps.${step}`));
  }, relu(entrance));
  return convolve(map, "output");
}
