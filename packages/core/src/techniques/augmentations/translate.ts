import type { ImageSize } from "./augmentation_definition.ts";

/** How far an image moves, in whole pixels, and what comes after it. */
export interface Translation {
  /** Rows down. */
  readonly rows: number;
  /** Columns to the right. */
  readonly columns: number;
  readonly fill: number;
}

/** Moves an image by whole pixels: `out[y, x] = in[y - rows, x - columns]`, and `fill` where that is outside. */
export function translate(
  images: { readonly source: Uint8Array; readonly target: Uint8Array },
  { height, width, channels }: ImageSize,
  { rows, columns, fill }: Translation,
): void {
  const { source, target } = images;
  target.fill(fill);
  const from = Math.max(0, columns);
  const length = (width - Math.abs(columns)) * channels;
  for (let y = Math.max(0, rows); y < Math.min(height, height + rows); y++) {
    const to = (y * width + from) * channels;
    const back = (rows * width + columns) * channels;
    for (let at = to; at < to + length; at++) {
      target[at] = source[at - back]!;
    }
  }
}
