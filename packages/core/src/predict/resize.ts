/** Bytes of an image with any number of channels. */
interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly data: Uint8Array;
}

/** The source elements that one target element is made of, and their integer weights. */
interface Tap {
  readonly first: number;
  /** Together `total`. */
  readonly weights: readonly number[];
  readonly total: number;
}

/**
 * A triangle filter as wide as the larger of a source and a target pixel, so that it interpolates when enlarging and averages when
 * shrinking. Centres and distances are counted in units of half a pixel of the common grid of both sizes, which makes every weight a
 * whole number.
 */
function triangleTaps(from: number, to: number): readonly Tap[] {
  // One source pixel is 2 * to units wide, one target pixel 2 * from.
  const radius = 2 * Math.max(from, to);
  return Array.from({ length: to }, (_unused, target) => {
    const centre = (2 * target + 1) * from;
    // Source pixels whose centre (2 * source + 1) * to is nearer than the radius
    const first = Math.max(0, Math.floor(((centre - radius) / to + 1) / 2));
    const weights: number[] = [];
    let total = 0;
    for (let source = first; source < from && (2 * source + 1) * to < centre + radius; source++) {
      const weight = Math.max(0, radius - Math.abs((2 * source + 1) * to - centre));
      weights.push(weight);
      total += weight;
    }
    return { first, weights, total };
  });
}

/** Filters along one axis. `lines`: rows of the other axis before it; `stride`: elements between neighbours on the axis. */
function filterAxis(
  source: Float64Array | Uint8Array,
  taps: readonly Tap[],
  layout: { readonly from: number; readonly lines: number; readonly stride: number },
): Float64Array {
  const { from, lines, stride } = layout;
  const result = new Float64Array(lines * taps.length * stride);
  for (let line = 0; line < lines; line++) {
    for (const [target, { first, weights, total }] of taps.entries()) {
      const start = (line * from + first) * stride;
      const at = (line * taps.length + target) * stride;
      for (let element = 0; element < stride; element++) {
        let sum = 0;
        for (let tap = 0; tap < weights.length; tap++) {
          sum += weights[tap]! * source[start + tap * stride + element]!;
        }
        result[at + element] = sum / total;
      }
    }
  }
  return result;
}

/**
 * Stretches an image to a size through an antialiased triangle filter, first along rows, then along columns, rounded once at the end.
 * Only whole numbers, products, sums and one division an axis: the same bytes on every runtime. An image of the size is left as it is.
 */
export function resize(image: Pixels, size: { readonly height: number; readonly width: number }): Uint8Array {
  const { width, height, channels, data } = image;
  if (width === size.width && height === size.height) {
    return data.slice();
  }
  const rows = filterAxis(data, triangleTaps(width, size.width), {
    from: width,
    lines: height,
    stride: channels,
  });
  const whole = filterAxis(rows, triangleTaps(height, size.height), {
    from: height,
    lines: 1,
    stride: size.width * channels,
  });
  return Uint8Array.from(whole, (value) => Math.floor(value + 0.5));
}
