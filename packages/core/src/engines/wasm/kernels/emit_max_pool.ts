import type { Size2d } from "../../../graph/ops/window.ts";
import type { I32, Local } from "../assembler/expression.ts";
import type { FunctionBuilder } from "../assembler/function_builder.ts";
import { i32 } from "../assembler/scalar_instructions.ts";
import { f32x4, v128 } from "../assembler/vector_instructions.ts";
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

/** Byte offsets of a window's pixels from its first, row by row. */
function windowOffsets({ width, channels, size }: Pool): number[] {
  return Array.from({ length: size[0] * size[1] }, (_unused, element) => {
    const row = Math.floor(element / size[1]);
    return (row * width + (element % size[1])) * channels * 4;
  });
}

/** Emits a body for each window and each four of its channels; `x` and `y` point at them. */
function emitWindows(
  fn: FunctionBuilder,
  pool: Pool,
  options: {
    readonly x: I32;
    readonly y: I32;
    readonly emit: (window: { x: Local<"i32">; y: Local<"i32">; channels: number }) => void;
  },
): void {
  const { width, channels, outHeight, outWidth, strides } = pool;
  const row = fn.let(options.x);
  const x = fn.local("i32");
  const y = fn.let(options.y);
  const pixel = channels * 4;
  fn.range({ to: outHeight }, () => {
    fn.set(x, row);
    fn.range({ to: outWidth }, () => {
      fn.range({ to: Math.floor(channels / LANES) }, () => {
        options.emit({ x, y, channels: LANES });
        fn.increase(x, VECTOR_BYTES);
        fn.increase(y, VECTOR_BYTES);
      });
      const rest = channels % LANES;
      if (rest > 0) {
        options.emit({ x, y, channels: rest });
        fn.increase(y, rest * 4);
      }
      fn.increase(x, strides[1] * pixel - Math.floor(channels / LANES) * VECTOR_BYTES);
    });
    fn.increase(row, strides[0] * width * pixel);
  });
}

/** Largest number of each window, channel by channel; NaN if one is in it. */
export function emitMaxPool(
  fn: FunctionBuilder,
  pool: Pool,
  { source, target }: { readonly source: I32; readonly target: I32 },
): void {
  const best = fn.local("v128");
  emitWindows(fn, pool, {
    x: source,
    y: target,
    emit: ({ x, y, channels }) => {
      for (const [index, offset] of windowOffsets(pool).entries()) {
        const value = v128.load({ address: x, offset });
        fn.set(best, index === 0 ? value : f32x4.max(best, value));
      }
      storeColumns(fn, { address: y, offset: 0 }, { vectors: [best], count: channels });
    },
  });
}

/** Whether a pixel can be in two windows. */
function windowsOverlap({ size, strides }: Pool): boolean {
  return size[0] > strides[0] || size[1] > strides[1];
}

/** Adds each window's upstream gradient where its first maximum is, row by row. `target` must be zero before. */
export function emitMaxPoolGradient(
  fn: FunctionBuilder,
  pool: Pool,
  addresses: {
    readonly source: I32;
    readonly pooled: I32;
    readonly upstream: I32;
    readonly target: I32;
  },
): void {
  const { source, pooled, upstream, target } = addresses;
  const overlap = windowsOverlap(pool);
  const largest = fn.local("v128");
  const gradient = fn.local("v128");
  const open = fn.local("v128");
  const wins = fn.local("v128");
  // the other two arrays are walked through in step with x and y, at fixed distances
  const toUpstream = fn.let(i32.sub(upstream, pooled));
  const toTarget = fn.let(i32.sub(target, source));
  const upstreamAt = fn.local("i32");
  const targetAt = fn.local("i32");
  emitWindows(fn, pool, {
    x: source,
    y: pooled,
    emit: ({ x, y, channels }) => {
      fn.set(upstreamAt, i32.add(y, toUpstream));
      fn.set(targetAt, i32.add(x, toTarget));
      fn.set(largest, v128.load({ address: y }));
      fn.set(gradient, v128.load({ address: upstreamAt }));
      const offsets = windowOffsets(pool);
      for (const [index, offset] of offsets.entries()) {
        const equal = f32x4.equal(v128.load({ address: x, offset }), largest);
        fn.set(wins, index === 0 ? equal : v128.and(equal, open));
        if (index < offsets.length - 1) {
          fn.set(open, index === 0 ? v128.not(wins) : v128.andNot(open, wins));
        }
        const given = v128.and(gradient, wins);
        const total = overlap ? f32x4.add(v128.load({ address: targetAt, offset }), given) : given;
        storeColumns(fn, { address: targetAt, offset }, { vectors: [total], count: channels });
      }
    },
  });
}
