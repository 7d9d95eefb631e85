import type { Padding2d, Size2d } from "../../../graph/ops/window.ts";
import type { I32, Local } from "../assembler/expression.ts";
import type { FunctionBuilder } from "../assembler/function_builder.ts";
import { f32, i32 } from "../assembler/scalar_instructions.ts";
import { f32x4 } from "../assembler/vector_instructions.ts";
import { emitFours } from "./axis_loops.ts";
import { type LaneCount, loadLanes, storeLanes } from "./lanes_in_memory.ts";

/** Windows over images that may reach beyond them. */
export interface ClippedPool {
  readonly images: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly outHeight: number;
  readonly outWidth: number;
  readonly size: Size2d;
  readonly strides: Size2d;
  readonly padding: Padding2d;
}

/** The part of a window along one axis that lies on the image. */
interface Span {
  readonly from: Local<"i32">;
  readonly to: Local<"i32">;
}

function emitSpan(
  fn: FunctionBuilder,
  index: I32,
  axis: { readonly stride: number; readonly padding: number; readonly size: number; readonly length: number },
): Span {
  const from = fn.let(i32.sub(i32.mul(index, i32.constant(axis.stride)), i32.constant(axis.padding)));
  const to = fn.let(i32.add(from, i32.constant(axis.size)));
  fn.when(i32.lessSigned(from, i32.constant(0)), () => fn.set(from, i32.constant(0)));
  fn.when(i32.greaterSigned(to, i32.constant(axis.length)), () => fn.set(to, i32.constant(axis.length)));
  return { from, to };
}

/** A window's elements, and some of its channels. */
interface Window {
  /** Of the pooled element, at these channels. */
  readonly y: I32;
  readonly count: LaneCount;
  /** Number of elements that lie on the image, at least 1, in all lanes. */
  readonly area: Local<"v128">;
  /** Emits a body for each element; it gets its address, at these channels. */
  readonly each: (body: (x: I32) => void) => void;
}

function emitWindows(
  fn: FunctionBuilder,
  pool: ClippedPool,
  addresses: { readonly x: I32; readonly y: I32 },
  body: (window: Window) => void,
): void {
  const { height, width, channels, size, strides, padding } = pool;
  const pixel = channels * 4;
  const image = fn.let(addresses.x);
  const y = fn.let(addresses.y);
  fn.range({ to: pool.images }, () => {
    fn.range({ to: pool.outHeight }, (outRow) => {
      const vertical = { stride: strides[0], padding: padding.top, size: size[0], length: height };
      const rows = emitSpan(fn, outRow, vertical);
      fn.range({ to: pool.outWidth }, (outColumn) => {
        const horizontal = { stride: strides[1], padding: padding.left, size: size[1], length: width };
        const columns = emitSpan(fn, outColumn, horizontal);
        const elements = fn.let(i32.mul(i32.sub(rows.to, rows.from), i32.sub(columns.to, columns.from)));
        // a window of padding alone has no element, or a negative number of rows
        fn.when(i32.lessSigned(elements, i32.constant(1)), () => fn.set(elements, i32.constant(1)));
        const area = fn.let(f32x4.splat(f32.convertSigned(elements)));
        emitFours(fn, { size: channels, strides: [4, 4] }, [image, y], ([from, to], count) => {
          const each: Window["each"] = (visit) => {
            fn.range({ from: rows.from, to: rows.to }, (row) => {
              fn.range({ from: columns.from, to: columns.to }, (column) => {
                const place = i32.add(i32.mul(row, i32.constant(width)), column);
                visit(fn.let(i32.add(from!, i32.mul(place, i32.constant(pixel)))));
              });
            });
          };
          body({ y: to!, count, area, each });
        });
        fn.increase(y, pixel);
      });
    });
    fn.increase(image, height * width * pixel);
  });
}

/** Mean of the elements of each window that lie on the image, channel by channel; 0 where there is none. */
export function emitAveragePool(
  fn: FunctionBuilder,
  pool: ClippedPool,
  { source, target }: { readonly source: I32; readonly target: I32 },
): void {
  const sum = fn.local("v128");
  emitWindows(fn, pool, { x: source, y: target }, ({ y, count, area, each }) => {
    fn.set(sum, f32x4.constant(0));
    each((x) => fn.set(sum, f32x4.add(sum, loadLanes({ address: x }, "float32", count))));
    storeLanes(fn, { address: y }, fn.let(f32x4.div(sum, area)), { dtype: "float32", count });
  });
}

/** Adds each window's share of the upstream gradient to its elements. `target` must be zero before. */
export function emitAveragePoolGradient(
  fn: FunctionBuilder,
  pool: ClippedPool,
  { upstream, target }: { readonly upstream: I32; readonly target: I32 },
): void {
  emitWindows(fn, pool, { x: target, y: upstream }, ({ y, count, area, each }) => {
    const share = fn.let(f32x4.div(loadLanes({ address: y }, "float32", count), area));
    each((x) => {
      const total = fn.let(f32x4.add(loadLanes({ address: x }, "float32", count), share));
      storeLanes(fn, { address: x }, total, { dtype: "float32", count });
    });
  });
}
