import { type ModelSpec, parseTrainSpec } from "@convzoo/core";
import { removeDeadCode } from "../../packages/core/src/graph/dead_code.ts";
import type { Node } from "../../packages/core/src/graph/graph.ts";
import { GraphBuilder } from "../../packages/core/src/graph/graph_builder.ts";
import type { OpDefinition } from "../../packages/core/src/graph/op.ts";
import type { OpName } from "../../packages/core/src/graph/op_attributes.ts";
import { OPS } from "../../packages/core/src/graph/op_registry.ts";
import { sum, variable } from "../../packages/core/src/graph/ops/mod.ts";
import type { Program } from "../../packages/core/src/graph/program.ts";
import { type Shape, sizeOf, type TensorType } from "../../packages/core/src/graph/tensor_type.ts";
import { trainEntryName, trainingProgram } from "../../packages/core/src/programs/training_program.ts";

/** One op of a network's training step at the sizes that it has there. */
export interface KernelCase {
  /** Op and sizes: `conv2d/64x13x13x32_3x3x32x64`. */
  readonly id: string;
  /** Floating-point operations: two for each multiply-add, those with a padded border included. */
  readonly flops: number;
  /** The op alone, and the sum of what it gives, so that nothing of it is dead and nothing is copied: entry `run`, inputs as state. */
  readonly program: Program;
}

/** Multiply-adds of an op, from its input types and its output. */
const MULTIPLY_ADDS: Partial<Record<OpName, (inputs: readonly TensorType[], output: TensorType) => number>> =
  {
    conv2d: ([, kernel], y) => sizeOf(y.shape) * sizeOf(kernel!.shape.slice(0, 3)),
    conv2dBackpropInput: ([kernel, dy]) => sizeOf(dy!.shape) * sizeOf(kernel!.shape.slice(0, 3)),
    conv2dBackpropFilter: ([, dy], kernel) => sizeOf(dy!.shape) * sizeOf(kernel.shape.slice(0, 3)),
    depthwiseConv2d: ([, kernel], y) => sizeOf(y.shape) * sizeOf(kernel!.shape.slice(0, 2)),
    depthwiseConv2dBackpropInput: ([kernel, dy]) => sizeOf(dy!.shape) * sizeOf(kernel!.shape.slice(0, 2)),
    depthwiseConv2dBackpropFilter: ([, dy], kernel) => sizeOf(dy!.shape) * sizeOf(kernel.shape.slice(0, 2)),
    // every element of both factors meets as many others: [m, k] by [k, n]
    matMul: ([a, b], y) => Math.sqrt(sizeOf(a!.shape) * sizeOf(b!.shape) * sizeOf(y.shape)),
  };

interface Attributes {
  readonly strides?: readonly number[];
  readonly padding?: Readonly<Record<string, number>>;
  readonly transposeA?: boolean;
  readonly transposeB?: boolean;
}

/** What an id says beside the shapes. */
function marks({ strides, padding, transposeA, transposeB }: Attributes): string {
  return [
    strides?.some((stride) => stride !== 1) ? `_s${strides.join("x")}` : "",
    padding !== undefined && Object.values(padding).some((rows) => rows !== 0) ? "_padded" : "",
    transposeA ? "_ta" : "",
    transposeB ? "_tb" : "",
  ].join("");
}

function idOf(op: OpName, shapes: readonly Shape[], attributes: Attributes): string {
  return `${op}/${shapes.map((shape) => shape.join("x")).join("_")}${marks(attributes)}`;
}

function singleOpProgram(node: Node, inputs: readonly TensorType[]): Program {
  const builder = new GraphBuilder();
  const values = inputs.map((type, index) => variable(builder, `input.${index}`, type));
  const definition = OPS[node.op] as unknown as OpDefinition<"add">;
  const result = sum(builder.apply(definition, values, node.attributes as never));
  const initializer = { kind: "constant", value: 0 } as const;
  const state = inputs.map((type, index) => ({ name: `input.${index}`, type, initializer }));
  return {
    name: "kernel",
    state: [...state, { name: "total", type: result.type, initializer }],
    entries: { run: { graph: builder.build(), feeds: {}, fetches: {}, updates: { total: result.id } } },
  };
}

/** The convolutions, their gradients and the products of matrices of a network's training step, each size once. */
export function kernelCases(model: ModelSpec, batch: number): readonly KernelCase[] {
  const { entries } = trainingProgram(model, parseTrainSpec({}), { train: [batch], evaluate: [] });
  const { nodes } = removeDeadCode(entries[trainEntryName(batch)]!).graph;
  const cases = new Map<string, KernelCase>();
  for (const node of nodes) {
    const count = MULTIPLY_ADDS[node.op];
    if (count !== undefined) {
      const inputs = node.inputs.map((input) => nodes[input]!.type);
      const id = idOf(
        node.op,
        inputs.map(({ shape }) => shape),
        node.attributes as Attributes,
      );
      cases.set(id, { id, flops: 2 * count(inputs, node.type), program: singleOpProgram(node, inputs) });
    }
  }
  return [...cases.values()];
}
