import type { I32 } from "../assembler/expression.ts";
import { i32 } from "../assembler/scalar_instructions.ts";
import { emitFill, emitSpread } from "../kernels/emit_spread.ts";
import {
  emitGatherTiles,
  emitKernelGradient,
  emitKernelProducts,
  emitProducts,
  emitSpreadTiles,
  emitStrips,
  tileRowBytes,
  transformedKernelBytes,
} from "../kernels/emit_winograd.ts";
import { WINOGRAD } from "../kernels/winograd_transform.ts";
import { type Epilogue, withEpilogue } from "./epilogue.ts";
import { eachImage, imageSizes, relocate, slices } from "./images.ts";
import type { LoweringContext } from "./lowering.ts";
import type { Stage, Use } from "./stage.ts";
import { paysWinograd, WinogradPlan, winogradShape } from "./winograd_plan.ts";

/** Consecutive parts of a stage's own memory. */
function parts(scratch: I32, sizes: readonly number[]): I32[] {
  let offset = 0;
  return sizes.map((size) => {
    const address = offset === 0 ? scratch : i32.add(scratch, i32.constant(offset));
    offset += Math.ceil(size / 64) * 64;
    return address;
  });
}

function partBytes(sizes: readonly number[]): number {
  return sizes.reduce((sum, size) => sum + Math.ceil(size / 64) * 64, 0);
}

