import type { ImageSize } from "./augmentation_definition.ts";

/** Where each pixel of the result is read: `(y, x)` from the centre becomes `(yy y + yx x, xy y + xx x)` from the centre. */
export interface AffineMap {
  readonly yy: number;
  readonly yx: number;
  readonly xy: number;
  readonly xx: number;
}

/**
 * Turns, stretches or shears an image about its centre, with linear interpolation between the four pixels around each place.
 * Doubles and no function but `floor`: the same bytes on every runtime.
 * @param map From the result to the source.
 * @param fill Value of what is outside the image.
 */
export function sampleAffine(
  images: { readonly source: Uint8Array; readonly target: Uint8Array },
  { height, width, channels }: ImageSize,
  { map, fill }: { readonly map: AffineMap; readonly fill: number },
): void {
  const { source, target } = images;
  const middleY = (height - 1) / 2;
  const middleX = (width - 1) / 2;
  const read = (y: number, x: number, channel: number): number =>
    y < 0 || y >= height || x < 0 || x >= width ? fill : source[(y * width + x) * channels + channel]!;
  const row = width * channels;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const fromY = map.yy * (y - middleY) + map.yx * (x - middleX) + middleY;
      const fromX = map.xy * (y - middleY) + map.xx * (x - middleX) + middleX;
      const top = Math.floor(fromY);
      const left = Math.floor(fromX);
      const down = fromY - top;
      const right = fromX - left;
      const isInside = top >= 0 && top < height - 1 && left >= 0 && left < width - 1;
      for (let channel = 0; channel < channels; channel++) {
        const at = (top * width + left) * channels + channel;
        const above = isInside
          ? source[at]! * (1 - right) + source[at + channels]! * right
          : read(top, left, channel) * (1 - right) + read(top, left + 1, channel) * right;
        const below = isInside
          ? source[at + row]! * (1 - right) + source[at + row + channels]! * right
          : read(top + 1, left, channel) * (1 - right) + read(top + 1, left + 1, channel) * right;
        // the value is from 0 to 255, so this rounds it to the nearest byte
        target[y * row + x * channels + channel] = above * (1 - down) + below * down + 0.5;
      }
    }
  }
}
