import type { I32, Local, V128 } from "../assembler/expression.ts";
import type { FunctionBuilder } from "../assembler/function_builder.ts";
import { i32 } from "../assembler/scalar_instructions.ts";
import { f32x4 } from "../assembler/vector_instructions.ts";
import { type LaneCount, loadLanes, storeLanes, tailOf } from "./lanes_in_memory.ts";
import type { TargetFeatures } from "./target_features.ts";

/** One axis of windows over an image. */
export interface WindowAxis {
  /** Pixels of the image. */
  readonly size: number;
  readonly outSize: number;
  readonly taps: number;
  readonly stride: number;
  readonly dilation: number;
  readonly padding: number;
}

/** Windows, one after the other, in which the same taps fall on the image. */
interface WindowRun {
  readonly first: number;
  readonly count: number;
  /** The first tap on the image, and the first behind it. */
  readonly from: number;
  readonly to: number;
}

/** Cuts an axis into runs. */
export function windowRuns({ size, outSize, taps, stride, dilation, padding }: WindowAxis): WindowRun[] {
  const runs: WindowRun[] = [];
  for (let out = 0; out < outSize; out++) {
    const start = out * stride - padding;
    const from = Math.min(taps, Math.max(0, Math.ceil(-start / dilation)));
    const to = Math.max(from, Math.min(taps, Math.ceil((size - start) / dilation)));
    const last = runs.at(-1);
    if (last !== undefined && last.from === from && last.to === to) {
      runs[runs.length - 1] = { ...last, count: last.count + 1 };
    } else {
      runs.push({ first: out, count: 1, from, to });
    }
  }
  return runs;
}

/** A convolution of each channel with one kernel of its own: `y[row][column] = sum over taps of x[...] * kernel[tap]`. */
export interface DepthwiseRows {
  readonly images: number;
  readonly channels: number;
  readonly rows: WindowAxis;
  readonly columns: WindowAxis;
  /** Whether the last tap of the kernel comes first. */
  readonly flipped: boolean;
}

/** Addresses of the tensors, and which of them is computed: `y` is set, `kernel` is added to. */
export interface DepthwiseRowsTensors {
  readonly x: I32;
  readonly kernel: I32;
  readonly y: I32;
  readonly sum: "kernel" | "y";
}

/** So many products may be written out: each run of rows has code for each run of columns. */
const MOST_WRITTEN_OUT = 500;

/** Whether a convolution has few enough different windows for code of its own for each. */
export function fitsRows({ rows, columns }: Pick<DepthwiseRows, "rows" | "columns">): boolean {
  const products = (axis: WindowAxis): number =>
    windowRuns(axis).reduce((sum, { from, to }) => sum + to - from, 0);
  // the taps of a kernel are kept in registers, and few more in memory that is near
  return rows.taps * columns.taps <= 25 && products(rows) * products(columns) <= MOST_WRITTEN_OUT;
}

class RowsEmitter {
  readonly #fn: FunctionBuilder;
  readonly #conv: DepthwiseRows;
  readonly #tensors: DepthwiseRowsTensors;
  readonly #relaxed: boolean;
  readonly #pixel: number;
  readonly #columnRuns: readonly WindowRun[];

  constructor(
    fn: FunctionBuilder,
    conv: DepthwiseRows,
    { tensors, features }: { readonly tensors: DepthwiseRowsTensors; readonly features: TargetFeatures },
  ) {
    this.#fn = fn;
    this.#conv = conv;
    this.#tensors = tensors;
    this.#relaxed = features.relaxed;
    this.#pixel = conv.channels * 4;
    this.#columnRuns = windowRuns(conv.columns);
  }

