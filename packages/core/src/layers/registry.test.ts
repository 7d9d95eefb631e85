import { describe, expect, it } from "vitest";
import { gradients } from "../graph/gradients.ts";
import { GraphBuilder } from "../graph/graph_builder.ts";
import { placeholder, sum, variable } from "../graph/ops/mod.ts";
import type { Shape } from "../graph/tensor_type.ts";
import type { Value } from "../graph/value.ts";
import { LayerTracer } from "../programs/trace_model.ts";
import { allLayers, type LayerShape, placeLayers } from "../spec/layer_shapes.ts";
import { parseLayer } from "../spec/parse_model_spec.ts";
import { ACTIVATION_IDS } from "./activations/registry.ts";
import type { CommonParameters, LayerDefinition } from "./layer_definition.ts";
import { LAYER_IDS, LAYERS, type LayerId, type LayerSpec } from "./registry.ts";

interface LayerCase {
  readonly parameters: object;
  readonly input: Shape;
  readonly output: Shape;
  /** Learned weights by name. */
  readonly weights: Readonly<Record<string, Shape>>;
}

// typed by the registry: a layer without cases does not compile; hence longer than a file should be
const CASES: { readonly [TId in LayerId]: readonly LayerCase[] } = {
  flatten: [{ parameters: {}, input: [3, 4, 5], output: [60], weights: {} }],
  activation: ACTIVATION_IDS.map((name) => ({
    parameters: { function: name },
    input: [7],
    output: [7],
    weights: {},
  })),
  leakyRelu: [
    { parameters: {}, input: [3, 4, 5], output: [3, 4, 5], weights: {} },
    { parameters: { slope: 0.01 }, input: [7], output: [7], weights: {} },
  ],
  prelu: [
    { parameters: {}, input: [3, 4, 5], output: [3, 4, 5], weights: { slope: [5] } },
    {
      parameters: { shared: false, initialSlope: 0 },
      input: [3, 4, 5],
      output: [3, 4, 5],
      weights: { slope: [3, 4, 5] },
    },
    { parameters: {}, input: [7], output: [7], weights: { slope: [7] } },
  ],
  dropout: [
    { parameters: { rate: 0 }, input: [7], output: [7], weights: {} },
    { parameters: { rate: 0.3 }, input: [3, 4, 5], output: [3, 4, 5], weights: {} },
  ],
  dense: [
    { parameters: { units: 3 }, input: [7], output: [3], weights: { kernel: [7, 3], bias: [3] } },
    {
      parameters: { units: 3, useBias: false, activation: "tanh" },
      input: [7],
      output: [3],
      weights: { kernel: [7, 3] },
    },
  ],
  maxPool2d: [
    { parameters: {}, input: [7, 8, 3], output: [3, 4, 3], weights: {} },
    { parameters: { size: 3, stride: [1, 2] }, input: [7, 8, 3], output: [5, 3, 3], weights: {} },
    { parameters: { size: [2, 3], padding: "same" }, input: [7, 8, 3], output: [4, 3, 3], weights: {} },
    {
      parameters: { size: 3, stride: 2, padding: "explicit", paddingBefore: [1, 2], paddingAfter: [2, 0] },
      input: [7, 8, 3],
      output: [4, 4, 3],
      weights: {},
    },
  ],
  conv2d: [
    {
      parameters: { filters: 4 },
      input: [7, 8, 3],
      output: [5, 6, 4],
      weights: { kernel: [3, 3, 3, 4], bias: [4] },
    },
    {
      parameters: {
        filters: 2,
        kernelSize: [3, 2],
        stride: 2,
        padding: "same",
        useBias: false,
        activation: "relu",
      },
      input: [7, 8, 3],
      output: [4, 4, 2],
      weights: { kernel: [3, 2, 3, 2] },
    },
    {
      parameters: { filters: 6, groups: 3, kernelSize: 2 },
      input: [4, 5, 9],
      output: [3, 4, 6],
      weights: { kernel: [2, 2, 3, 6], bias: [6] },
    },
    {
      parameters: {
        filters: 2,
        stride: [2, 1],
        dilation: [1, 2],
        padding: "explicit",
        paddingBefore: [0, 4],
        paddingAfter: 1,
        useBias: false,
      },
      input: [7, 8, 3],
      output: [3, 9, 2],
      weights: { kernel: [3, 3, 3, 2] },
    },
    {
      parameters: { filters: 1, dilation: [2, 3] },
      input: [7, 8, 1],
      output: [3, 2, 1],
      weights: { kernel: [3, 3, 1, 1], bias: [1] },
    },
  ],
  globalAveragePool2d: [{ parameters: {}, input: [3, 4, 5], output: [5], weights: {} }],
  globalMaxPool2d: [{ parameters: {}, input: [3, 4, 5], output: [5], weights: {} }],
  gaussianNoise: [
    { parameters: { deviation: 0 }, input: [7], output: [7], weights: {} },
    { parameters: { deviation: 0.1 }, input: [3, 4, 5], output: [3, 4, 5], weights: {} },
  ],
  spatialDropout2d: [
    { parameters: { rate: 0 }, input: [3, 4, 5], output: [3, 4, 5], weights: {} },
    { parameters: { rate: 0.4 }, input: [3, 4, 5], output: [3, 4, 5], weights: {} },
  ],
  upsample2d: [
    { parameters: {}, input: [3, 4, 5], output: [6, 8, 5], weights: {} },
    { parameters: { size: [1, 3] }, input: [3, 4, 5], output: [3, 12, 5], weights: {} },
  ],
  batchNorm: [
    {
      parameters: {},
      input: [3, 4, 5],
      output: [3, 4, 5],
      weights: { gamma: [5], beta: [5], movingMean: [5], movingVariance: [5] },
    },
    {
      parameters: { scale: false, center: false, momentum: 0.9 },
      input: [7],
      output: [7],
      weights: { movingMean: [7], movingVariance: [7] },
    },
  ],
  layerNorm: [
    { parameters: {}, input: [3, 4, 5], output: [3, 4, 5], weights: { gamma: [5], beta: [5] } },
    { parameters: { scale: false }, input: [7], output: [7], weights: { beta: [7] } },
  ],
  groupNorm: [
    { parameters: { groups: 3 }, input: [3, 4, 6], output: [3, 4, 6], weights: { gamma: [6], beta: [6] } },
    {
      parameters: { groups: 1, center: false },
      input: [2, 2, 4],
      output: [2, 2, 4],
      weights: { gamma: [4] },
    },
  ],
  instanceNorm: [{ parameters: {}, input: [3, 4, 6], output: [3, 4, 6], weights: { gamma: [6], beta: [6] } }],
  squeezeExcitation: [
    {
      parameters: { ratio: 2 },
      input: [3, 4, 6],
      output: [3, 4, 6],
      weights: { squeezeKernel: [6, 3], squeezeBias: [3], exciteKernel: [3, 6], exciteBias: [6] },
    },
    {
      parameters: {},
      input: [3, 4, 6],
      output: [3, 4, 6],
      weights: { squeezeKernel: [6, 1], squeezeBias: [1], exciteKernel: [1, 6], exciteBias: [6] },
    },
  ],
  residual: [
    {
      parameters: { layers: [{ conv2d: { filters: 2, padding: "same" } }], activation: "relu" },
      input: [3, 4, 2],
      output: [3, 4, 2],
      weights: { "layers.0.kernel": [3, 3, 2, 2], "layers.0.bias": [2] },
    },
    {
      parameters: {
        layers: [{ batchNorm: {} }, { conv2d: { filters: 3, stride: 2 } }],
        shortcut: [{ conv2d: { filters: 3, kernelSize: 3, stride: 2, useBias: false } }],
        dropRate: 0.3,
      },
      input: [5, 5, 2],
      output: [2, 2, 3],
      weights: {
        "layers.0.gamma": [2],
        "layers.0.beta": [2],
        "layers.0.movingMean": [2],
        "layers.0.movingVariance": [2],
        "layers.1.kernel": [3, 3, 2, 3],
        "layers.1.bias": [3],
        "shortcut.0.kernel": [3, 3, 2, 3],
      },
    },
  ],
  averagePool2d: [
    { parameters: {}, input: [7, 8, 3], output: [3, 4, 3], weights: {} },
    {
      parameters: {
        size: [2, 3],
        stride: 1,
        padding: "explicit",
        paddingBefore: [1, 0],
        paddingAfter: [0, 2],
      },
      input: [7, 8, 3],
      output: [7, 8, 3],
      weights: {},
    },
    { parameters: { size: [2, 3], padding: "same" }, input: [7, 8, 3], output: [4, 3, 3], weights: {} },
  ],
  depthwiseConv2d: [
    { parameters: {}, input: [5, 6, 3], output: [3, 4, 3], weights: { kernel: [3, 3, 3, 1], bias: [3] } },
    {
      parameters: { multiplier: 2, stride: 2, padding: "same", useBias: false },
      input: [5, 6, 3],
      output: [3, 3, 6],
      weights: { kernel: [3, 3, 3, 2] },
    },
    {
      parameters: { stride: 2, padding: "explicit", paddingBefore: 1, paddingAfter: [2, 1] },
      input: [5, 6, 3],
      output: [3, 3, 3],
      weights: { kernel: [3, 3, 3, 1], bias: [3] },
    },
  ],
  separableConv2d: [
    {
      parameters: {
        filters: 2,
        padding: "explicit",
        paddingBefore: [2, 0],
        paddingAfter: [0, 1],
        depthwiseRegularizer: { l2: {} },
        pointwiseRegularizer: { l1: {} },
      },
      input: [5, 6, 3],
      output: [5, 5, 2],
      weights: { depthwiseKernel: [3, 3, 3, 1], pointwiseKernel: [1, 1, 3, 2], bias: [2] },
    },
    {
      parameters: { filters: 4, multiplier: 2 },
      input: [5, 6, 3],
      output: [3, 4, 4],
      weights: { depthwiseKernel: [3, 3, 3, 2], pointwiseKernel: [1, 1, 6, 4], bias: [4] },
    },
  ],
  transposedConv2d: [
    {
      parameters: { filters: 4 },
      input: [3, 2, 5],
      output: [7, 5, 4],
      weights: { kernel: [3, 3, 4, 5], bias: [4] },
    },
    {
      parameters: { filters: 2, kernelSize: [2, 4], stride: [3, 2], padding: "same", useBias: false },
      input: [3, 2, 5],
      output: [9, 4, 2],
      weights: { kernel: [2, 4, 2, 5] },
    },
    {
      parameters: { filters: 4, padding: "explicit", paddingBefore: [1, 0], paddingAfter: [2, 1] },
      input: [3, 2, 5],
      output: [4, 4, 4],
      weights: { kernel: [3, 3, 4, 5], bias: [4] },
    },
  ],
  parallel: [
    {
      parameters: {
        branches: [
          [{ conv2d: { filters: 3, kernelSize: 1 } }],
          [],
          [{ batchNorm: {} }, { activation: { function: "relu" } }],
        ],
      },
      input: [3, 4, 2],
      output: [3, 4, 7],
      weights: {
        "branches.0.0.kernel": [1, 1, 2, 3],
        "branches.0.0.bias": [3],
        "branches.2.0.gamma": [2],
        "branches.2.0.beta": [2],
        "branches.2.0.movingMean": [2],
        "branches.2.0.movingVariance": [2],
      },
    },
    {
      parameters: {
        branches: [[{ dense: { units: 3 } }], [{ dense: { units: 3, useBias: false } }]],
        merge: "add",
      },
      input: [5],
      output: [3],
      weights: { "branches.0.0.kernel": [5, 3], "branches.0.0.bias": [3], "branches.1.0.kernel": [5, 3] },
    },
  ],
};

