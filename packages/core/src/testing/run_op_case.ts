import type { Engine } from "../engines/engine.ts";
import { GraphBuilder } from "../graph/graph_builder.ts";
import type { OpDefinition } from "../graph/op.ts";
import type { OpName } from "../graph/op_attributes.ts";
import { OPS } from "../graph/op_registry.ts";
import { placeholder } from "../graph/ops/mod.ts";
import type { StateVariable } from "../graph/program.ts";
import type { TensorData } from "../graph/tensor_type.ts";
import type { Value } from "../graph/value.ts";
import type { OpCase } from "./op_case.ts";

/** An op of a case, traced: its inputs and its output. */
export interface TracedCase {
  readonly inputs: readonly Value[];
  readonly output: Value;
}

/** Appends a case's op to a graph, its inputs as placeholders `input0`, `input1`, ... A leaf has no inputs. */
export function traceOpCase(builder: GraphBuilder, { op, inputs, attributes }: OpCase): TracedCase {
  // A union of definitions cannot be called with a union of attributes; a case pairs them.
  const definition = OPS[op] as unknown as OpDefinition<OpName>;
  const isLeaf = op === "placeholder" || op === "variable";
  const values = isLeaf ? [] : inputs.map(({ type }, index) => placeholder(builder, `input${index}`, type));
  return { inputs: values, output: builder.apply(definition, values, attributes) };
}

/** Runs one op on one engine, in a program of its own. @returns The op's output. */
export async function runOpCase(engine: Engine, opCase: OpCase): Promise<TensorData> {
  const builder = new GraphBuilder();
  const { inputs, output } = traceOpCase(builder, opCase);
  const data = opCase.inputs.map((input) => input.data);
  const feeds = Object.fromEntries(inputs.map((input, index) => [`input${index}`, input.id]));
  const fed = Object.fromEntries(inputs.map((_input, index) => [`input${index}`, data[index]!]));
  const state: StateVariable[] = [];
  if (opCase.op === "placeholder") {
    feeds[opCase.attributes.name] = output.id;
    fed[opCase.attributes.name] = data[0]!;
  }
  if (opCase.op === "variable") {
    const { name, type } = opCase.attributes;
    state.push({ name, type, initializer: { kind: "constant", value: 0 } });
  }
  const executable = await engine.compile({
    name: `${opCase.op}: ${opCase.claim}`,
    state,
    entries: { main: { graph: builder.build(), feeds, fetches: { output: output.id }, updates: {} } },
  });
  try {
    await executable.writeState(Object.fromEntries(state.map(({ name }) => [name, data[0]!])));
    const fetches = await executable.run("main", fed);
    return fetches["output"]!;
  } finally {
    executable.dispose();
  }
}
