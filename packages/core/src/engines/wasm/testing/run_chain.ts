import { GraphBuilder } from "../../../graph/graph_builder.ts";
import type { OpDefinition } from "../../../graph/op.ts";
import type { OpName } from "../../../graph/op_attributes.ts";
import { OPS } from "../../../graph/op_registry.ts";
import { broadcastTo, constant, placeholder, reshape } from "../../../graph/ops/mod.ts";
import { allocate, type Shape, type TensorData } from "../../../graph/tensor_type.ts";
import type { Value } from "../../../graph/value.ts";
import { createReferenceEngine } from "../../reference/create_reference_engine.ts";
import type { Chain, ChainAccess, ChainStep } from "../kernels/chain.ts";
import { emitChain } from "../kernels/emit_chain.ts";
import type { TargetFeatures } from "../kernels/target_features.ts";
import { type KernelTensor, runKernel } from "./run_kernel.ts";

type DistributiveOmit<TUnion, TKey extends PropertyKey> = TUnion extends unknown ? Omit<TUnion, TKey> : never;

/** A step of a chain, its source by name. */
export type TestStep =
  | Exclude<ChainStep, { kind: "load" }>
  | (DistributiveOmit<Extract<ChainStep, { kind: "load" }>, "source" | "dtype"> & {
      readonly source: string;
    });

/** A chain over tensors by name. */
export interface TestChain {
  readonly rows: number;
  readonly cols: number;
  readonly sources: Readonly<Record<string, KernelTensor>>;
  readonly steps: readonly TestStep[];
  /** Step by name of a target: a new tensor, or one of the sources. */
  readonly stores: Readonly<Record<string, number>>;
}

/** The shape of what a load reads, such that it broadcasts to rows and columns. */
function loadShape({ rows, cols }: TestChain, access: ChainAccess): Shape {
  return { element: [rows, cols], row: [rows, 1], column: [1, cols], scalar: [1, 1] }[access];
}

function dtypeOf(chain: TestChain, step: TestStep): KernelTensor["type"]["dtype"] {
  return step.kind === "load" ? chain.sources[step.source]!.type.dtype : step.dtype;
}

/** Runs a chain as emitted code. @returns What it stored, by target. */
export function runChain(
  chain: TestChain,
  features: TargetFeatures = { relaxed: false },
): Record<string, TensorData> {
  const { rows, cols, sources, steps, stores } = chain;
  const fresh = Object.entries(stores)
    .filter(([name]) => sources[name] === undefined)
    .map(([name, step]): [string, KernelTensor] => {
      const type = { dtype: dtypeOf(chain, steps[step]!), shape: [rows, cols] };
      return [name, { type, data: allocate(type).fill(77) }];
    });
  const results = runKernel<string>({
    tensors: { ...sources, ...Object.fromEntries(fresh) },
    targets: Object.keys(stores),
    emit: (fn, operands) => {
      const built: Chain = {
        rows,
        cols,
        steps: steps.map((step) =>
          step.kind === "load"
            ? { ...step, dtype: dtypeOf(chain, step), source: operands[step.source]! }
            : step,
        ),
        stores: Object.entries(stores).map(([name, step]) => ({ step, target: operands[name]! })),
      };
      emitChain(fn, built, features);
    },
  });
  return Object.fromEntries(Object.keys(stores).map((name) => [name, results[name]!]));
}

/** Runs a chain on the reference engine. @returns What it would store, by target. */
export async function runReferenceChain(chain: TestChain): Promise<Record<string, TensorData>> {
  const { rows, cols, sources, steps, stores } = chain;
  const builder = new GraphBuilder();
  const feeds = Object.fromEntries(
    Object.entries(sources).map(([name, { type }]) => [name, placeholder(builder, name, type)]),
  );
  const values: Value[] = [];
  for (const step of steps) {
    switch (step.kind) {
      case "load": {
        const source = reshape(feeds[step.source]!, loadShape(chain, step.access));
        values.push(broadcastTo(source, [rows, cols]));
        break;
      }
      case "constant":
        values.push(constant(builder, step.value, { dtype: step.dtype, shape: [rows, cols] }));
        break;
      case "apply": {
        // A union of definitions cannot be called with a union of attributes; a step pairs them.
        const definition = OPS[step.op] as unknown as OpDefinition<OpName>;
        const inputs = step.inputs.map((input) => values[input]!);
        values.push(builder.apply(definition, inputs, step.attributes));
      }
    }
  }
  const executable = await createReferenceEngine().compile({
    name: "chain",
    state: [],
    entries: {
      main: {
        graph: builder.build(),
        feeds: Object.fromEntries(Object.entries(feeds).map(([name, { id }]) => [name, id])),
        fetches: Object.fromEntries(Object.entries(stores).map(([name, step]) => [name, values[step]!.id])),
        updates: {},
      },
    },
  });
  try {
    return await executable.run(
      "main",
      Object.fromEntries(Object.entries(sources).map(([name, { data }]) => [name, data])),
    );
  } finally {
    executable.dispose();
  }
}
