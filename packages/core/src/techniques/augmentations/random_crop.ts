import type { ImageAugmentation, ImageSize } from "./augmentation_definition.ts";
import { FILL_PARAMETER } from "./common_parameters.ts";
import { translate } from "./translate.ts";

/** What is put around an image. */
export type CropPadding = "constant" | "reflect";

/** Parameters of `randomCrop`. */
export interface RandomCropParameters {
  readonly padding: readonly [number, number];
  readonly mode: CropPadding;
  readonly fill: number;
}

/** The place inside that a place outside mirrors: -1 is 1, and `size` is `size - 2`; the edge is not repeated. */
function reflected(at: number, size: number): number {
  if (size === 1) {
    return 0;
  }
  const period = 2 * (size - 1);
  const within = ((at % period) + period) % period;
  return within < size ? within : period - within;
}

function translateReflected(
  images: { readonly source: Uint8Array; readonly target: Uint8Array },
  { height, width, channels }: ImageSize,
  move: { readonly rows: number; readonly columns: number },
): void {
  for (let y = 0; y < height; y++) {
    const fromRow = reflected(y - move.rows, height) * width;
    for (let x = 0; x < width; x++) {
      const from = (fromRow + reflected(x - move.columns, width)) * channels;
      const to = (y * width + x) * channels;
      for (let channel = 0; channel < channels; channel++) {
        images.target[to + channel] = images.source[from + channel]!;
      }
    }
  }
}

/**
 * Puts a border around an image and cuts the old size out of it at a random place.
 *
 * `out[y, x] = padded[y + dy, x + dx]` with `dy` from 0 to `2 padding[0]` and `dx` from 0 to `2 padding[1]`, each whole number as likely.
 * @see He, Zhang, Ren and Sun, Deep Residual Learning for Image Recognition, 2016, arXiv 1512.03385
 */
export const randomCrop: ImageAugmentation<"randomCrop", RandomCropParameters> = {
  id: "randomCrop",
  summary: "Puts a border around an image and cuts the old size out at a random place.",
  parameters: {
    padding: {
      kind: "size2d",
      summary: "Rows added above and below, and columns added left and right.",
      minimum: 0,
      default: [4, 4],
    },
    mode: {
      kind: "enum",
      typeName: "CropPadding",
      summary: "Whether the border is of one value or mirrors the image.",
      values: ["constant", "reflect"],
      default: "constant",
    },
    fill: FILL_PARAMETER,
  },
  documentation: {
    formula: "out[y, x] = padded[y + dy, x + dx], 0 <= dy <= 2 padding[0], 0 <= dx <= 2 padding[1]",
    advice:
      "With a padding of 4 and horizontalFlip the standard recipe for 32x32 photographs. Reflect leaves no hard edge and suits photographs; constant suits objects before a plain background. With constant it is shift by another name.",
    reference: "He, Zhang, Ren and Sun, Deep Residual Learning for Image Recognition, 2016, arXiv 1512.03385",
    example: { randomCrop: { padding: 4, mode: "reflect" } },
  },
  transform: (source, target, { parameters, size, random }) => {
    const { mode, fill } = parameters;
    const padding = [
      Math.min(parameters.padding[0], size.height),
      Math.min(parameters.padding[1], size.width),
    ] as const;
    const rows = random.integer(-padding[0], padding[0]);
    const columns = random.integer(-padding[1], padding[1]);
    if (mode === "reflect") {
      translateReflected({ source, target }, size, { rows, columns });
    } else {
      translate({ source, target }, size, { rows, columns, fill });
    }
  },
};
