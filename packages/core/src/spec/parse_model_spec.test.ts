import { describe, expect, it } from "vitest";
import { referenceCnn } from "../architectures/reference_cnn.ts";
import { SpecError } from "../errors/spec_error.ts";
import { describeModel } from "./describe_model.ts";
import { parseModelSpec } from "./parse_model_spec.ts";

const HEAD = [{ flatten: {} }, { dense: { units: 3, activation: "softmax" } }];

function specWith(layers: unknown[], rest: object = {}): unknown {
  return { input: { height: 6, width: 5, channels: 1 }, layers: [...layers, ...HEAD], classes: 3, ...rest };
}

function problemOf(value: unknown): { path: string; message: string; received: string } {
  try {
    parseModelSpec(value);
  } catch (error) {
    expect(error).toBeInstanceOf(SpecError);
    const { path, message, received } = error as SpecError;
    return { path, message, received };
  }
  throw new Error("the spec was read without an error");
}

describe("parseModelSpec()", () => {
  it("fills in every default", () => {
    const model = parseModelSpec(specWith([{ conv2d: { filters: 4 } }]));
    expect(model.layers[0]).toEqual({
      conv2d: {
        filters: 4,
        kernelSize: [3, 3],
        stride: [1, 1],
        padding: "valid",
        paddingBefore: [0, 0],
        paddingAfter: [0, 0],
        dilation: [1, 1],
        groups: 1,
        activation: "linear",
        useBias: true,
        kernelInitializer: { glorotUniform: {} },
        kernelRegularizer: null,
        biasInitializer: { zeros: {} },
        biasRegularizer: null,
        activityRegularizer: null,
        name: "",
      },
    });
    expect(model.preprocess).toEqual({ scale: 1 / 255, mean: [0], standardDeviation: [1] });
  });

  it("returns what it gave when it reads its own result", () => {
    const model = parseModelSpec(
      specWith([{ conv2d: { filters: 4, kernelSize: 2 } }, { maxPool2d: {} }, { dropout: { rate: 0.1 } }]),
    );
    expect(parseModelSpec(JSON.parse(JSON.stringify(model)))).toEqual(model);
  });

  it("reads techniques, and layers within layers, each with the path of what is wrong", () => {
    const block = (layer: object): unknown =>
      specWith([{ residual: { layers: [{ conv2d: { filters: 1, padding: "same", ...layer } }] } }]);
    const model = parseModelSpec(block({ kernelInitializer: { orthogonal: {} } }));
    expect(model.layers[0]).toMatchObject({
      residual: { layers: [{ conv2d: { kernelInitializer: { orthogonal: { gain: 1 } } } }], shortcut: [] },
    });
    expect(
      describeModel(model)
        .layers.map(({ path }) => path)
        .slice(0, 2),
    ).toEqual(["layers.0", "layers.0.layers.0"]);
    const inner = "layers[0].residual.layers[0].conv2d";
    expect(problemOf(block({ filters: 0 })).path).toBe(`${inner}.filters`);
    expect(problemOf(block({ kernelSize: 9, padding: "valid" })).path).toBe(`${inner}.kernelSize`);
    const gain = problemOf(block({ kernelInitializer: { orthogonal: { gain: 0 } } }));
    expect(gain.path).toBe(`${inner}.kernelInitializer.orthogonal.gain`);
    expect(problemOf(block({ kernelInitializer: { heNormals: {} } })).message).toMatch(
      /did you mean heNormal\?/,
    );
    expect(problemOf(block({ filters: 2 })).path).toBe("layers[0].residual.layers");
    expect(problemOf(specWith([{ residual: { layers: [] } }])).path).toBe("layers[0].residual.layers");
  });

  it("reads the reference CNN with its 93,322 weights", () => {
    expect(describeModel(referenceCnn()).parameters).toBe(93_322);
  });

  it.each([
    [
      "an unknown key",
      specWith([{ conv2d: { filters: 4, filter: 3 } }]),
      "layers[0].conv2d.filter",
      /did you mean filters\?/,
    ],
    ["an unknown layer", specWith([{ conv3d: {} }]), "layers[0].conv3d", /did you mean conv2d\?/],
    ["an unknown key at the top", specWith([], { layer: [] }), "layer", /did you mean layers\?/],
    [
      "two keys in a layer",
      specWith([{ conv2d: { filters: 4 }, flatten: {} }]),
      "layers[0]",
      /exactly one key.*\["conv2d","flatten"\]/,
    ],
    ["no key in a layer", specWith([{}]), "layers[0]", /exactly one key/],
    [
      "zero filters",
      specWith([{ conv2d: { filters: 0 } }]),
      "layers[0].conv2d.filters",
      /^Cannot build layer "conv2d" at layers\[0\] as filters must be a whole number of at least 1 and at most 65536: current value is 0$/,
    ],
    [
      "text for a number",
      specWith([{ conv2d: { filters: "4" } }]),
      "layers[0].conv2d.filters",
      /whole number.*"4"$/,
    ],
    ["a fraction for a count", specWith([{ conv2d: { filters: 1.5 } }]), "layers[0].conv2d.filters", /1\.5$/],
    ["a missing parameter", specWith([{ conv2d: {} }]), "layers[0].conv2d.filters", /filters must be given/],
    [
      "a kernel larger than its input",
      specWith([{ conv2d: { filters: 4, kernelSize: [3, 6] } }]),
      "layers[0].conv2d.kernelSize",
      /kernelSize must not be larger than its input of 6 x 5: current value is \[3,6\]$/,
    ],
    [
      "groups that do not divide the channels",
      specWith([{ conv2d: { filters: 4, groups: 2 } }]),
      "layers[0].conv2d.groups",
      /groups must divide the 1 channels of its input and its 4 filters: current value is 2$/,
    ],
    [
      "a dropout of everything",
      specWith([{ dropout: { rate: 1 } }]),
      "layers[0].dropout.rate",
      /below 1: current value is 1$/,
    ],
    [
      "a dense layer on an image",
      specWith([{ dense: { units: 4 } }]),
      "layers[0].dense",
      /put flatten before it/,
    ],
    [
      "a class count that the layers do not give",
      specWith([], { classes: 4 }),
      "layers[1]",
      /each of the 4 classes: current value is \[3\]$/,
    ],
    [
      "two channels",
      specWith([], { input: { height: 6, width: 5, channels: 2 } }),
      "input.channels",
      /1 or 3/,
    ],
    [
      "no layers",
      { input: { height: 6, width: 5, channels: 1 }, layers: [], classes: 3 },
      "layers",
      /list of 1 to/,
    ],
    [
      "a scale of zero",
      specWith([], { preprocess: { scale: 0 } }),
      "preprocess.scale",
      /above 0: current value is 0$/,
    ],
    [
      "a deviation of zero",
      specWith([], { preprocess: { standardDeviation: [0] } }),
      "preprocess.standardDeviation",
      /positive/,
    ],
    ["null", null, "", /must be an object: current value is null$/],
    ["a list", [], "", /must be an object/],
  ])("refuses %s with its path and value", (_title, value, path, message) => {
    const problem = problemOf(value);
    expect(problem.path).toBe(path);
    expect(problem.message).toMatch(message);
  });
});
