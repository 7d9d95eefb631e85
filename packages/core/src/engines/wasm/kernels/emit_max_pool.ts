import type { Size2d } from "../../../graph/ops/window.ts";
import type { I32, Local, V128 } from "../assembler/expression.ts";
import type { FunctionBuilder } from "../assembler/function_builder.ts";
import { i32 } from "../assembler/scalar_instructions.ts";
import { f32x4, i32x4, v128 } from "../assembler/vector_instructions.ts";
import type { Finish } from "./finish.ts";
import { type LaneCount, loadLanes, storeLanes } from "./lanes_in_memory.ts";
import { LANES, storeColumns, VECTOR_BYTES } from "./store_columns.ts";

/** Windows over one image that lie on it wholly. */
export interface Pool {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  /** Bytes from one pixel of the image to the next. @default those of `channels` numbers */
  readonly pixelBytes?: number;
  readonly outHeight: number;
  readonly outWidth: number;
  /** Numbers from one window's to the next one's, of what there is one of a window. @default channels */
  readonly outPitch?: number;
  readonly size: Size2d;
  readonly strides: Size2d;
}

/** Positions of maxima, one a window and channel. */
export interface Positions {
  readonly address: I32;
  readonly dtype: "uint8" | "int32";
}

/** Byte offsets of a window's pixels from its first, row by row. */
function windowOffsets({ width, channels, size, pixelBytes = channels * 4 }: Pool): number[] {
  return Array.from({ length: size[0] * size[1] }, (_unused, element) => {
    const row = Math.floor(element / size[1]);
    return (row * width + (element % size[1])) * pixelBytes;
  });
}

/** An array with an element a window and channel. */
interface WindowArray {
  readonly address: I32;
  readonly bytesPerElement: number;
}

/** Emits a body for each window and each four of its channels, with the addresses of the image's and of the arrays' elements. */
function emitWindows(
  fn: FunctionBuilder,
  pool: Pool,
  { image, arrays }: { readonly image: I32; readonly arrays: readonly WindowArray[] },
  body: (
    at: Local<"i32">,
    arrays: readonly Local<"i32">[],
    channels: {
      readonly count: LaneCount;
      /** Bytes from a pixel's first channel to the first of these. */
      readonly column: I32;
    },
  ) => void,
): void {
  const { width, channels, outHeight, outWidth, strides } = pool;
  const { pixelBytes = channels * 4, outPitch = channels } = pool;
  const row = fn.let(image);
  const at = fn.local("i32");
  const places = arrays.map(({ address }) => fn.let(address));
  const quads = Math.floor(channels / LANES);
  const move = (elements: number): void => {
    for (const [index, { bytesPerElement }] of arrays.entries()) {
      fn.increase(places[index]!, elements * bytesPerElement);
    }
  };
  fn.range({ to: outHeight }, () => {
    fn.set(at, row);
    fn.range({ to: outWidth }, () => {
      fn.range({ to: quads }, (quad) => {
        body(at, places, { count: LANES, column: i32.mul(quad, i32.constant(VECTOR_BYTES)) });
        move(LANES);
        fn.increase(at, VECTOR_BYTES);
      });
      if (channels % LANES > 0) {
        const count = (channels % LANES) as LaneCount;
        body(at, places, { count, column: i32.constant(quads * VECTOR_BYTES) });
      }
      if (outPitch > quads * LANES) {
        move(outPitch - quads * LANES);
      }
      fn.increase(at, strides[1] * pixelBytes - quads * VECTOR_BYTES);
    });
    fn.increase(row, strides[0] * width * pixelBytes);
  });
}

/** Bytes of one position. */
export function bytesOfPositions({ dtype }: Pick<Positions, "dtype">): number {
  return dtype === "uint8" ? 1 : 4;
}

/** Where the position is that belongs to a number so many bytes into an array of windows. */
export function placeOfPositions({ address, dtype }: Positions, bytes: I32): I32 {
  return i32.add(address, dtype === "uint8" ? i32.shrUnsigned(bytes, i32.constant(2)) : bytes);
}

/**
 * Largest number of each window, channel by channel, NaN if one is in it; and the position of the first of them, row by row, the number of
 * a window's elements if a NaN is in it. Either or both.
 */
