import type { I32, Local } from "../assembler/expression.ts";
import type { FunctionBuilder } from "../assembler/function_builder.ts";
import { i32 } from "../assembler/scalar_instructions.ts";
import { f32x4, v128 } from "../assembler/vector_instructions.ts";
import { emitMatMul } from "./emit_mat_mul.ts";
import { emitPack, packedBytes } from "./emit_pack.ts";
import { emitTile, TILE_COLUMNS } from "./emit_tile.ts";
import type { Finish } from "./finish.ts";
import { LANES, VECTOR_BYTES } from "./store_columns.ts";
import type { TargetFeatures } from "./target_features.ts";
import { emitColumns, emitRows, evenOffsets } from "./tile_grid.ts";
import {
  positionStride,
  TILE_OUTPUTS,
  TILE_PIXELS,
  TILE_PRODUCTS,
  type WinogradGrid,
} from "./winograd_grid.ts";
import { emitTransform, type SmallMatrix, WINOGRAD } from "./winograd_transform.ts";

/** An image whose squares of pixels tiles take or give. */
export interface TiledImage {
  readonly address: I32;
  /** Pixels from one row to the next. */
  readonly pitch: number;
  /** A multiple of 4. */
  readonly channels: number;
}

/** A strip: some rows of the tiles of a grid. */
export interface Strip {
  readonly grid: WinogradGrid;
  /** Number of tile rows. */
  readonly rows: number;
}

/**
 * Emits a body for each strip of a grid.
 * @param starts Addresses that move on with the strips, and by how many bytes a row of tiles.
 */
export function emitStrips(
  fn: FunctionBuilder,
  grid: WinogradGrid,
  starts: readonly { readonly address: I32; readonly rowBytes: number }[],
  body: (strip: Strip, addresses: readonly Local<"i32">[]) => void,
): void {
  const { tilesDown, stripRows } = grid;
  const addresses = starts.map(({ address }) => fn.let(address));
  fn.range({ to: Math.floor(tilesDown / stripRows) }, () => {
    body({ grid, rows: stripRows }, addresses);
    for (const [index, { rowBytes }] of starts.entries()) {
      fn.increase(addresses[index]!, stripRows * rowBytes);
    }
  });
  if (tilesDown % stripRows > 0) {
    body({ grid, rows: tilesDown % stripRows }, addresses);
  }
}

/** Bytes of an image from one row of tiles to the next. */
export function tileRowBytes({ pitch, channels }: Omit<TiledImage, "address">): number {
  return TILE_OUTPUTS * pitch * channels * 4;
}

/** Emits a body for each tile and each four channels, with the addresses of both in the image and among the transformed tiles. */
function emitTiles(
  fn: FunctionBuilder,
  { grid, rows }: Strip,
  { image, transformed }: { readonly image: TiledImage; readonly transformed: I32 },
  body: (pixel: Local<"i32">, value: Local<"i32">, quad: Local<"i32">) => void,
): void {
  const { pitch, channels } = image;
  const pixel = fn.let(image.address);
  const value = fn.let(transformed);
  fn.range({ to: rows }, () => {
    fn.range({ to: grid.tilesAcross }, () => {
      fn.range({ to: channels / LANES }, (quad) => {
        body(pixel, value, quad);
        fn.increase(pixel, VECTOR_BYTES);
        fn.increase(value, VECTOR_BYTES);
      });
      fn.increase(pixel, (TILE_OUTPUTS - 1) * channels * 4);
    });
    fn.increase(pixel, (pitch - grid.tilesAcross) * TILE_OUTPUTS * channels * 4);
  });
}

interface TransformOptions {
  readonly strip: Strip;
  readonly matrix: SmallMatrix;
  readonly image: TiledImage;
  /** One matrix of tiles times channels a position. */
  readonly transformed: I32;
}

/** Turns squares of an image's pixels into one matrix a position. */
export function emitSpreadTiles(
  fn: FunctionBuilder,
  { strip, matrix, image, transformed }: TransformOptions,
): void {
  const stride = positionStride(strip.grid, image.channels);
  emitTiles(fn, strip, { image, transformed }, (pixel, value) =>
    emitTransform(fn, matrix, {
      load: (row, column) =>
        v128.load({ address: pixel, offset: (row * image.pitch + column) * image.channels * 4 }),
      store: (row, column, result) =>
        fn.store({ address: value, offset: (row * TILE_PIXELS + column) * stride }, result),
    }),
  );
}

/**
 * Turns one matrix a position back into squares of an image's pixels.
 * @param accumulate Whether squares overlap, so that each is added to what is there.
 */
export function emitGatherTiles(
  fn: FunctionBuilder,
  { strip, matrix, image, transformed }: TransformOptions,
  {
    accumulate,
    finish,
  }: {
    readonly accumulate: boolean;
    /** What is done with results in channels that begin so many bytes into a pixel, before they are stored. */
    readonly finish?: ((column: I32) => Finish) | undefined;
  },
): void {
  const stride = positionStride(strip.grid, image.channels);
  emitTiles(fn, strip, { image, transformed }, (pixel, value, quad) => {
    const finishAt = finish?.(fn.let(i32.shl(quad, i32.constant(4))));
    emitTransform(fn, matrix, {
      load: (row, column) => v128.load({ address: value, offset: (row * TILE_PIXELS + column) * stride }),
      store: (row, column, result) => {
        const place = { address: pixel, offset: (row * image.pitch + column) * image.channels * 4 };
        if (finishAt !== undefined) {
          fn.store(place, finishAt(fn.let(result), { place, offset: 0, count: LANES }));
        } else {
          fn.store(place, accumulate ? f32x4.add(v128.load(place), result) : result);
        }
      },
    });
  });
}

