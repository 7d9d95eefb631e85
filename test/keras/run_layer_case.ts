import type { Engine } from "../../packages/core/src/engines/engine.ts";
import { gradients } from "../../packages/core/src/graph/gradients.ts";
import { GraphBuilder } from "../../packages/core/src/graph/graph_builder.ts";
import { add, mul, placeholder, sum, variable } from "../../packages/core/src/graph/ops/mod.ts";
import type { Shape } from "../../packages/core/src/graph/tensor_type.ts";
import { LayerTracer } from "../../packages/core/src/programs/trace_model.ts";
import { allLayers, placeLayers } from "../../packages/core/src/spec/layer_shapes.ts";
import { parseLayer } from "../../packages/core/src/spec/parse_model_spec.ts";
import { readFixture, requireTensor } from "./fixture.ts";

type Tensors = Readonly<Record<string, Float32Array>>;

/** A layer, and what Keras says of it. */
export interface LayerCase {
  readonly title: string;
  readonly spec: unknown;
  readonly training: boolean;
  readonly shape: Shape;
  readonly input: Float32Array;
  readonly upstream: Float32Array;
  /** By name: `kernel`, or `layers.0.kernel` for a layer within. */
  readonly weights: Tensors;
  /** Output, gradient by the input, gradients by weights, and what the layer keeps, by name. */
  readonly expected: Tensors;
}

interface CaseIndex {
  readonly spec: unknown;
  readonly training: boolean;
  readonly input: string;
  readonly upstream: string;
  readonly output: string;
  readonly inputGradient: string;
  readonly weights: Readonly<Record<string, string>>;
  readonly weightGradients: Readonly<Record<string, string>>;
  readonly kept?: Readonly<Record<string, string>>;
}

/** Every case of the fixture, in its order. */
export async function readLayerCases(): Promise<readonly LayerCase[]> {
  const fixture = await readFixture<{ readonly cases: readonly CaseIndex[] }>("layers");
  const tensor = (name: string): Float32Array => requireTensor(fixture, name);
  const named = (prefix: string, names: Readonly<Record<string, string>> = {}): Tensors =>
    Object.fromEntries(Object.entries(names).map(([name, key]) => [`${prefix}${name}`, tensor(key)]));
  return fixture.index.cases.map((entry) => ({
    title: `${JSON.stringify(entry.spec)} of [${fixture.tensors.get(entry.input)!.shape}]${entry.training ? ", training" : ""}`,
    spec: entry.spec,
    training: entry.training,
    shape: fixture.tensors.get(entry.input)!.shape,
    input: tensor(entry.input),
    upstream: tensor(entry.upstream),
    weights: named("", entry.weights),
    expected: {
      output: tensor(entry.output),
      inputGradient: tensor(entry.inputGradient),
      ...named("gradient of ", entry.weightGradients),
      ...named("kept ", entry.kept),
    },
  }));
}

const COUNTER = { dtype: "int32", shape: [] } as const;
const PREFIX = "layers.0.";

/** What an engine makes of a case; by the names of its `expected`. */
export async function runLayerCase(engine: Engine, given: LayerCase): Promise<Tensors> {
  const { spec, training, shape, input, upstream, weights } = given;
  const place = { path: "layers", location: "layers" };
  const layers = placeLayers([parseLayer(spec, "layers[0]")], shape.slice(1), place);
  const builder = new GraphBuilder();
  const x = placeholder(builder, "x", { dtype: "float32", shape });
  const random = { seed: variable(builder, "seed", COUNTER), step: variable(builder, "step", COUNTER) };
  const tracer = new LayerTracer(builder, { random: training ? random : undefined });
  const output = tracer.traceAll(layers, x);
  const above = placeholder(builder, "upstream", output.type);
  const sources = [x, ...tracer.weights.map(({ value }) => value)];
  const objective = tracer.penalties.reduce((total, penalty) => add(total, penalty), sum(mul(output, above)));
  const slopes = gradients(objective, sources);
  const fetches = {
    output: output.id,
    inputGradient: slopes[0]!.id,
    ...Object.fromEntries(
      tracer.weights.map(({ name }, index) => [
        `gradient of ${name.slice(PREFIX.length)}`,
        slopes[index + 1]!.id,
      ]),
    ),
    ...Object.fromEntries(
      [...tracer.kept].map(([name, { id }]) => [`kept ${name.slice(PREFIX.length)}`, id]),
    ),
  };
  const state = allLayers(layers).flatMap(({ path, weights: own }) =>
    own.map((weight) => ({
      name: `${path}.${weight.name}`,
      type: { dtype: "float32", shape: weight.shape } as const,
      initializer: weight.initializer,
    })),
  );
  const counters = ["seed", "step"].map((name) => ({
    name,
    type: COUNTER,
    initializer: { kind: "constant", value: 0 } as const,
  }));
  const executable = await engine.compile({
    name: given.title,
    state: [...state, ...counters],
    entries: {
      main: { graph: builder.build(), feeds: { x: x.id, upstream: above.id }, fetches, updates: {} },
    },
  });
  try {
    const named = Object.entries(weights).map(([name, data]) => [`${PREFIX}${name}`, data]);
    await executable.writeState(Object.fromEntries(named));
    return (await executable.run("main", { x: input, upstream })) as Tensors;
  } finally {
    executable.dispose();
  }
}
