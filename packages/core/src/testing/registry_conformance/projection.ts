import type { Engine, Executable } from "../../engines/engine.ts";
import { createReferenceEngine } from "../../engines/reference/create_reference_engine.ts";
import { gradients } from "../../graph/gradients.ts";
import type { GraphBuilder } from "../../graph/graph_builder.ts";
import { add, mul, placeholder, sum } from "../../graph/ops/mod.ts";
import type { NamedTensors, StateVariable } from "../../graph/program.ts";
import type { TensorData, TensorType } from "../../graph/tensor_type.ts";
import type { Value } from "../../graph/value.ts";
import { uniform } from "../case_tensor.ts";

/** Something whose derivatives are checked, traced into a graph. */
export interface Differentiable {
  readonly builder: GraphBuilder;
  /** Float placeholders and variables by their names in the graph: what is moved. */
  readonly sources: Readonly<Record<string, Value>>;
  /** Placeholders beside those, with what they are fed. @default {none} */
  readonly feeds?: Readonly<Record<string, { readonly value: Value; readonly data: TensorData }>>;
  /** Float tensors of which a projection is differentiated. */
  readonly outputs: readonly Value[];
}

/** All variables that a graph reads. */
function variablesOf(builder: GraphBuilder): StateVariable[] {
  return builder.build().nodes.flatMap((node) =>
    node.op === "variable"
      ? [
          {
            name: node.attributes.name,
            type: node.type,
            initializer: { kind: "constant", value: 0 } as const,
          },
        ]
      : [],
  );
}

/** Numbers around 0 for what is moved, around 1 for other floats (such as moving variances), 1 for counters. */
function drawTensor(type: TensorType, seed: number, isMoved: boolean): TensorData {
  return type.dtype === "int32"
    ? Int32Array.of(1)
    : uniform(type.shape, seed, isMoved ? [-1, 1] : [0.5, 1.5]).data;
}

function byOutput<TValue>(
  outputs: readonly Value[],
  make: (output: Value, index: number) => TValue,
): Record<string, TValue> {
  return Object.fromEntries(outputs.map((output, index) => [`output${index}`, make(output, index)]));
}

/** Outputs of a graph at a random point, and the derivatives there of `sum over outputs of sum(output direction)`. */
export class Projection {
  /** The sources at the point. */
  readonly start: NamedTensors;
  /** Random directions, one an output. */
  readonly directions: Readonly<Record<string, Float32Array>>;
  readonly #executable: Executable;
  readonly #feeds: NamedTensors;

  private constructor(
    executable: Executable,
    point: {
      readonly start: NamedTensors;
      readonly feeds: NamedTensors;
      readonly directions: Readonly<Record<string, Float32Array>>;
    },
  ) {
    this.#executable = executable;
    this.start = point.start;
    this.#feeds = point.feeds;
    this.directions = point.directions;
  }

  static async at(
    { builder, sources, feeds = {}, outputs }: Differentiable,
    { seed, engine = createReferenceEngine() }: { readonly seed: number; readonly engine?: Engine },
  ): Promise<Projection> {
    const directed = byOutput(outputs, ({ shape }, index) =>
      placeholder(builder, `direction${index}`, { dtype: "float32", shape }),
    );
    const products = outputs.map((output, index) => sum(mul(output, directed[`output${index}`]!)));
    const found = gradients(
      products.reduce((a, b) => add(a, b)),
      Object.values(sources),
    );
    const graph = builder.build();
    const state = variablesOf(builder);
    const isFed = ([name]: readonly [string, unknown]): boolean => !state.some((one) => one.name === name);
    const ids = {
      ...Object.fromEntries(
        Object.entries(sources)
          .filter(isFed)
          .map(([name, { id }]) => [name, id]),
      ),
      ...Object.fromEntries(Object.entries(feeds).map(([name, { value }]) => [name, value.id])),
    };
    const directionIds = Object.fromEntries(
      Object.values(directed).map(({ id }, index) => [`direction${index}`, id]),
    );
    const executable = await engine.compile({
      name: "projection",
      state,
      entries: {
        outputs: { graph, feeds: ids, fetches: byOutput(outputs, ({ id }) => id), updates: {} },
        derivatives: {
          graph,
          feeds: { ...ids, ...directionIds },
          fetches: Object.fromEntries(Object.keys(sources).map((name, index) => [name, found[index]!.id])),
          updates: {},
        },
      },
    });
    const moved = Object.entries(sources).map(
      ([name, { type }], index) => [name, drawTensor(type, seed + index, true)] as const,
    );
    const start = Object.fromEntries(moved);
    const other = state.map(({ name, type }, index) => [
      name,
      start[name] ?? drawTensor(type, seed + 100 + index, false),
    ]);
    await executable.writeState(Object.fromEntries(other));
    return new Projection(executable, {
      start,
      feeds: {
        ...Object.fromEntries(moved.filter(isFed)),
        ...Object.fromEntries(Object.entries(feeds).map(([name, { data }]) => [name, data])),
      },
      directions: byOutput(
        outputs,
        ({ shape }, index) => uniform(shape, seed + 200 + index).data as Float32Array,
      ),
    });
  }

  /** The outputs at the point. */
  async outputs(): Promise<NamedTensors> {
    return await this.#executable.run("outputs", this.#feeds);
  }

  /** The outputs where one source is something else. */
  async outputsAt(name: string, data: TensorData): Promise<NamedTensors> {
    if (name in this.#feeds) {
      return await this.#executable.run("outputs", { ...this.#feeds, [name]: data });
    }
    await this.#executable.writeState({ [name]: data });
    try {
      return await this.#executable.run("outputs", this.#feeds);
    } finally {
      await this.#executable.writeState({ [name]: this.start[name]! });
    }
  }

  /** Derivatives at the point, of the projection on some directions, by each source. */
  async derivatives(directions: Readonly<Record<string, Float32Array>>): Promise<NamedTensors> {
    const fed = Object.entries(directions).map(([name, data]) => [name.replace("output", "direction"), data]);
    return await this.#executable.run("derivatives", { ...this.#feeds, ...Object.fromEntries(fed) });
  }

  dispose(): void {
    this.#executable.dispose();
  }
}
