import type { I32 } from "../assembler/expression.ts";
import type { FunctionBuilder } from "../assembler/function_builder.ts";
import { i32 } from "../assembler/scalar_instructions.ts";
import { f32x4 } from "../assembler/vector_instructions.ts";
import { storeColumns, VECTOR_BYTES } from "./store_columns.ts";
import { moved } from "./tile_grid.ts";

/** How one axis of an image is spread over the same axis of a larger, or smaller, one: position `p` goes to `p * step + start`, if that exists. */
export interface SpreadAxis {
  readonly size: number;
  readonly start: number;
  readonly step: number;
  readonly targetSize: number;
}

/** An image of float32 to spread, pixel by pixel. */
export interface Spread {
  readonly source: I32;
  readonly target: I32;
  readonly rows: SpreadAxis;
  readonly columns: SpreadAxis;
  readonly channels: number;
  /** What stands where no pixel goes; null: nothing is written there. */
  readonly fill: number | null;
}

/** First and last-but-one position that has a place in the target. */
function inside({ size, start, step, targetSize }: SpreadAxis): { from: number; to: number } {
  const from = Math.max(0, Math.ceil(-start / step));
  const to = Math.min(size, Math.floor((targetSize - 1 - start) / step) + 1);
  return { from, to: Math.max(from, to) };
}

/** Bytes of the image that a spread makes. */
export function spreadBytes({
  rows,
  columns,
  channels,
}: Pick<Spread, "rows" | "columns" | "channels">): number {
  return rows.targetSize * columns.targetSize * channels * 4;
}

/**
 * The way back of a padding or a crop: what it brought into an image goes where it came from.
 * @param size Of the image that it goes to. @default that which was spread
 */
export function spreadBack(
  { rows, columns, channels }: Pick<Spread, "rows" | "columns" | "channels">,
  size: { readonly rows: number; readonly columns: number } = { rows: rows.size, columns: columns.size },
): Pick<Spread, "rows" | "columns" | "channels"> {
  const back = ({ start, targetSize: from }: SpreadAxis, targetSize: number): SpreadAxis => ({
    size: from,
    start: -start,
    step: 1,
    targetSize,
  });
  return { rows: back(rows, size.rows), columns: back(columns, size.columns), channels };
}

/** Writes one number over and over. */
export function emitFill(fn: FunctionBuilder, target: I32, bytes: number, value: number): void {
  if (Object.is(value, 0)) {
    fn.fill(target, 0, bytes);
    return;
  }
  const vector = f32x4.constant(value);
  const at = fn.let(target);
  fn.range({ to: Math.floor(bytes / VECTOR_BYTES) }, () => {
    fn.store({ address: at }, vector);
    fn.increase(at, VECTOR_BYTES);
  });
  storeColumns(fn, { address: at, offset: 0 }, { vectors: [vector], count: (bytes % VECTOR_BYTES) / 4 });
}

/** Pads an image, crops it, or pulls its pixels apart, as convolutions with padding or strides need it. */
export function emitSpread(fn: FunctionBuilder, spread: Spread): void {
  const { rows, columns, channels, fill } = spread;
  if (fill !== null) {
    emitFill(fn, spread.target, spreadBytes(spread), fill);
  }
  const pixel = channels * 4;
  const row = inside(rows);
  const column = inside(columns);
  const width = (column.to - column.from) * pixel;
  if (width === 0) {
    return;
  }
  const firstSource = (row.from * columns.size + column.from) * pixel;
  const firstRow = row.from * rows.step + rows.start;
  const firstColumn = column.from * columns.step + columns.start;
  const source = fn.let(moved(spread.source, firstSource));
  const target = fn.let(moved(spread.target, (firstRow * columns.targetSize + firstColumn) * pixel));
  fn.range({ to: row.to - row.from }, () => {
    if (columns.step === 1) {
      fn.copy(target, source, width);
    } else {
      emitPixels(fn, { source, target, count: column.to - column.from, pixel, step: columns.step });
    }
    fn.increase(source, columns.size * pixel);
    fn.increase(target, rows.step * columns.targetSize * pixel);
  });
}

function emitPixels(
  fn: FunctionBuilder,
  options: {
    readonly source: I32;
    readonly target: I32;
    readonly count: number;
    readonly pixel: number;
    readonly step: number;
  },
): void {
  const { count, pixel, step } = options;
  const source = fn.let(options.source);
  const target = fn.let(options.target);
  fn.range({ to: count }, () => {
    if (pixel === 4) {
      fn.store({ address: target }, i32.load({ address: source }));
    } else {
      fn.copy(target, source, pixel);
    }
    fn.increase(source, pixel);
    fn.increase(target, step * pixel);
  });
}