export function emitMaxPool(
  fn: FunctionBuilder,
  pool: Pool,
  {
    source,
    pooled,
    positions,
    finish,
  }: {
    readonly source: I32;
    readonly pooled: I32 | null;
    readonly positions: Positions | null;
    /** What is done with maxima in channels that begin so many bytes into a pixel, before they are stored. */
    readonly finish?: ((column: I32) => Finish) | undefined;
  },
): void {
  const best = fn.local("v128");
  const arrays = [
    ...(pooled === null ? [] : [{ address: pooled, bytesPerElement: 4 }]),
    ...(positions === null
      ? []
      : [{ address: positions.address, bytesPerElement: bytesOfPositions(positions) }]),
  ];
  emitWindows(fn, pool, { image: source, arrays }, (at, places, { count, column }) => {
    const elements = windowOffsets(pool).map((offset) => v128.load({ address: at, offset }));
    emitLargest(fn, elements, best);
    if (pooled !== null) {
      const place = { address: places[0]!, offset: 0 };
      const stored = finish === undefined ? best : finish(fn.let(column))(best, { place, offset: 0, count });
      storeColumns(fn, place, { vectors: [stored], count });
    }
    if (positions !== null) {
      const position = emitFirstEqual(fn, elements, best);
      storeLanes(fn, { address: places.at(-1)! }, position, { dtype: positions.dtype, count });
    }
  });
}

/** Largest of some vectors, lane by lane; NaN if one is. */
function emitLargest(fn: FunctionBuilder, elements: readonly V128[], best: Local<"v128">): void {
  const value = fn.local("v128");
  const unordered = fn.local("v128");
  // the quick maximum lets a NaN slip by, so that is looked for beside it: fewer instructions than the maximum that finds it
  for (const [index, element] of elements.entries()) {
    fn.set(value, element);
    const isUnordered = f32x4.notEqual(value, value);
    fn.set(unordered, index === 0 ? isUnordered : v128.or(unordered, isUnordered));
    fn.set(best, index === 0 ? value : f32x4.pseudoMax(best, value));
  }
  fn.set(best, v128.or(best, unordered));
}

/** Number of the first element that equals another, lane by lane; the number of elements where none does, as with NaN. */
function emitFirstEqual(fn: FunctionBuilder, elements: readonly V128[], value: V128): Local<"v128"> {
  const position = fn.local("v128");
  const differs = fn.local("v128");
  for (const [index, element] of elements.entries()) {
    const isOther = f32x4.notEqual(element, value);
    fn.set(differs, index === 0 ? isOther : v128.and(differs, isOther));
    fn.set(position, index === 0 ? i32x4.neg(differs) : i32x4.sub(position, differs));
  }
  return position;
}

/** Whether a pixel can be in two windows. */
function windowsOverlap({ size, strides }: Pool): boolean {
  return size[0] > strides[0] || size[1] > strides[1];
}

/** Whether each pixel of an image is in one window and no other, so that all of them are written. */
export function writesAll({ size, strides, height, width, outHeight, outWidth }: Pool): boolean {
  const isTiled = size[0] === strides[0] && size[1] === strides[1];
  return isTiled && height === outHeight * size[0] && width === outWidth * size[1];
}

/** Puts each window's number at its position, and zeros at the others. Where windows overlap, `target` must be zero before. */
export function emitMaxUnpool(
  fn: FunctionBuilder,
  pool: Pool,
  {
    positions,
    values,
    target,
  }: { readonly positions: Positions; readonly values: I32; readonly target: I32 },
): void {
  const overlap = windowsOverlap(pool);
  const position = fn.local("v128");
  const value = fn.local("v128");
  const arrays = [
    { address: values, bytesPerElement: 4 },
    { address: positions.address, bytesPerElement: bytesOfPositions(positions) },
  ];
  emitWindows(fn, pool, { image: target, arrays }, (at, [valueAt, positionAt], { count }) => {
    fn.set(value, v128.load({ address: valueAt! }));
    fn.set(position, loadLanes({ address: positionAt! }, positions.dtype, count));
    for (const [element, offset] of windowOffsets(pool).entries()) {
      const given = v128.and(value, i32x4.equal(position, i32x4.constant(element)));
      const total = overlap ? f32x4.add(v128.load({ address: at, offset }), given) : given;
      storeColumns(fn, { address: at, offset }, { vectors: [total], count });
    }
  });
}
