import type { ConvolutionAttributes } from "../../../graph/ops/convolution.ts";
import { i32 } from "../assembler/scalar_instructions.ts";
import type { Correlation } from "../kernels/correlation.ts";
import { bandBytes, emitCorrelation } from "../kernels/emit_correlation.ts";
import { emitFilterGradient } from "../kernels/emit_filter_gradient.ts";
import { emitPack, packedBytes } from "../kernels/emit_pack.ts";
import { emitScatteredGradient } from "../kernels/emit_scattered_gradient.ts";
import { emitFill, emitSpread, type Spread, spreadBytes } from "../kernels/emit_spread.ts";
import { moved } from "../kernels/tile_grid.ts";
import { align } from "../memory/pack_intervals.ts";
import type { Epilogue } from "./epilogue.ts";
import { type FusedParts, fusedName, fusedReads, fusedWrites, startParts, takesMore } from "./fused_parts.ts";
import { eachImage, imageSizes, relocate, slices } from "./images.ts";
import type { LoweringContext, LoweringTable } from "./lowering.ts";
import { positionsAt } from "./max_pool_lowerings.ts";
import { isSame, type Region } from "./region.ts";
import type { FusedPooling, Stage, Use } from "./stage.ts";
import { lowerStridedGradient } from "./strided_gradient.ts";
import { bytesOf } from "./values.ts";
import {
  lowerWinograd,
  lowerWinogradFilterGradient,
  lowerWinogradInputGradient,
} from "./winograd_lowerings.ts";

type Sizes4 = readonly [number, number, number, number];

function nameOf({ op, id }: { readonly op: string; readonly id: number }): string {
  return `${op} #${id}`;
}

/** Packs kernels with one part a kernel element; `flipped` for the gradient: the last element first, channels and filters changed about. */
function packKernel<TName extends "conv2d" | "conv2dBackpropInput">(
  { prepare, node }: LoweringContext<TName>,
  kernel: Use,
  flipped: boolean,
): Use {
  const [height, width, channels, filters] = kernel.type.shape as Sizes4;
  const parts = height * width;
  const part = channels * filters * 4;
  const [rows, columns] = flipped ? [filters, channels] : [channels, filters];
  const [rowStride, columnStride] = flipped ? [4, filters * 4] : [filters * 4, 4];
  return prepare({ bytes: packedBytes(parts * rows, columns), form: `kernels ${flipped}` }, (target) => ({
    name: `pack for ${nameOf(node)}`,
    reads: [kernel],
    writes: [target],
    emit: (fn, { reads: [source], writes: [packed] }) => {
      const last = i32.add(source!.address, i32.constant((parts - 1) * part));
      emitPack(fn, {
        source: flipped ? fn.let(last) : source!.address,
        target: packed!.address,
        parts: [{ count: parts, stride: flipped ? -part : part }],
        rows,
        rowStride,
        columns,
        columnStride,
      });
    },
  }));
}

/** How an image is padded left and right so that a kernel's columns are always there; null if they are anyway. */
function padColumns(
  { height, width, channels }: { height: number; width: number; channels: number },
  { padding }: ConvolutionAttributes,
): Omit<Spread, "source" | "target"> | null {
  const { left, right } = padding;
  if (left === 0 && right === 0) {
    return null;
  }
  return {
    rows: { size: height, start: 0, step: 1, targetSize: height },
    columns: { size: width, start: left, step: 1, targetSize: width + left + right },
    channels,
    fill: 0,
  };
}

function lowerConvolution(context: LoweringContext<"conv2d">): Stage {
  return lowerWinograd(context) ?? lowerDirectly(context);
}

function lowerDirectly(context: LoweringContext<"conv2d">): Stage {
  const { node, inputs, output } = context;
  const [x, kernel] = inputs as [Use, Use];
  const { attributes } = node;
  const image = imageSizes(x.type);
  const out = imageSizes(output.type);
  const live = context.live.needed ?? { rows: out.height, columns: out.width };
  const [kernelHeight, kernelWidth] = kernel.type.shape as Sizes4;
  const padded = padColumns(image, attributes);
  const packedKernel = packKernel(context, kernel, false);
  const bytes = padded === null ? 0 : align(spreadBytes(padded));
  const bandOf = ({ size }: FusedPooling): number =>
    bandBytes({ outHeight: live.rows, outWidth: live.columns }, size);
  const make = (parts: FusedParts): Stage => ({
    name: fusedName(nameOf(node), parts),
    reads: [x, packedKernel, ...fusedReads(parts)],
    writes: fusedWrites(output, parts),
    scratchBytes: bytes + (parts.pooling === undefined ? 0 : bandOf(parts.pooling)),
    // a pooling goes over all that it sees
    ...(parts.pooling === undefined && { computes: live }),
    ...takesMore(make, parts, ({ seen }) => isSame(seen, live)),
    emit: (fn, { reads: [source, packed, ...more], writes: [target, ...besides], scratch }, features) => {
      const all = [...more, ...besides];
      eachImage(fn, [source!, target!, ...slices(all, target!)], ([from, to, ...moving]) => {
        if (padded !== null) {
          emitSpread(fn, { ...padded, source: from!, target: scratch });
        }
        const others = relocate(all, target!, moving);
        const finished = startParts(fn, parts, others, to!);
        const correlation: Correlation = {
          source: padded === null ? from! : scratch,
          height: image.height,
          width: padded?.columns.targetSize ?? image.width,
          channels: image.channels,
          target: to!,
          outHeight: live.rows,
          outWidth: live.columns,
          outPitch: out.width,
          filters: out.channels,
          kernelSize: [kernelHeight, kernelWidth],
          strides: attributes.strides,
          dilations: attributes.dilations,
          top: attributes.padding.top,
          packed: packed!.address,
          finish: finished.before,
          pooling: parts.pooling && {
            size: parts.pooling.size,
            positions: parts.pooling.positions && positionsAt(others.at(-1)!, others.at(-1)!.address),
            band: fn.let(moved(scratch, bytes)),
            finish: finished.after,
          },
        };
        emitCorrelation(fn, correlation, features);
      });
    },
  });
  return make({});
}

