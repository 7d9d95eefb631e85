import { describe, expect, test } from "vitest";
import { createReferenceEngine } from "../engines/reference/create_reference_engine.ts";
import { GraphBuilder } from "../graph/graph_builder.ts";
import { placeholder } from "../graph/ops/mod.ts";
import { LayerTracer } from "../programs/trace_model.ts";
import { placeLayers } from "../spec/layer_shapes.ts";
import { parseLayer, parseModelSpec } from "../spec/parse_model_spec.ts";
import { LAYER_IDS, LAYERS } from "./registry.ts";

/** Every layer with padding, with what must be given of it. */
const padded = LAYER_IDS.filter((id) => "padding" in LAYERS[id].parameters);
const needed = (id: string): object => ("filters" in LAYERS[id as "conv2d"].parameters ? { filters: 2 } : {});

function parseWith(id: string, parameters: object): unknown {
  return parseModelSpec({
    input: { height: 5, width: 6, channels: 1 },
    layers: [
      { [id]: { ...needed(id), ...parameters } },
      { globalMaxPool2d: {} },
      { dense: { units: 2, activation: "softmax" } },
    ],
    classes: 2,
  });
}

/** What a pooling of the image 1, 2, 3 / 4, 5, 6 gives. */
async function pool(spec: object): Promise<number[]> {
  const layers = placeLayers([parseLayer(spec, "layers[0]")], [2, 3, 1], {
    path: "layers",
    location: "layers",
  });
  const builder = new GraphBuilder();
  const x = placeholder(builder, "x", { dtype: "float32", shape: [1, 2, 3, 1] });
  const y = new LayerTracer(builder).traceAll(layers, x);
  const main = { graph: builder.build(), feeds: { x: x.id }, fetches: { y: y.id }, updates: {} };
  const executable = await createReferenceEngine().compile({
    name: "pool",
    state: [],
    entries: { main },
  });
  const result = await executable.run("main", { x: Float32Array.of(-1, -2, -3, -4, -5, -6) });
  return Array.from(result["y"]!);
}

describe("padding", () => {
  test("padding is a parameter of every convolution and pooling with a window", () => {
    expect(padded.sort()).toEqual(
      "averagePool2d conv2d depthwiseConv2d maxPool2d separableConv2d transposedConv2d".split(" "),
    );
  });

  describe.each(padded)("of %s", (id) => {
    const size = "kernelSize" in LAYERS[id].parameters ? "kernelSize" : "size";

    test.each(["paddingBefore", "paddingAfter"])("%s must be 0 unless padding is explicit", (name) => {
      for (const padding of ["valid", "same"]) {
        expect(() => parseWith(id, { padding, [name]: [0, 1] })).toThrow(
          expect.objectContaining({
            path: `layers[0].${id}.${name}`,
            received: "[0,1]",
            message: expect.stringContaining(`be 0 unless padding is explicit (it is ${padding})`),
          }),
        );
      }
    });

    test.each(["paddingBefore", "paddingAfter"])("%s must be smaller than the window", (name) => {
      const given = { padding: "explicit", [size]: [2, 3], stride: 1 };
      expect(() => parseWith(id, { ...given, [name]: [1, 2] })).not.toThrow();
      expect(() => parseWith(id, { ...given, [name]: [2, 0] })).toThrow(
        expect.objectContaining({ path: `layers[0].${id}.${name}`, received: "[2,0]" }),
      );
    });

    test("explicit padding of 0 is valid padding, and one number stands for both", () => {
      const shape = (parameters: object): unknown =>
        placeLayers([parseLayer({ [id]: { ...needed(id), ...parameters } }, "")], [5, 6, 1], {
          path: "",
          location: "",
        })[0]!.output;
      expect(shape({ padding: "explicit" })).toEqual(shape({ padding: "valid" }));
      expect(shape({ padding: "explicit", paddingBefore: 1 })).toEqual(
        shape({ padding: "explicit", paddingBefore: [1, 1] }),
      );
    });
  });

  test("transposedConv2d refuses padding that leaves nothing of the image", () => {
    const layer = parseLayer(
      {
        transposedConv2d: {
          filters: 1,
          kernelSize: 4,
          padding: "explicit",
          paddingBefore: 2,
          paddingAfter: 2,
        },
      },
      "layers[0]",
    );
    const place = (height: number): unknown =>
      placeLayers([layer], [height, 5, 1], { path: "layers", location: "layers" });
    expect(place(2)).toHaveLength(1);
    expect(() => place(1)).toThrow(
      expect.objectContaining({ path: "layers[0].transposedConv2d.paddingBefore", received: "[2,2]" }),
    );
  });

  test("maxPool2d takes no 0 from explicit padding, and averagePool2d counts none of it", async () => {
    const given = {
      size: 2,
      stride: [1, 3],
      padding: "explicit",
      paddingBefore: [1, 0],
      paddingAfter: [0, 1],
    };
    expect(await pool({ maxPool2d: given })).toEqual([-1, -1]);
    expect(await pool({ averagePool2d: given })).toEqual([-1.5, -3]);
  });
});
