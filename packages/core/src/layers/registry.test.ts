import { describe, expect, it } from "vitest";
import { gradients } from "../graph/gradients.ts";
import { GraphBuilder } from "../graph/graph_builder.ts";
import { placeholder, randomUniform, sum, variable } from "../graph/ops/mod.ts";
import type { Shape } from "../graph/tensor_type.ts";
import type { Value } from "../graph/value.ts";
import { parseParameters } from "../parameters/parse_parameters.ts";
import type { CommonParameters, LayerDefinition } from "./layer_definition.ts";
import { LAYER_IDS, LAYERS, type LayerId } from "./registry.ts";

interface LayerCase {
  readonly parameters: object;
  readonly input: Shape;
  readonly output: Shape;
  /** Learned weights by name. */
  readonly weights: Readonly<Record<string, Shape>>;
}

// typed by the registry: a layer without cases does not compile
const CASES: { readonly [TId in LayerId]: readonly LayerCase[] } = {
  flatten: [{ parameters: {}, input: [3, 4, 5], output: [60], weights: {} }],
  activation: (["linear", "relu", "sigmoid", "tanh", "softmax"] as const).map((name) => ({
    parameters: { function: name },
    input: [7],
    output: [7],
    weights: {},
  })),
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
      parameters: { filters: 1, dilation: [2, 3] },
      input: [7, 8, 1],
      output: [3, 2, 1],
      weights: { kernel: [3, 3, 1, 1], bias: [1] },
    },
  ],
};

const BATCH = 2;
const COUNTER = { dtype: "int32", shape: [] } as const;

function definitionOf(id: LayerId): LayerDefinition<string, CommonParameters> {
  return LAYERS[id] as unknown as LayerDefinition<string, CommonParameters>;
}

function parse(id: LayerId, parameters: object): CommonParameters {
  return parseParameters<CommonParameters>(parameters, definitionOf(id).parameters, {
    action: `Cannot build layer "${id}"`,
    path: id,
  });
}

function build(
  id: LayerId,
  test: LayerCase,
  training: boolean,
): { output: Value; used: Map<string, Value>; x: Value } {
  const builder = new GraphBuilder();
  const definition = definitionOf(id);
  const parameters = parse(id, test.parameters);
  const x = placeholder(builder, "x", { dtype: "float32", shape: [BATCH, ...test.input] });
  const used = new Map<string, Value>();
  const output = definition.build(
    {
      training,
      weight: (name) => {
        const weight = definition
          .weights(test.input, parameters)
          .find((candidate) => candidate.name === name);
        const value = variable(builder, name, { dtype: "float32", shape: weight!.shape });
        used.set(name, value);
        return value;
      },
      randomUniform: (shape) => {
        expect(training, "random numbers outside training").toBe(true);
        return randomUniform(variable(builder, "seed", COUNTER), variable(builder, "step", COUNTER), shape);
      },
    },
    x,
    parameters,
  );
  return { output, used, x };
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

  describe.each(CASES[id].map((test) => [JSON.stringify(test.parameters), test] as const))(
    "with %s",
    (_title, test) => {
      it("gives the shape that its rule says, as does the graph it builds", () => {
        expect(definition.outputShape(test.input, parse(id, test.parameters))).toEqual(test.output);
        for (const training of [true, false]) {
          expect(build(id, test, training).output.shape).toEqual([BATCH, ...test.output]);
        }
      });

      it("declares the weights that it uses", () => {
        const declared = definition.weights(test.input, parse(id, test.parameters));
        expect(Object.fromEntries(declared.map(({ name, shape }) => [name, shape]))).toEqual(test.weights);
        expect([...build(id, test, false).used.keys()].sort()).toEqual(Object.keys(test.weights).sort());
      });

      it("has gradients for its input and each weight, of their shapes", () => {
        const { output, used, x } = build(id, test, true);
        const sources = [x, ...used.values()];
        const shapes = gradients(sum(output), sources).map((gradient) => gradient.shape);
        expect(shapes).toEqual(sources.map((source) => source.shape));
      });

      it("reads its own complete parameters back unchanged", () => {
        const complete = parse(id, test.parameters);
        expect(parse(id, JSON.parse(JSON.stringify(complete)))).toEqual(complete);
        expect(Object.keys(complete)).toEqual(Object.keys(definition.parameters));
      });
    },
  );
});