/** Whether a gradient can be computed without the zeros that a stride leaves between the pixels of the upstream gradient. */
function canSplit({ strides, dilations }: ConvolutionAttributes): boolean {
  return (strides[0] > 1 || strides[1] > 1) && dilations[0] === 1 && dilations[1] === 1;
}

/** What of a gradient of images has to be computed: what is neither 0 anyway nor unread. */
function liveGradient(
  { live: { needed, nonZero } }: LoweringContext<"conv2dBackpropInput">,
  { height, width }: { readonly height: number; readonly width: number },
): Region {
  return {
    rows: Math.min(height, needed?.rows ?? height, nonZero?.rows ?? height),
    columns: Math.min(width, needed?.columns ?? width, nonZero?.columns ?? width),
  };
}

/**
 * The gradient of the images is a correlation of the upstream gradient with flipped kernels. A stride with a dilation pulls the upstream
 * pixels apart, with zeros between.
 */
function lowerInputGradient(context: LoweringContext<"conv2dBackpropInput">): Stage {
  if (canSplit(context.node.attributes)) {
    return lowerStridedGradient(context, liveGradient(context, imageSizes(context.output.type)));
  }
  return (
    lowerWinogradInputGradient(context) ??
    lowerScatteredGradient(context) ??
    lowerInputGradientDirectly(context)
  );
}

/** Most pixels of an upstream gradient that are scattered: each is written out. */
const MOST_SCATTERED = 36;
/** A correlation with so many times the products, zeros at the sides among them, is not worth it. */
const LEAST_SPARED = 1.25;

/** The gradient of small images pixel by pixel of the upstream gradient; null where a correlation has few zeros to multiply. */
function lowerScatteredGradient(context: LoweringContext<"conv2dBackpropInput">): Stage | null {
  const { node, inputs, output } = context;
  const [kernel, upstream] = inputs as [Use, Use];
  const { strides, padding, dilations } = node.attributes;
  const image = imageSizes(output.type);
  const dy = imageSizes(upstream.type);
  const { rows, columns } = context.live.nonZeroInputs[1] ?? { rows: dy.height, columns: dy.width };
  const [kernelHeight, kernelWidth] = kernel.type.shape as Sizes4;
  const isPlain = strides.every((step) => step === 1) && Object.values(padding).every((side) => side === 0);
  const isSmall = rows * columns > 0 && rows * columns <= MOST_SCATTERED;
  if (!isPlain || !isSmall || columns + (kernelWidth - 1) * dilations[1] < LEAST_SPARED * columns) {
    return null;
  }
  return {
    name: `${nameOf(node)} scattered`,
    reads: [packKernel(context, kernel, true), upstream],
    writes: [output],
    emit: (fn, { reads: [packed, source], writes: [target] }, features) => {
      eachImage(fn, [source!, target!], ([from, to]) => {
        emitFill(fn, to!, image.height * image.width * image.channels * 4, 0);
        emitScatteredGradient(
          fn,
          {
            upstream: from!,
            rows,
            columns,
            pitch: dy.width,
            filters: dy.channels,
            target: to!,
            width: image.width,
            channels: image.channels,
            kernelSize: [kernelHeight, kernelWidth],
            dilations,
            packed: packed!.address,
          },
          features,
        );
      });
    },
  };
}

