import type { Engine } from "../../packages/core/src/engines/engine.ts";
import { gradients } from "../../packages/core/src/graph/gradients.ts";
import { GraphBuilder } from "../../packages/core/src/graph/graph_builder.ts";
import { mul, placeholder, sum } from "../../packages/core/src/graph/ops/mod.ts";
import type { Padding2d } from "../../packages/core/src/graph/ops/window.ts";
import type { TensorData } from "../../packages/core/src/graph/tensor_type.ts";
import type { OpCase } from "../../packages/core/src/testing/op_case.ts";
import { traceOpCase } from "../../packages/core/src/testing/run_op_case.ts";
import { readFixture, requireTensor } from "./fixture.ts";

/** One op, and what TensorFlow says of it. */
export interface OperationCase {
  readonly opCase: OpCase;
  readonly output: Float32Array;
  /** The rows and columns that TensorFlow added where its padding was SAME. */
  readonly samePadding?: Padding2d;
  /** What comes from above, and the gradient by each input; null for an integer. */
  readonly gradients?: {
    readonly upstream: Float32Array;
    readonly expected: readonly (Float32Array | null)[];
  };
}

interface CaseIndex {
  readonly op: string;
  readonly claim: string;
  readonly attributes: unknown;
  readonly inputs: readonly { readonly tensor: string; readonly dtype: "float32" | "int32" }[];
  readonly output: string;
  readonly samePadding?: Padding2d;
  readonly upstream?: string;
  readonly gradients?: readonly (string | null)[];
}

/** Every case of the fixture, in its order. */
export async function readOperationCases(): Promise<readonly OperationCase[]> {
  const fixture = await readFixture<{ readonly cases: readonly CaseIndex[] }>("operations");
  const tensor = (name: string): Float32Array => requireTensor(fixture, name);
  return fixture.index.cases.map(({ op, claim, attributes, inputs, output, samePadding, ...rest }) => ({
    opCase: {
      op,
      claim,
      attributes,
      inputs: inputs.map(({ tensor: name, dtype }) => ({
        type: { dtype, shape: fixture.tensors.get(name)!.shape },
        data: dtype === "int32" ? Int32Array.from(tensor(name)) : tensor(name),
      })),
      // the generator writes our names and attributes; an op that we lack fails in the graph builder
    } as unknown as OpCase,
    output: tensor(output),
    ...(samePadding === undefined ? {} : { samePadding }),
    ...(rest.upstream === undefined
      ? {}
      : {
          gradients: {
            upstream: tensor(rest.upstream),
            expected: rest.gradients!.map((name) => (name === null ? null : tensor(name))),
          },
        }),
  }));
}

/** Gradients of an op by its float inputs, as our differentiation and an engine give them; null for an integer. */
export async function runGradients(
  engine: Engine,
  opCase: OpCase,
  upstream: Float32Array,
): Promise<readonly (TensorData | null)[]> {
  const builder = new GraphBuilder();
  const { inputs, output } = traceOpCase(builder, opCase);
  const above = placeholder(builder, "upstream", output.type);
  const sources = inputs.filter(({ dtype }) => dtype === "float32");
  const derived = gradients(sum(mul(output, above)), sources);
  const executable = await engine.compile({
    name: `gradient of ${opCase.op}`,
    state: [],
    entries: {
      main: {
        graph: builder.build(),
        feeds: {
          upstream: above.id,
          ...Object.fromEntries(inputs.map(({ id }, index) => [`input${index}`, id])),
        },
        fetches: Object.fromEntries(derived.map(({ id }, index) => [sources[index]!.id, id])),
        updates: {},
      },
    },
  });
  try {
    const fed = opCase.inputs.map(({ data }, index) => [`input${index}`, data]);
    const fetches = await executable.run("main", { upstream, ...Object.fromEntries(fed) });
    return inputs.map(({ id }) => fetches[id] ?? null);
  } finally {
    executable.dispose();
  }
}
