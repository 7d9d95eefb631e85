import type { I32 } from "../assembler/expression.ts";
import type { FunctionBuilder } from "../assembler/function_builder.ts";
import { emitCorrelation } from "../kernels/emit_correlation.ts";
import { emitPack, packedBytes } from "../kernels/emit_pack.ts";
import { emitFill, emitSpread, type Spread, spreadBytes } from "../kernels/emit_spread.ts";
import type { TargetFeatures } from "../kernels/target_features.ts";
import { moved } from "../kernels/tile_grid.ts";
import { eachImage, imageSizes } from "./images.ts";
import type { LoweringContext } from "./lowering.ts";
import type { Region } from "./region.ts";
import type { Stage, Use } from "./stage.ts";

/** One axis of the pixels of an image that see the same elements of a kernel. */
interface PhaseAxis {
  /** The first of those elements; the others follow at the stride. */
  readonly tap: number;
  readonly taps: number;
  /** The first of the pixels; the others follow at the stride. */
  readonly first: number;
  readonly count: number;
  /** The output pixel that the first one sees through the first element. */
  readonly sees: number;
}

/**
 * A pixel `p` is seen by output pixel `o` through kernel element `k = p + padding - o * stride`: so pixels with the same remainder of
 * `p + padding` see the same elements, at neighbouring output pixels.
 */
function phasesOf(axis: {
  readonly stride: number;
  readonly padding: number;
  readonly kernel: number;
  readonly pixels: number;
}): PhaseAxis[] {
  const { stride, padding, kernel, pixels } = axis;
  return Array.from({ length: Math.min(stride, kernel) }, (_unused, tap) => {
    const sees = Math.max(0, Math.ceil((padding - tap) / stride));
    const first = sees * stride + tap - padding;
    const count = Math.max(0, Math.ceil((pixels - first) / stride));
    return { tap, taps: Math.ceil((kernel - tap) / stride), first, count, sees };
  });
}

/**
 * The gradient of the images of a convolution with strides: for each remainder of the strides, a correlation of the upstream gradient with
 * every so many elements of the kernels, whose results lie as many pixels apart.
 * @param live What of the images is to be computed; the rest is 0.
 */
export function lowerStridedGradient(context: LoweringContext<"conv2dBackpropInput">, live: Region): Stage {
  const { node, inputs, output, prepare } = context;
  const [kernel, upstream] = inputs as [Use, Use];
  const { strides, padding } = node.attributes;
  const image = imageSizes(output.type);
  const dy = imageSizes(upstream.type);
  const [height, width, channels, filters] = kernel.type.shape as [number, number, number, number];
  const rows = phasesOf({ stride: strides[0], padding: padding.top, kernel: height, pixels: live.rows });
  const columns = phasesOf({
    stride: strides[1],
    padding: padding.left,
    kernel: width,
    pixels: live.columns,
  });
  const phases = rows
    .flatMap((row) => columns.map((column) => ({ row, column })))
    .filter(({ row, column }) => row.count > 0 && column.count > 0);
  const part = channels * filters * 4;
  const packs = phases.map(({ row, column }) =>
    prepare(
      {
        bytes: packedBytes(row.taps * column.taps * filters, channels),
        form: `every ${strides} from ${row.tap},${column.tap}`,
      },
      (target) => ({
        name: `pack for ${node.op} #${node.id}`,
        reads: [kernel],
        writes: [target],
        emit: (fn, { reads: [source], writes: [packed] }) => {
          const last = [
            row.tap + (row.taps - 1) * strides[0],
            column.tap + (column.taps - 1) * strides[1],
          ] as const;
          emitPack(fn, {
            source: moved(source!.address, (last[0] * width + last[1]) * part),
            target: packed!.address,
            parts: [
              { count: row.taps, stride: -strides[0] * width * part },
              { count: column.taps, stride: -strides[1] * part },
            ],
            rows: filters,
            rowStride: 4,
            columns: channels,
            columnStride: filters * 4,
          });
        },
      }),
    ),
  );
  const left = Math.max(...phases.map(({ column }) => column.taps - 1 - column.sees), 0);
  const end = Math.max(...phases.map(({ column }) => column.sees + column.count), 0);
  const spread: Omit<Spread, "source" | "target"> = {
    rows: { size: dy.height, start: 0, step: 1, targetSize: dy.height },
    columns: { size: dy.width, start: left, step: 1, targetSize: left + Math.max(end, dy.width) },
    channels: dy.channels,
    fill: 0,
  };
  const covered = phases.reduce((sum, { row, column }) => sum + row.count * column.count, 0);
  const isPlain = spread.columns.targetSize === dy.width;
  const emitPhases = (
    fn: FunctionBuilder,
    at: { source: I32; target: I32; packed: readonly I32[] },
    features: TargetFeatures,
  ): void => {
    for (const [index, { row, column }] of phases.entries()) {
      emitCorrelation(
        fn,
        {
          source: moved(at.source, (left + column.sees - (column.taps - 1)) * dy.channels * 4),
          height: dy.height,
          width: spread.columns.targetSize,
          channels: dy.channels,
          target: moved(at.target, (row.first * image.width + column.first) * channels * 4),
          outHeight: row.count,
          outWidth: column.count,
          outPitch: strides[0] * image.width,
          outStep: strides[1],
          filters: channels,
          kernelSize: [row.taps, column.taps],
          strides: [1, 1],
          dilations: [1, 1],
          top: row.taps - 1 - row.sees,
          packed: at.packed[index]!,
        },
        features,
      );
    }
  };
  return {
    name: `${node.op} #${node.id}`,
    reads: [upstream, ...packs],
    writes: [output],
    scratchBytes: isPlain ? 0 : spreadBytes(spread),
    emit: (fn, { reads: [source, ...packed], writes: [target], scratch }, features) => {
      eachImage(fn, [source!, target!], ([from, to]) => {
        if (covered < image.height * image.width) {
          emitFill(fn, to!, image.height * image.width * image.channels * 4, 0);
        }
        if (!isPlain) {
          emitSpread(fn, { ...spread, source: from!, target: scratch });
        }
        const addresses = packed.map(({ address }) => address);
        emitPhases(fn, { source: isPlain ? from! : scratch, target: to!, packed: addresses }, features);
      });
    },
  };
}
