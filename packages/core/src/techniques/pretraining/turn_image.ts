/** A square image and how it is turned. */
export interface Turn {
  /** Height and width. */
  readonly side: number;
  readonly channels: number;
  /** Quarter turns counter-clockwise. */
  readonly turns: number;
}

/** Writes a square image, turned by quarter turns, to `target`; no byte changes but its place, as with NumPy's `rot90`. */
export function turnImage(source: Uint8Array, target: Uint8Array, { side, channels, turns }: Turn): void {
  const last = side - 1;
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const [fromY, fromX] = [
        [y, x],
        [x, last - y],
        [last - y, last - x],
        [last - x, y],
      ][turns % 4]!;
      const from = (fromY! * side + fromX!) * channels;
      const to = (y * side + x) * channels;
      for (let channel = 0; channel < channels; channel++) {
        target[to + channel] = source[from + channel]!;
      }
    }
  }
}
