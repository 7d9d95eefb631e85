import type { I32 } from "../assembler/expression.ts";
import type { FunctionBuilder } from "../assembler/function_builder.ts";
import { emitFill, emitSpread, type Spread, spreadBack } from "../kernels/emit_spread.ts";
import {
  emitGatherTiles,
  emitKernelGradient,
  emitKernelProducts,
  emitProducts,
  emitSpreadTiles,
  emitStrips,
  type Strip,
  type TiledImage,
  tileRowBytes,
  transformedKernelBytes,
} from "../kernels/emit_winograd.ts";
import { moved } from "../kernels/tile_grid.ts";
import { WINOGRAD } from "../kernels/winograd_transform.ts";
import type { Epilogue } from "./epilogue.ts";
import { fusedName, fusedReads, fusedWrites } from "./fused_parts.ts";
import { eachImage, imageSizes, relocate, slices } from "./images.ts";
import type { LoweringContext } from "./lowering.ts";
import type { Stage, Use } from "./stage.ts";
import { planWinograd, type WinogradPlan } from "./winograd_plan.ts";

/** What becomes of one image: its pixels and its outputs as tiles see them, and room for both as transformed tiles. */
interface ImageTiles {
  readonly pixels: TiledImage;
  readonly outputs: TiledImage;
  /** One matrix a position: tiles times channels, tiles times filters. */
  readonly pixelTiles: I32;
  readonly outputTiles: I32;
}

/** Memory of a stage by Winograd: transformed pixels, transformed outputs, the padded image, whole tiles of outputs. */
function memoryOf(fn: FunctionBuilder, { sizes }: WinogradPlan, scratch: I32): I32[] {
  let offset = 0;
  return sizes.map((size) => {
    const address = fn.let(moved(scratch, offset));
    offset += size;
    return address;
  });
}

/** Where an image's pixels and outputs are for the tiles: where they are anyway, or in memory of the stage's own. */
function tilesOf(
  { shape, dy, padded, outputs }: WinogradPlan,
  [pixelTiles, outputTiles, paddedAt, outputsAt]: readonly I32[],
  { pixelsAt, resultAt }: { readonly pixelsAt: I32; readonly resultAt: I32 },
): ImageTiles {
  return {
    pixels: {
      address: padded === null ? pixelsAt : paddedAt!,
      pitch: padded?.columns.targetSize ?? shape.width,
      channels: shape.channels,
    },
    outputs: {
      address: outputs === null ? resultAt : outputsAt!,
      pitch: outputs?.columns.targetSize ?? dy.width,
      channels: shape.filters,
    },
    pixelTiles: pixelTiles!,
    outputTiles: outputTiles!,
  };
}

/** Emits a body for each strip of tiles, with both images moved to it. */
function emitTileStrips(
  fn: FunctionBuilder,
  { grid }: WinogradPlan,
  { pixels, outputs }: ImageTiles,
  body: (strip: Strip, at: { readonly pixels: TiledImage; readonly outputs: TiledImage }) => void,
): void {
  const starts = [pixels, outputs].map((image) => ({
    address: image.address,
    rowBytes: tileRowBytes(image),
  }));
  emitStrips(fn, grid, starts, (strip, [pixel, output]) =>
    body(strip, {
      pixels: { ...pixels, address: pixel! },
      outputs: { ...outputs, address: output! },
    }),
  );
}

/** Copies pixels or outputs to where tiles find zeros around them. */
function emitAround(
  fn: FunctionBuilder,
  spread: Omit<Spread, "source" | "target"> | null,
  source: I32,
  target: I32,
): void {
  if (spread !== null) {
    emitSpread(fn, { ...spread, source, target });
  }
}

/** A convolution by Winograd; null where it does not pay. */
export function lowerWinograd(context: LoweringContext<"conv2d">): Stage | null {
  const { node, inputs, output } = context;
  const [image, kernel] = inputs as [Use, Use];
  const out = imageSizes(output.type);
  const live = context.live.needed ?? { rows: out.height, columns: out.width };
  const plan = planWinograd(context, { image, kernel, outputs: output, live });
  if (plan === null) {
    return null;
  }
  const { channels, filters } = plan.shape;
  const packedKernel = plan.pack(context, kernel, false);
  const stage = (before?: Epilogue): Stage => ({
    name: fusedName(`${node.op} #${node.id} by Winograd`, { before }),
    reads: [image, packedKernel, ...fusedReads({ before })],
    writes: fusedWrites(output, { before }),
    scratchBytes: plan.scratchBytes,
    computes: live,
    // tiles that reach beyond the outputs go through memory of the stage's own, where nothing else has a place
    ...(before === undefined && plan.outputs === null && { withEpilogue: stage }),
    emit: (fn, { reads: [source, packed, ...more], writes: [target, ...besides], scratch }, features) => {
      const memory = memoryOf(fn, plan, scratch);
      const others = [...more, ...besides];
      eachImage(fn, [source!, target!, ...slices(others, target!)], ([from, to, ...moving]) => {
        const finish = before?.start(fn, relocate(others, target!, moving), to!);
        emitAround(fn, plan.padded, from!, memory[2]!);
        const tiles = tilesOf(plan, memory, { pixelsAt: from!, resultAt: to! });
        const { pixelTiles, outputTiles } = tiles;
        emitTileStrips(fn, plan, tiles, (strip, at) => {
          emitSpreadTiles(fn, {
            strip,
            matrix: WINOGRAD.input,
            image: at.pixels,
            transformed: pixelTiles,
          });
          const product = {
            strip,
            channels,
            filters,
            a: pixelTiles,
            packed: packed!.address,
            c: outputTiles,
          };
          emitProducts(fn, product, features);
          const gathered = { strip, matrix: WINOGRAD.output, image: at.outputs, transformed: outputTiles };
          emitGatherTiles(fn, gathered, { accumulate: false, finish });
        });
        if (plan.outputs !== null) {
          // a whole tile may reach beyond the live outputs: as far as there is a place, which nothing reads
          const back = spreadBack(plan.outputs, { rows: live.rows, columns: out.width });
          emitSpread(fn, { ...back, fill: null, source: memory[3]!, target: to! });
        }
      });
    },
  });
  return stage();
}