function lowerInputGradientDirectly(context: LoweringContext<"conv2dBackpropInput">): Stage {
  const { node, inputs, output } = context;
  const [kernel, upstream] = inputs as [Use, Use];
  const { strides, padding, dilations } = node.attributes;
  const image = imageSizes(output.type);
  const dy = imageSizes(upstream.type);
  const live = liveGradient(context, image);
  const isWhole = live.rows === image.height && live.columns === image.width;
  const dyRows = context.live.nonZeroInputs[1]?.rows ?? dy.height;
  const [kernelHeight, kernelWidth] = kernel.type.shape as Sizes4;
  const top = (kernelHeight - 1) * dilations[0] - padding.top;
  const left = (kernelWidth - 1) * dilations[1] - padding.left;
  const width = live.columns + (kernelWidth - 1) * dilations[1];
  // without a stride rows of zeros need not be written: the correlation leaves them out
  const hasRows = strides[0] === 1;
  const height = hasRows ? dyRows : live.rows + (kernelHeight - 1) * dilations[0];
  const spread: Omit<Spread, "source" | "target"> = {
    rows: hasRows
      ? { size: dy.height, start: 0, step: 1, targetSize: height }
      : { size: dy.height, start: top, step: strides[0], targetSize: height },
    columns: { size: dy.width, start: left, step: strides[1], targetSize: width },
    channels: dy.channels,
    fill: 0,
  };
  const isPlain = hasRows && strides[1] === 1 && left === 0 && width === dy.width;
  const packedKernel = packKernel(context, kernel, true);
  const make = (before?: Epilogue): Stage => ({
    name: fusedName(nameOf(node), { before }),
    reads: [packedKernel, upstream, ...fusedReads({ before })],
    writes: fusedWrites(output, { before }),
    scratchBytes: isPlain ? 0 : spreadBytes(spread),
    // where nothing is computed the result is 0, which the ops behind might not leave
    ...(isWhole && before === undefined && { withEpilogue: make }),
    emit: (fn, { reads: [packed, source, ...more], writes: [target, ...besides], scratch }, features) => {
      const others = [...more, ...besides];
      eachImage(fn, [source!, target!, ...slices(others, target!)], ([from, to, ...moving]) => {
        if (!isWhole) {
          emitFill(fn, to!, image.height * image.width * image.channels * 4, 0);
        }
        if (!isPlain) {
          emitSpread(fn, { ...spread, source: from!, target: scratch });
        }
        const correlation: Correlation = {
          source: isPlain ? from! : scratch,
          height,
          width,
          channels: dy.channels,
          target: to!,
          outHeight: live.rows,
          outWidth: live.columns,
          outPitch: image.width,
          filters: image.channels,
          kernelSize: [kernelHeight, kernelWidth],
          strides: [1, 1],
          dilations,
          top: hasRows ? top : 0,
          packed: packed!.address,
          finish: before?.start(fn, relocate(others, target!, moving), to!),
        };
        emitCorrelation(fn, correlation, features);
      });
    },
  });
  return make();
}

function lowerFilterGradient(context: LoweringContext<"conv2dBackpropFilter">): Stage {
  return lowerWinogradFilterGradient(context) ?? lowerFilterGradientDirectly(context);
}

function lowerFilterGradientDirectly(context: LoweringContext<"conv2dBackpropFilter">): Stage {
  const { node, inputs, output, accumulate } = context;
  const [x, upstream] = inputs as [Use, Use];
  const { attributes } = node;
  const image = imageSizes(x.type);
  const dy = imageSizes(upstream.type);
  const live = context.live.nonZeroInputs[1] ?? { rows: dy.height, columns: dy.width };
  const [kernelHeight, kernelWidth] = output.type.shape as Sizes4;
  const padded = padColumns(image, attributes);
  return {
    name: nameOf(node),
    reads: [x, upstream],
    writes: [output],
    scratchBytes: padded === null ? 0 : spreadBytes(padded),
    emit: (fn, { reads: [source, gradient], writes: [target], scratch }, features) => {
      if (!accumulate) {
        emitFill(fn, target!.address, bytesOf(output.type), 0);
      }
      eachImage(fn, [source!, gradient!], ([from, upstreamAt]) => {
        if (padded !== null) {
          emitSpread(fn, { ...padded, source: from!, target: scratch });
        }
        emitFilterGradient(
          fn,
          {
            source: padded === null ? from! : scratch,
            height: image.height,
            width: padded?.columns.targetSize ?? image.width,
            channels: image.channels,
            upstream: upstreamAt!,
            outHeight: live.rows,
            outWidth: live.columns,
            outPitch: dy.width,
            filters: dy.channels,
            kernelSize: [kernelHeight, kernelWidth],
            strides: attributes.strides,
            dilations: attributes.dilations,
            top: attributes.padding.top,
            gradient: target!.address,
          },
          features,
        );
      });
    },
  };
}

/** Convolutions. */
export const imageLowerings: Pick<LoweringTable, "conv2d" | "conv2dBackpropInput" | "conv2dBackpropFilter"> =
  {
    conv2d: lowerConvolution,
    conv2dBackpropInput: lowerInputGradient,
    conv2dBackpropFilter: lowerFilterGradient,
  };