/** A convolution by Winograd; null where it does not pay. */
export function lowerWinograd(context: LoweringContext<"conv2d">): Stage | null {
  const { node, inputs, output } = context;
  const [image, kernel] = inputs as [Use, Use];
  const out = imageSizes(output.type);
  const live = context.live.needed ?? { rows: out.height, columns: out.width };
  const shape = winogradShape(context, { image, kernel, live });
  if (!paysWinograd(shape)) {
    return null;
  }
  const plan = new WinogradPlan(shape, out);
  const { grid, padded, outputs, imageBytes } = plan;
  const { channels, filters } = shape;
  const sizes = [plan.pixelBytes, plan.outputBytes, imageBytes.padded, imageBytes.outputs];
  const packedKernel = plan.pack(context, kernel, false);
  const stage = (epilogue?: Epilogue): Stage => ({
    name: withEpilogue(`${node.op} #${node.id} by Winograd`, epilogue),
    reads: [image, packedKernel, ...(epilogue?.reads ?? [])],
    writes: [epilogue?.output ?? output],
    scratchBytes: partBytes(sizes),
    // tiles that reach beyond the outputs go through memory of the stage's own, where nothing else has a place
    ...(epilogue === undefined && outputs === null && { withEpilogue: stage }),
    emit: (fn, { reads: [source, packed, ...others], writes: [target], scratch }, features) => {
      const [pixels, products, paddedAt, outputsAt] = parts(scratch, sizes).map((part) => fn.let(part));
      eachImage(fn, [source!, target!, ...slices(others, target!)], ([from, to, ...moving]) => {
        const finish = epilogue?.start(fn, relocate(others, target!, moving), to!);
        if (padded !== null) {
          emitSpread(fn, { ...padded, source: from!, target: paddedAt! });
        }
        const seen = { pitch: padded?.columns.targetSize ?? shape.width, channels };
        const given = { pitch: outputs?.columns.targetSize ?? out.width, channels: filters };
        const starts = [
          { address: padded === null ? from! : paddedAt!, rowBytes: tileRowBytes(seen) },
          { address: outputs === null ? to! : outputsAt!, rowBytes: tileRowBytes(given) },
        ];
        emitStrips(fn, grid, starts, (strip, [seenAt, givenAt]) => {
          emitSpreadTiles(fn, {
            strip,
            matrix: WINOGRAD.input,
            image: { ...seen, address: seenAt! },
            transformed: pixels!,
          });
          emitProducts(
            fn,
            { strip, channels, filters, a: pixels!, packed: packed!.address, c: products! },
            features,
          );
          const gathered = {
            strip,
            matrix: WINOGRAD.output,
            image: { ...given, address: givenAt! },
            transformed: products!,
          };
          emitGatherTiles(fn, gathered, { accumulate: false, finish });
        });
        if (outputs !== null) {
          const { rows, columns } = outputs;
          // a whole tile may reach beyond the live outputs: as far as there is a place, which nothing reads
          emitSpread(fn, {
            rows: { size: live.rows, start: 0, step: 1, targetSize: rows.targetSize },
            columns: { size: columns.targetSize, start: 0, step: 1, targetSize: out.width },
            channels: filters,
            fill: null,
            source: outputsAt!,
            target: to!,
          });
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
  const shape = winogradShape(context, {
    image: output,
    kernel,
    live,
  });
  if (!paysWinograd(shape)) {
    return null;
  }
  const plan = new WinogradPlan(shape, dy);
  const { grid, padded, outputs, imageBytes } = plan;
  const { channels, filters, height, width } = shape;
  const { top, left } = shape.attributes.padding;
  const sizes = [plan.outputBytes, plan.pixelBytes, imageBytes.padded, imageBytes.outputs];
  return {
    name: `${node.op} #${node.id} by Winograd`,
    reads: [plan.pack(context, kernel, true), upstream],
    writes: [output],
    scratchBytes: partBytes(sizes),
    emit: (fn, { reads: [packed, source], writes: [target], scratch }, features) => {
      const [gradients, products, paddedAt, outputsAt] = parts(scratch, sizes).map((part) => fn.let(part));
      eachImage(fn, [source!, target!], ([from, to]) => {
        if (outputs !== null) {
          emitSpread(fn, { ...outputs, source: from!, target: outputsAt! });
        }
        const seen = { pitch: padded?.columns.targetSize ?? width, channels };
        const given = { pitch: outputs?.columns.targetSize ?? dy.width, channels: filters };
        const sumsAt = padded === null ? to! : paddedAt!;
        emitFill(fn, sumsAt, padded === null ? height * width * channels * 4 : imageBytes.padded, 0);
        const starts = [
          { address: outputs === null ? from! : outputsAt!, rowBytes: tileRowBytes(given) },
          { address: sumsAt, rowBytes: tileRowBytes(seen) },
        ];
        emitStrips(fn, grid, starts, (strip, [givenAt, seenAt]) => {
          emitSpreadTiles(fn, {
            strip,
            matrix: WINOGRAD.outputGradient,
            image: { ...given, address: givenAt! },
            transformed: gradients!,
          });
          emitProducts(
            fn,
            {
              strip,
              channels: filters,
              filters: channels,
              a: gradients!,
              packed: packed!.address,
              c: products!,
            },
            features,
          );
          const gathered = {
            strip,
            matrix: WINOGRAD.inputGradient,
            image: { ...seen, address: seenAt! },
            transformed: products!,
          };
          emitGatherTiles(fn, gathered, { accumulate: true });
        });
        if (padded !== null) {
          emitSpread(fn, {
            rows: { size: padded.rows.targetSize, start: -top, step: 1, targetSize: height },
            columns: { size: padded.columns.targetSize, start: -left, step: 1, targetSize: width },
            channels,
            fill: 0,
            source: paddedAt!,
            target: to!,
          });
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
  const shape = winogradShape(context, {
    image,
    kernel: output,
    live,
  });
  if (!paysWinograd(shape)) {
    return null;
  }
  const plan = new WinogradPlan(shape, dy);
  const { grid, padded, outputs, imageBytes } = plan;
  const { channels, filters } = shape;
  const sizes = [plan.pixelBytes, plan.outputBytes, imageBytes.padded, imageBytes.outputs];
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
    scratchBytes: partBytes(sizes),
    emit: (fn, { reads: [source, gradient], writes: [target], scratch }, features) => {
      const [pixels, gradients, paddedAt, outputsAt] = parts(scratch, sizes).map((part) => fn.let(part));
      if (!context.accumulate) {
        emitFill(fn, target!.address, sumBytes, 0);
      }
      eachImage(fn, [source!, gradient!], ([from, upstreamAt]) => {
        if (padded !== null) {
          emitSpread(fn, { ...padded, source: from!, target: paddedAt! });
        }
        if (outputs !== null) {
          emitSpread(fn, { ...outputs, source: upstreamAt!, target: outputsAt! });
        }
        const seen = { pitch: padded?.columns.targetSize ?? shape.width, channels };
        const given = { pitch: outputs?.columns.targetSize ?? dy.width, channels: filters };
        const starts = [
          { address: padded === null ? from! : paddedAt!, rowBytes: tileRowBytes(seen) },
          { address: outputs === null ? upstreamAt! : outputsAt!, rowBytes: tileRowBytes(given) },
        ];
        emitStrips(fn, grid, starts, (strip, [seenAt, givenAt]) => {
          emitSpreadTiles(fn, {
            strip,
            matrix: WINOGRAD.input,
            image: { ...seen, address: seenAt! },
            transformed: pixels!,
          });
          emitSpreadTiles(fn, {
            strip,
            matrix: WINOGRAD.outputGradient,
            image: { ...given, address: givenAt! },
            transformed: gradients!,
          });
          emitKernelProducts(
            fn,
            { strip, channels, filters, pixels: pixels!, upstream: gradients!, sums: target!.address },
            features,
          );
        });
      });
    },
  };
}