const BATCH = 2;
const COUNTER = { dtype: "int32", shape: [] } as const;
const PREFIX = "layers.0.";

function definitionOf(id: LayerId): LayerDefinition<string, CommonParameters> {
  return LAYERS[id] as unknown as LayerDefinition<string, CommonParameters>;
}

/** The layer as a spec has it, complete: a network may need other layers before it, so it is read on its own. */
function parse(id: LayerId, parameters: object): LayerSpec {
  return parseLayer({ [id]: parameters }, "layers[0]");
}

/** A layer and those within it, placed behind an input. */
function place(id: LayerId, { parameters, input }: LayerCase): readonly LayerShape[] {
  return placeLayers([parse(id, parameters)], input, { path: "layers", location: "layers" });
}

/** Types of the weights of a layer and of those within it, by name. */
function weightShapes(id: LayerId, test: LayerCase): Record<string, Shape> {
  return Object.fromEntries(
    allLayers(place(id, test)).flatMap(({ path, weights }) =>
      weights.map(({ name, shape }) => [`${path}.${name}`.slice(PREFIX.length), shape]),
    ),
  );
}

interface Built {
  readonly x: Value;
  readonly output: Value;
  readonly weights: readonly Value[];
  readonly kept: ReadonlyMap<string, Value>;
}

