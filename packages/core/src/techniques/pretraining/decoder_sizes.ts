/** Sizes of one axis of a decoder, each at most twice the one before. */
export interface Growth {
  /** What the features are padded to. */
  readonly first: number;
  /** The sizes after each doubling; the last is the image's. */
  readonly sizes: readonly number[];
}

/**
 * How an axis of `from` elements grows to `to`: the image is halved, rounding up, as often as it stays at least as large as the features. So
 * neither much is padded nor much cut off, whatever the paddings and strides of the encoder.
 * @param from At most `to`.
 */
export function growth(from: number, to: number): Growth {
  const sizes: number[] = [];
  let size = to;
  while (size > 1 && Math.ceil(size / 2) >= from) {
    sizes.unshift(size);
    size = Math.ceil(size / 2);
  }
  return { first: size, sizes };
}
