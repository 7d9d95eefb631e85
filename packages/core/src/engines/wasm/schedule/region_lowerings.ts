import { sizeOf, type TensorType } from "../../../graph/tensor_type.ts";
import type { FunctionBuilder } from "../assembler/function_builder.ts";
import { i32x4 } from "../assembler/vector_instructions.ts";
import { emitRegion } from "../kernels/emit_region.ts";
import { emitFilledRun } from "../kernels/emit_run.ts";
import { constantLanes } from "../kernels/lanes_in_memory.ts";
import type { Operand } from "../kernels/operand.ts";
import type { LoweringTable } from "./lowering.ts";
import type { Use } from "./stage.ts";
import { bytesOf } from "./values.ts";

/** One number an axis, as a stage sees them: of one image's part the axis of the images is not there. */
function own(numbers: readonly number[], { sliced }: Use): readonly number[] {
  return sliced ? numbers.slice(1) : numbers;
}

function zeros({ shape }: TensorType): number[] {
  return shape.map(() => 0);
}

function emitConstant(fn: FunctionBuilder, { address, type }: Operand, value: number): void {
  const bytes = bytesOf(type);
  if (Object.is(value, 0)) {
    fn.fill(address, 0, bytes);
    return;
  }
  const isByte = bytes === sizeOf(type.shape);
  const pattern = isByte ? i32x4.constant(value * 0x0101_0101) : constantLanes(value, type.dtype);
  emitFilledRun(fn, { pattern: fn.let(pattern), target: { address }, bytes });
}

/** Ops that take tensors apart and put them together. */
export const regionLowerings: Pick<LoweringTable, "slice" | "concat" | "pad"> = {
  slice: ({ node, inputs, output }) => ({
    name: `slice #${node.id}`,
    reads: inputs,
    writes: [output],
    emit: (fn, { reads: [source], writes: [target] }) => {
      const { shape: size } = target!.type;
      const from = own(node.attributes.begin, output);
      emitRegion(fn, { source: source!, target: target!, from, to: zeros(target!.type), size });
    },
  }),
  concat: ({ node, inputs, output }) => ({
    name: `concat #${node.id}`,
    reads: inputs,
    writes: [output],
    emit: (fn, { reads, writes: [target] }) => {
      const axis = output.sliced ? node.attributes.axis - 1 : node.attributes.axis;
      let start = 0;
      for (const source of reads) {
        const { shape: size } = source.type;
        const to = zeros(source.type).with(axis, start);
        emitRegion(fn, { source, target: target!, from: zeros(source.type), to, size });
        start += size[axis]!;
      }
    },
  }),
  pad: ({ node, inputs, output }) => ({
    name: `pad #${node.id}`,
    reads: inputs,
    writes: [output],
    emit: (fn, { reads: [source], writes: [target] }) => {
      emitConstant(fn, target!, node.attributes.value);
      const to = own(node.attributes.before, output);
      const { shape: size } = source!.type;
      emitRegion(fn, { source: source!, target: target!, from: zeros(source!.type), to, size });
    },
  }),
};
