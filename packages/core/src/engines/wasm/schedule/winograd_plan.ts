import type { ConvolutionAttributes } from "../../../graph/ops/convolution.ts";
import { packedBytes } from "../kernels/emit_pack.ts";
import { type Spread, spreadBytes } from "../kernels/emit_spread.ts";
import { emitPackedKernels, transformedKernelBytes } from "../kernels/emit_winograd.ts";
import { LANES } from "../kernels/store_columns.ts";
import {
  pixelsSeen,
  stripBytes,
  TILE_OUTPUTS,
  TILE_PRODUCTS,
  type WinogradGrid,
  winogradGrid,
} from "../kernels/winograd_grid.ts";
import { align } from "../memory/pack_intervals.ts";
import { imageSizes } from "./images.ts";
import type { LoweringContext } from "./lowering.ts";
import type { Region } from "./region.ts";
import type { Use } from "./stage.ts";

/** A convolution as Winograd sees it. */
interface WinogradShape {
  /** Of an image that the kernels slide over. */
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly filters: number;
  readonly kernelSize: readonly [number, number];
  readonly attributes: ConvolutionAttributes;
  /** The outputs that matter. */
  readonly live: Region;
}

/** Instructions on vectors that transforming one tile takes: for four channels, and for four filters. */
const INPUT_COST = 80;
const OUTPUT_COST = 60;
/** Multiply-adds that take as long as one such instruction. */
const PRODUCTS_PER_INSTRUCTION = 4;
/** What is gained must be more than what the smaller products lose. */
const LEAST_GAIN = 1.25;

/** Whether nothing lies beyond the pixels that an axis' outputs see, or tiles see nothing more than they. */
function isClean(outputs: number, pixels: number, before: number): boolean {
  return outputs % TILE_OUTPUTS === 0 || outputs + 2 - before >= pixels;
}

/**
 * Whether a convolution is faster by Winograd than product by product. How many images there are does not matter, so that an image's results
 * do not depend on others.
 */
function paysWinograd(shape: WinogradShape): boolean {
  const { height, width, channels, filters, kernelSize, live } = shape;
  const { strides, dilations, padding } = shape.attributes;
  const fits =
    kernelSize.every((size) => size === 3) &&
    strides.every((stride) => stride === 1) &&
    dilations.every((dilation) => dilation === 1) &&
    channels % 4 === 0 &&
    filters % 4 === 0 &&
    live.rows > 0 &&
    live.columns > 0 &&
    isClean(live.rows, height, padding.top) &&
    isClean(live.columns, width, padding.left);
  if (!fits) {
    return false;
  }
  const { tilesDown, tilesAcross } = winogradGrid(live);
  const tiles = tilesDown * tilesAcross;
  const direct = live.rows * live.columns * 9 * channels * filters;
  const transforms = (tiles * (INPUT_COST * channels + OUTPUT_COST * filters)) / LANES;
  const products = tiles * TILE_PRODUCTS * channels * filters;
  return direct > LEAST_GAIN * (products + transforms * PRODUCTS_PER_INSTRUCTION);
}

/** What a convolution by Winograd and its two gradients share. */
export class WinogradPlan {
  readonly shape: WinogradShape;
  readonly grid: WinogradGrid;
  /** The image with zeros around it as the tiles see it; null if they see nothing but the image. */
  readonly padded: Omit<Spread, "source" | "target"> | null;
  /** Outputs in an image of whole tiles; null if the live outputs are that. */
  readonly outputs: Omit<Spread, "source" | "target"> | null;
  /** Of an image of outputs. */
  readonly dy: { readonly height: number; readonly width: number };
  /** Bytes of a stage's own: transformed pixels, transformed outputs, the padded image, whole tiles of outputs. */
  readonly sizes: readonly number[];

  constructor(shape: WinogradShape, outputImage: { readonly height: number; readonly width: number }) {
    this.shape = shape;
    this.dy = outputImage;
    this.grid = winogradGrid(shape.live);
    const { height, width, channels, filters, attributes, live } = shape;
    const { top, left } = attributes.padding;
    const seen = pixelsSeen(this.grid);
    const isInside = top === 0 && left === 0 && seen.rows <= height && seen.columns <= width;
    this.padded = isInside
      ? null
      : {
          rows: { size: height, start: top, step: 1, targetSize: seen.rows },
          columns: { size: width, start: left, step: 1, targetSize: seen.columns },
          channels,
          fill: 0,
        };
    const whole = {
      rows: this.grid.tilesDown * TILE_OUTPUTS,
      columns: this.grid.tilesAcross * TILE_OUTPUTS,
    };
    this.outputs =
      whole.rows === live.rows && whole.columns === live.columns
        ? null
        : {
            rows: { size: live.rows, start: 0, step: 1, targetSize: whole.rows },
            columns: { size: outputImage.width, start: 0, step: 1, targetSize: whole.columns },
            channels: filters,
            fill: 0,
          };
    const bytes = (spread: Omit<Spread, "source" | "target"> | null): number =>
      spread === null ? 0 : align(spreadBytes(spread));
    const tiles = [channels, filters].map((depth) => align(stripBytes(this.grid, depth)));
    this.sizes = [...tiles, bytes(this.padded), bytes(this.outputs)];
  }

  /** All of them together. */
  get scratchBytes(): number {
    return this.sizes.reduce((sum, size) => sum + size, 0);
  }

  /** Packed transformed kernels, made once. */
  pack(
    { prepare, node }: LoweringContext<"conv2d" | "conv2dBackpropInput">,
    kernel: Use,
    flipped: boolean,
  ): Use {
    const { channels, filters } = this.shape;
    const [rows, columns] = flipped ? [filters, channels] : [channels, filters];
    return prepare(
      { bytes: TILE_PRODUCTS * packedBytes(rows, columns), form: `Winograd ${flipped}` },
      (target) => ({
        name: `pack for ${node.op} #${node.id}`,
        reads: [kernel],
        writes: [target],
        scratchBytes: transformedKernelBytes(channels, filters),
        emit: (fn, { reads: [source], writes: [packed], scratch }) =>
          emitPackedKernels(fn, {
            kernel: source!.address,
            channels,
            filters,
            flipped,
            scratch,
            target: packed!.address,
          }),
      }),
    );
  }
}

/** Plans a convolution, whichever of the three ops it is; null where Winograd does not pay. */
export function planWinograd(
  { node }: LoweringContext<"conv2d" | "conv2dBackpropInput" | "conv2dBackpropFilter">,
  given: {
    readonly image: Use;
    readonly kernel: Use;
    readonly outputs: Use;
    /** The outputs that matter. */
    readonly live: Region;
  },
): WinogradPlan | null {
  const [height, width, channels, filters] = given.kernel.type.shape as [number, number, number, number];
  const shape = {
    ...imageSizes(given.image.type),
    channels,
    filters,
    kernelSize: [height, width] as const,
    attributes: node.attributes,
    live: given.live,
  };
  return paysWinograd(shape) ? new WinogradPlan(shape, imageSizes(given.outputs.type)) : null;
}
