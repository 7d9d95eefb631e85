import type { I32 } from "../assembler/expression.ts";
import type { FunctionBuilder } from "../assembler/function_builder.ts";
import { i32 } from "../assembler/scalar_instructions.ts";
import { type Correlation, emitRow, kernelLoops, type Panel } from "./correlation.ts";
import { moved } from "./tile_grid.ts";

/** Rows of which some see rows outside the image: the kernel rows that fall on the image are counted for each output row. */
export function emitClippedRows(fn: FunctionBuilder, correlation: Correlation, panel: Panel): void {
  const { source, height, width, channels, outHeight, outWidth, filters, strides, dilations } = correlation;
  const { outPitch = outWidth, pixelBytes = filters * 4, firstRow } = correlation;
  const { kernelSize, top } = correlation;
  const rowBytes = width * channels * 4;
  const kernelRowBytes = kernelSize[1] * channels * 32;
  const c = fn.let(panel.c);
  const first = fn.local("i32");
  const end = fn.local("i32");
  const a = fn.local("i32");
  const b = fn.local("i32");
  fn.range({ to: outHeight }, (row) => {
    // the row of the image under the kernel's first row, which may be outside
    const place = firstRow === undefined ? row : i32.add(row, firstRow);
    const start = fn.let(moved(i32.mul(place, i32.constant(strides[0])), -top));
    fn.set(first, i32.constant(0));
    fn.when(i32.lessSigned(start, i32.constant(0)), () => {
      fn.set(first, divideUp(i32.sub(i32.constant(0), start), dilations[0]));
    });
    fn.set(end, i32.constant(0));
    fn.when(i32.lessSigned(start, i32.constant(height)), () => {
      fn.set(end, divideUp(i32.sub(i32.constant(height), start), dilations[0]));
    });
    fn.when(i32.greaterSigned(end, i32.constant(kernelSize[0])), () => {
      fn.set(end, i32.constant(kernelSize[0]));
    });
    fn.when(i32.lessSigned(first, end), () => {
      const imageRow = i32.add(start, i32.mul(first, i32.constant(dilations[0])));
      fn.set(a, i32.add(source, i32.mul(imageRow, i32.constant(rowBytes))));
      fn.set(b, i32.add(panel.b, i32.mul(first, i32.constant(kernelRowBytes))));
      const loops = kernelLoops(correlation, i32.sub(end, first));
      emitRow(fn, correlation, { ...panel, a, b, c, loops });
    });
    fn.when(i32.greaterEqualSigned(first, end), () => {
      // nothing of the image is in sight: no product, so the sums are zero
      emitRow(fn, correlation, {
        ...panel,
        a: source,
        b: panel.b,
        c,
        loops: [{ count: 0, aStep: 0, bStep: 0 }],
      });
    });
    fn.increase(c, outPitch * pixelBytes);
  });
}

/** `ceil(value / divisor)` of a value that is not negative. */
function divideUp(value: I32, divisor: number): I32 {
  return divisor === 1 ? value : i32.divUnsigned(moved(value, divisor - 1), i32.constant(divisor));
}
