import type { NodeOf } from "../../../graph/graph.ts";
import { sizeOf } from "../../../graph/tensor_type.ts";
import { i32 } from "../assembler/scalar_instructions.ts";
import { emitArgMax } from "../kernels/emit_arg_max.ts";
import { emitBroadcast } from "../kernels/emit_broadcast.ts";
import { emitOneHot } from "../kernels/emit_one_hot.ts";
import { emitRandomUniform } from "../kernels/emit_random.ts";
import { emitReduction } from "../kernels/emit_reduction.ts";
import { emitTranspose } from "../kernels/emit_transpose.ts";
import type { LoweringContext, LoweringTable } from "./lowering.ts";
import type { Stage, Use } from "./stage.ts";

/** Axes as a stage sees them: of one image's part the axis of the images is not there. */
function ownAxes(axes: readonly number[], { sliced }: Use): number[] {
  return sliced ? axes.filter((axis) => axis > 0).map((axis) => axis - 1) : [...axes];
}

function lowerReduction({ node, inputs, output, accumulate }: LoweringContext<"sum" | "max">): Stage {
  const [x] = inputs as [Use];
  return {
    name: `${node.op} #${node.id}`,
    reads: [x],
    writes: [output],
    emit: (fn, { reads: [source], writes: [target] }, features) => {
      const axes = ownAxes(node.attributes.axes, x);
      emitReduction(fn, { op: node.op, source: source!, target: target!, axes, accumulate }, features);
    },
  };
}

/** Writes a broadcast tensor out, for a reader that cannot find its elements where they are. */
export function lowerBroadcast({
  node,
  input,
  output,
}: {
  readonly node: NodeOf<"broadcastTo">;
  readonly input: Use;
  readonly output: Use;
}): Stage {
  return {
    name: `broadcastTo #${node.id}`,
    reads: [input],
    writes: [output],
    emit: (fn, { reads: [source], writes: [target] }) => {
      emitBroadcast(fn, { source: source!, target: target! });
    },
  };
}

/** Reductions, and ops that move elements. */
export const dataLowerings: Pick<
  LoweringTable,
  "sum" | "max" | "argMax" | "oneHot" | "transpose" | "randomUniform"
> = {
  sum: lowerReduction,
  max: lowerReduction,
  argMax: ({ node, inputs, output }) => ({
    name: `argMax #${node.id}`,
    reads: inputs,
    writes: [output],
    emit: (fn, { reads: [source], writes: [target] }) => {
      const [axis] = ownAxes([node.attributes.axis], inputs[0]!);
      emitArgMax(fn, { source: source!, target: target!, axis: axis! });
    },
  }),
  oneHot: ({ node, inputs, output }) => ({
    name: `oneHot #${node.id}`,
    reads: inputs,
    writes: [output],
    emit: (fn, { reads: [source], writes: [target] }) => {
      emitOneHot(fn, { source: source!, target: target! });
    },
  }),
  transpose: ({ node, inputs, output }) => ({
    name: `transpose #${node.id}`,
    reads: inputs,
    writes: [output],
    emit: (fn, { reads: [source], writes: [target] }) => {
      const permutation = ownAxes(node.attributes.permutation, inputs[0]!);
      emitTranspose(fn, { source: source!, target: target!, permutation });
    },
  }),
  randomUniform: ({ node, inputs, output }) => ({
    name: `randomUniform #${node.id}`,
    reads: inputs,
    writes: [output],
    emit: (fn, { reads: [seed, step], writes: [target], image }) => {
      const firstElement = output.sliced
        ? fn.let(i32.mul(image, i32.constant(sizeOf(output.type.shape))))
        : i32.constant(0);
      const { stream } = node.attributes;
      emitRandomUniform(fn, { seed: seed!, step: step!, target: target!, stream, firstElement });
    },
  }),
};