/** The gradient of the images of a convolution, back through Winograd's maps; null where it does not pay. */
export function lowerWinogradInputGradient(context: LoweringContext<"conv2dBackpropInput">): Stage | null {
  const { node, inputs, output } = context;
  const [kernel, upstream] = inputs as [Use, Use];
  const dy = imageSizes(upstream.type);
  const live = context.live.nonZeroInputs[1] ?? { rows: dy.height, columns: dy.width };
  const plan = planWinograd(context, { image: output, kernel, outputs: upstream, live });
  if (plan === null) {
    return null;
  }
  const { channels, filters, height, width } = plan.shape;
  return {
    name: `${node.op} #${node.id} by Winograd`,
    reads: [plan.pack(context, kernel, true), upstream],
    writes: [output],
    scratchBytes: plan.scratchBytes,
    emit: (fn, { reads: [packed, source], writes: [target], scratch }, features) => {
      const memory = memoryOf(fn, plan, scratch);
      eachImage(fn, [source!, target!], ([from, to]) => {
        emitAround(fn, plan.outputs, from!, memory[3]!);
        const tiles = tilesOf(plan, memory, { pixelsAt: to!, resultAt: from! });
        const { pixelTiles, outputTiles } = tiles;
        // squares of pixels overlap, so each is added to what is there
        const bytes = plan.padded === null ? height * width * channels * 4 : plan.sizes[2]!;
        emitFill(fn, tiles.pixels.address, bytes, 0);
        emitTileStrips(fn, plan, tiles, (strip, at) => {
          const spread = { strip, matrix: WINOGRAD.outputGradient, image: at.outputs };
          emitSpreadTiles(fn, { ...spread, transformed: outputTiles });
          emitProducts(
            fn,
            {
              strip,
              channels: filters,
              filters: channels,
              a: outputTiles,
              packed: packed!.address,
              c: pixelTiles,
            },
            features,
          );
          const gathered = { strip, matrix: WINOGRAD.inputGradient, image: at.pixels };
          emitGatherTiles(fn, { ...gathered, transformed: pixelTiles }, { accumulate: true });
        });
        if (plan.padded !== null) {
          emitSpread(fn, { ...spreadBack(plan.padded), fill: 0, source: memory[2]!, target: to! });
        }
      });
    },
  };
}

/** The gradient of the kernels of a convolution, back through Winograd's maps; null where it does not pay. */
export function lowerWinogradFilterGradient(context: LoweringContext<"conv2dBackpropFilter">): Stage | null {
  const { node, inputs, output, finish } = context;
  const [image, upstream] = inputs as [Use, Use];
  const dy = imageSizes(upstream.type);
  const live = context.live.nonZeroInputs[1] ?? { rows: dy.height, columns: dy.width };
  const plan = planWinograd(context, { image, kernel: output, outputs: upstream, live });
  if (plan === null) {
    return null;
  }
  const { channels, filters } = plan.shape;
  const name = `${node.op} #${node.id} by Winograd`;
  const sumBytes = transformedKernelBytes(channels, filters);
  const sums = finish(sumBytes, (total) => ({
    name: `end of ${name}`,
    reads: [total],
    writes: [output],
    emit: (fn, { reads: [from], writes: [to] }) =>
      emitKernelGradient(fn, { sums: from!.address, target: to!.address, size: channels * filters }),
  }));
  return {
    name,
    reads: [image, upstream],
    writes: [sums],
    scratchBytes: plan.scratchBytes,
    emit: (fn, { reads: [source, gradient], writes: [target], scratch }, features) => {
      const memory = memoryOf(fn, plan, scratch);
      if (!context.accumulate) {
        emitFill(fn, target!.address, sumBytes, 0);
      }
      eachImage(fn, [source!, gradient!], ([from, upstreamAt]) => {
        emitAround(fn, plan.padded, from!, memory[2]!);
        emitAround(fn, plan.outputs, upstreamAt!, memory[3]!);
        const tiles = tilesOf(plan, memory, { pixelsAt: from!, resultAt: upstreamAt! });
        const { pixelTiles, outputTiles } = tiles;
        emitTileStrips(fn, plan, tiles, (strip, at) => {
          const pixels = { strip, matrix: WINOGRAD.input, image: at.pixels };
          emitSpreadTiles(fn, { ...pixels, transformed: pixelTiles });
          const outputs = { strip, matrix: WINOGRAD.outputGradient, image: at.outputs };
          emitSpreadTiles(fn, { ...outputs, transformed: outputTiles });
          emitKernelProducts(
            fn,
            { strip, channels, filters, pixels: pixelTiles, upstream: outputTiles, sums: target!.address },
            features,
          );
        });
      });
    },
  };
}
