import type { Size2d } from "../../../graph/ops/window.ts";
import type { I32, Local, V128 } from "../assembler/expression.ts";
import type { FunctionBuilder } from "../assembler/function_builder.ts";
import { f32x4, i32x4, v128 } from "../assembler/vector_instructions.ts";
import { type LaneCount, loadLanes, storeLanes } from "./lanes_in_memory.ts";
import { LANES, storeColumns, VECTOR_BYTES } from "./store_columns.ts";

/** Windows over one image that lie on it wholly. */
export interface Pool {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly outHeight: number;
  readonly outWidth: number;
  readonly size: Size2d;
  readonly strides: Size2d;
}

/** Positions of maxima, one a window and channel. */
export interface Positions {
  readonly address: I32;
  readonly dtype: "uint8" | "int32";
}

/** Byte offsets of a window's pixels from its first, row by row. */
function windowOffsets({ width, channels, size }: Pool): number[] {
  return Array.from({ length: size[0] * size[1] }, (_unused, element) => {
    const row = Math.floor(element / size[1]);
    return (row * width + (element % size[1])) * channels * 4;
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
  { width, channels, outHeight, outWidth, strides }: Pool,
  { image, arrays }: { readonly image: I32; readonly arrays: readonly WindowArray[] },
  body: (at: Local<"i32">, arrays: readonly Local<"i32">[], count: LaneCount) => void,
): void {
  const row = fn.let(image);
  const at = fn.local("i32");
  const places = arrays.map(({ address }) => fn.let(address));
  const pixel = channels * 4;
  const quads = Math.floor(channels / LANES);
  const step = (count: LaneCount): void => {
    body(at, places, count);
    for (const [index, { bytesPerElement }] of arrays.entries()) {
      fn.increase(places[index]!, count * bytesPerElement);
    }
  };
  fn.range({ to: outHeight }, () => {
    fn.set(at, row);
    fn.range({ to: outWidth }, () => {
      fn.range({ to: quads }, () => {
        step(LANES);
        fn.increase(at, VECTOR_BYTES);
      });
      if (channels % LANES > 0) {
        step((channels % LANES) as LaneCount);
      }
      fn.increase(at, strides[1] * pixel - quads * VECTOR_BYTES);
    });
    fn.increase(row, strides[0] * width * pixel);
  });
}

function bytesOfPositions({ dtype }: Positions): number {
  return dtype === "uint8" ? 1 : 4;
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
  }: { readonly source: I32; readonly pooled: I32 | null; readonly positions: Positions | null },
): void {
  const best = fn.local("v128");
  const arrays = [
    ...(pooled === null ? [] : [{ address: pooled, bytesPerElement: 4 }]),
    ...(positions === null
      ? []
      : [{ address: positions.address, bytesPerElement: bytesOfPositions(positions) }]),
  ];
  emitWindows(fn, pool, { image: source, arrays }, (at, places, count) => {
    const elements = windowOffsets(pool).map((offset) => v128.load({ address: at, offset }));
    emitLargest(fn, elements, best);
    if (pooled !== null) {
      storeColumns(fn, { address: places[0]!, offset: 0 }, { vectors: [best], count });
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
  emitWindows(fn, pool, { image: target, arrays }, (at, [valueAt, positionAt], count) => {
    fn.set(value, v128.load({ address: valueAt! }));
    fn.set(position, loadLanes({ address: positionAt! }, positions.dtype, count));
    for (const [element, offset] of windowOffsets(pool).entries()) {
      const given = v128.and(value, i32x4.equal(position, i32x4.constant(element)));
      const total = overlap ? f32x4.add(v128.load({ address: at, offset }), given) : given;
      storeColumns(fn, { address: at, offset }, { vectors: [total], count });
    }
  });
}