  emit(): void {
    const { images, rows, columns, channels } = this.#conv;
    const fn = this.#fn;
    const image = fn.let(this.#tensors.x);
    const result = fn.let(this.#tensors.y);
    fn.range({ to: images }, () => {
      for (const run of windowRuns(rows)) {
        const top = run.first * rows.stride - rows.padding + run.from * rows.dilation;
        const x = fn.let(i32.add(image, i32.constant(top * columns.size * this.#pixel)));
        const y = fn.let(i32.add(result, i32.constant(run.first * columns.outSize * this.#pixel)));
        fn.range({ to: run.count }, () => {
          const at = { x: fn.let(x), y: fn.let(y), kernel: fn.let(this.#tensors.kernel) };
          fn.range({ to: Math.floor(channels / 4) }, () => {
            this.#emitRow(run, at, 4);
            for (const pointer of Object.values(at)) {
              fn.increase(pointer, 16);
            }
          });
          const tail = tailOf(channels);
          if (tail !== null) {
            this.#emitRow(run, at, tail);
          }
          fn.increase(x, rows.stride * columns.size * this.#pixel);
          fn.increase(y, columns.outSize * this.#pixel);
        });
      }
      fn.increase(image, rows.size * columns.size * this.#pixel);
      fn.increase(result, rows.outSize * columns.outSize * this.#pixel);
    });
  }

  #madd(a: V128, b: V128, sum: V128): V128 {
    return this.#relaxed ? f32x4.relaxedMadd(a, b, sum) : f32x4.add(sum, f32x4.mul(a, b));
  }

  /** Bytes from the kernel's start to a tap. */
  #tapOffset(row: number, column: number): number {
    const { rows, columns, flipped } = this.#conv;
    const tap = row * columns.taps + column;
    return (flipped ? rows.taps * columns.taps - 1 - tap : tap) * this.#pixel;
  }

  /** A row of windows, for up to four channels. */
  #emitRow(
    { from, to }: WindowRun,
    at: { readonly x: I32; readonly y: I32; readonly kernel: I32 },
    count: LaneCount,
  ): void {
    const fn = this.#fn;
    const { columns, rows } = this.#conv;
    const form = { dtype: "float32", count } as const;
    const taps = Array.from({ length: to - from }, (_unused, row) =>
      Array.from({ length: columns.taps }, (_tap, column) => {
        const offset = this.#tapOffset(from + row, column);
        return { offset, value: fn.let(loadLanes({ address: at.kernel, offset }, "float32", count)) };
      }),
    );
    for (const run of this.#columnRuns) {
      const left = run.first * columns.stride - columns.padding + run.from * columns.dilation;
      const x = fn.let(i32.add(at.x, i32.constant(left * this.#pixel)));
      const y = fn.let(i32.add(at.y, i32.constant(run.first * this.#pixel)));
      const seen = taps.flatMap((row, rowIndex) =>
        row.slice(run.from, run.to).map(({ value }, column) => ({
          value,
          offset: (rowIndex * rows.dilation * columns.size + column * columns.dilation) * this.#pixel,
        })),
      );
      fn.range({ to: run.count }, () => {
        this.#emitWindow(seen, { x, y }, count);
        fn.increase(x, columns.stride * this.#pixel);
        fn.increase(y, this.#pixel);
      });
    }
    if (this.#tensors.sum === "kernel") {
      for (const { offset, value } of taps.flat()) {
        storeLanes(fn, { address: at.kernel, offset }, value, form);
      }
    }
  }

  #emitWindow(
    taps: readonly { readonly value: Local<"v128">; readonly offset: number }[],
    { x, y }: { readonly x: I32; readonly y: I32 },
    count: LaneCount,
  ): void {
    const fn = this.#fn;
    const pixel = (offset: number): V128 => loadLanes({ address: x, offset }, "float32", count);
    if (this.#tensors.sum === "kernel") {
      const upstream = fn.let(loadLanes({ address: y }, "float32", count));
      for (const { value, offset } of taps) {
        fn.set(value, this.#madd(pixel(offset), upstream, value));
      }
      return;
    }
    const sum = fn.let(f32x4.constant(0));
    for (const { value, offset } of taps) {
      fn.set(sum, this.#madd(pixel(offset), value, sum));
    }
    storeLanes(fn, { address: y }, sum, { dtype: "float32", count });
  }
}

/**
 * Emits a depthwise convolution, or what it adds to the gradient of its kernels, row by row: the rows that are seen stay in the cache, and the
 * taps of four channels in registers while a row is gone through.
 */
export function emitDepthwiseRows(
  fn: FunctionBuilder,
  conv: DepthwiseRows,
  given: { readonly tensors: DepthwiseRowsTensors; readonly features: TargetFeatures },
): void {
  new RowsEmitter(fn, conv, given).emit();
}
