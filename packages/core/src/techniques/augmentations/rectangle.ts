import type { ImageSize } from "./augmentation_definition.ts";

/** Part of an image: rows from `top` to before `bottom`, columns from `left` to before `right`. */
export interface Rectangle {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

/** The part of an image around a pixel, cut at the image's edges: `rows` by `columns`, half of them before the pixel. */
export function rectangleAround(
  centre: { readonly y: number; readonly x: number },
  extent: { readonly rows: number; readonly columns: number },
  { height, width }: ImageSize,
): Rectangle {
  const top = centre.y - Math.floor(extent.rows / 2);
  const left = centre.x - Math.floor(extent.columns / 2);
  return {
    top: Math.max(0, top),
    bottom: Math.min(height, top + extent.rows),
    left: Math.max(0, left),
    right: Math.min(width, left + extent.columns),
  };
}

/** Number of pixels in a part of an image. */
export function areaOf({ top, bottom, left, right }: Rectangle): number {
  return Math.max(0, bottom - top) * Math.max(0, right - left);
}

/** Calls `write` with the place of every byte of a part of an image, in the order of memory. */
export function forEachByte(
  { top, bottom, left, right }: Rectangle,
  { width, channels }: ImageSize,
  write: (at: number) => void,
): void {
  for (let y = top; y < bottom; y++) {
    const end = (y * width + right) * channels;
    for (let at = (y * width + left) * channels; at < end; at++) {
      write(at);
    }
  }
}