/** Emits for each position: a strip's matrix of tiles times channels by a packed matrix of channels times filters. */
export function emitProducts(
  fn: FunctionBuilder,
  {
    strip: { grid, rows },
    channels,
    filters,
    a,
    packed,
    c,
  }: {
    readonly strip: Strip;
    readonly channels: number;
    readonly filters: number;
    readonly a: I32;
    readonly packed: I32;
    readonly c: I32;
  },
  features: TargetFeatures,
): void {
  const at = { a: fn.let(a), packed: fn.let(packed), c: fn.let(c) };
  fn.range({ to: TILE_PRODUCTS }, () => {
    emitMatMul(
      fn,
      {
        ...at,
        aRowStride: channels * 4,
        aColumnStride: 4,
        rows: rows * grid.tilesAcross,
        inner: channels,
        columns: filters,
      },
      features,
    );
    fn.increase(at.a, positionStride(grid, channels));
    fn.increase(at.packed, packedBytes(channels, filters));
    fn.increase(at.c, positionStride(grid, filters));
  });
}

/** Emits for each position: what a strip adds to the matrix of channels times filters, a sum over its tiles. */
export function emitKernelProducts(
  fn: FunctionBuilder,
  {
    strip: { grid, rows },
    channels,
    filters,
    pixels,
    upstream,
    sums,
  }: {
    readonly strip: Strip;
    readonly channels: number;
    readonly filters: number;
    /** Transformed pixels. */
    readonly pixels: I32;
    /** The transformed gradient of the outputs. */
    readonly upstream: I32;
    readonly sums: I32;
  },
  features: TargetFeatures,
): void {
  const a = fn.let(pixels);
  const b = fn.let(upstream);
  const c = fn.let(sums);
  const cStep = filters * 4;
  const loops = [{ count: rows * grid.tilesAcross, aStep: channels * 4, bStep: filters * 4 }];
  fn.range({ to: TILE_PRODUCTS }, () => {
    emitColumns(fn, { columns: filters, b, bStep: TILE_COLUMNS * 4, c }, (panel) => {
      emitRows(fn, { rows: channels, a, aStep: 4, c: panel.c, cStep, features }, (tile) => {
        emitTile(
          fn,
          {
            a: tile.a,
            b: panel.b,
            c: tile.c,
            aOffsets: evenOffsets(tile.size, 4),
            cOffsets: evenOffsets(tile.size, cStep),
            columns: panel.columns,
            loops,
            accumulate: true,
          },
          features,
        );
      });
    });
    fn.increase(a, positionStride(grid, channels));
    fn.increase(b, positionStride(grid, filters));
    fn.increase(c, channels * filters * 4);
  });
}

/** Bytes of transformed kernels, one matrix of channels times filters a position. */
export function transformedKernelBytes(channels: number, filters: number): number {
  return TILE_PRODUCTS * channels * filters * 4;
}

/** Emits a body for each four filters of each channel, with their addresses in the kernels and among the transformed ones. */
function emitKernels(
  fn: FunctionBuilder,
  { kernel, transformed, size }: { readonly kernel: I32; readonly transformed: I32; readonly size: number },
  body: (kernel: Local<"i32">, transformed: Local<"i32">) => void,
): void {
  const from = fn.let(kernel);
  const to = fn.let(transformed);
  fn.range({ to: size / LANES }, () => {
    body(from, to);
    fn.increase(from, VECTOR_BYTES);
    fn.increase(to, VECTOR_BYTES);
  });
}

/**
 * Transforms kernels and packs each position's matrix for `emitProducts`.
 * @param flipped Whether for the way back, from filters to channels.
 * @param scratch Room of `transformedKernelBytes`.
 */
export function emitPackedKernels(
  fn: FunctionBuilder,
  {
    kernel,
    channels,
    filters,
    flipped,
    scratch,
    target,
  }: {
    readonly kernel: I32;
    readonly channels: number;
    readonly filters: number;
    readonly flipped: boolean;
    readonly scratch: I32;
    readonly target: I32;
  },
): void {
  const size = channels * filters;
  emitKernels(fn, { kernel, transformed: scratch, size }, (from, to) =>
    emitTransform(fn, WINOGRAD.kernel, {
      load: (row, column) => v128.load({ address: from, offset: (row * 3 + column) * size * 4 }),
      store: (row, column, value) =>
        fn.store({ address: to, offset: (row * TILE_PIXELS + column) * size * 4 }, value),
    }),
  );
  const source = fn.let(scratch);
  const packed = fn.let(target);
  const [rows, columns] = flipped ? [filters, channels] : [channels, filters];
  const [rowStride, columnStride] = flipped ? [4, filters * 4] : [filters * 4, 4];
  fn.range({ to: TILE_PRODUCTS }, () => {
    emitPack(fn, { source, target: packed, parts: [], rows, rowStride, columns, columnStride });
    fn.increase(source, size * 4);
    fn.increase(packed, packedBytes(rows, columns));
  });
}

/** Turns the sums of all images into the gradient of the kernels. */
export function emitKernelGradient(
  fn: FunctionBuilder,
  {
    sums,
    target,
    size,
  }: {
    readonly sums: I32;
    readonly target: I32;
    /** Channels times filters. */
    readonly size: number;
  },
): void {
  emitKernels(fn, { kernel: target, transformed: sums, size }, (to, from) =>
    emitTransform(fn, WINOGRAD.kernelGradient, {
      load: (row, column) => v128.load({ address: from, offset: (row * TILE_PIXELS + column) * size * 4 }),
      store: (row, column, value) => fn.store({ address: to, offset: (row * 3 + column) * size * 4 }, value),
    }),
  );
}