function build(id: LayerId, test: LayerCase, training: boolean): Built {
  const builder = new GraphBuilder();
  const x = placeholder(builder, "x", { dtype: "float32", shape: [BATCH, ...test.input] });
  const random = { seed: variable(builder, "seed", COUNTER), step: variable(builder, "step", COUNTER) };
  const tracer = new LayerTracer(builder, { random: training ? random : undefined });
  const output = tracer.traceAll(place(id, test), x);
  return { x, output, weights: tracer.weights.map(({ value }) => value), kept: tracer.kept };
}

describe.each(LAYER_IDS)("layer %s", (id) => {
  const definition = definitionOf(id);

  it("is registered under its own id, with a summary of itself and of each parameter", () => {
    expect(definition.id).toBe(id);
    for (const words of [
      definition.summary,
      ...Object.values(definition.parameters).map((parameter) => parameter.summary),
    ]) {
      expect(words).toMatch(/^\S.*[.]$/);
    }
  });

  it("is documented: a formula, advice, a reference with its year", () => {
    const { formula, advice, reference } = definition.documentation;
    expect(formula).toMatch(/=/);
    expect(advice).toMatch(/[.]$/);
    expect(reference).toMatch(/\b(19|20)\d\d\b/);
  });

  describe.each(CASES[id].map((test) => [JSON.stringify(test.parameters), test] as const))(
    "with %s",
    (_title, test) => {
      it("gives the shape that its rule says, as does the graph it builds", () => {
        expect(place(id, test)[0]!.output).toEqual(test.output);
        for (const training of [true, false]) {
          expect(build(id, test, training).output.shape).toEqual([BATCH, ...test.output]);
        }
      });

      it("declares its weights, and reads each of them", () => {
        expect(weightShapes(id, test)).toEqual(test.weights);
        const { output } = build(id, test, false);
        const read = output.builder
          .build()
          .nodes.flatMap((node) =>
            node.op === "variable" && !["seed", "step"].includes(node.attributes.name)
              ? [node.attributes.name]
              : [],
          );
        expect(read.map((name) => name.slice(PREFIX.length)).sort()).toEqual(
          Object.keys(test.weights).sort(),
        );
      });

      it("has gradients for its input and each weight that is trained, of their shapes", () => {
        const { x, output, weights } = build(id, test, true);
        const sources = [x, ...weights];
        const shapes = gradients(sum(output), sources).map((gradient) => gradient.shape);
        expect(shapes).toEqual(sources.map((source) => source.shape));
      });

      it("keeps new values of the weights that are not trained, and of no others", () => {
        const untrained = allLayers(place(id, test)).flatMap(({ path, weights }) =>
          weights.filter(({ trainable }) => trainable === false).map(({ name }) => `${path}.${name}`),
        );
        expect([...build(id, test, true).kept.keys()].sort()).toEqual(untrained.sort());
        expect([...build(id, test, false).kept.keys()]).toEqual([]);
      });

      it("reads its own complete parameters back unchanged", () => {
        const complete = parse(id, test.parameters);
        expect(parse(id, JSON.parse(JSON.stringify(complete))[id])).toEqual(complete);
        expect(Object.keys(Object.values(complete)[0]!)).toEqual(Object.keys(definition.parameters));
      });
    },
  );
});
