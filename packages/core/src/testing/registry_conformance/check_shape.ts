import { type ArchitectureId, buildArchitecture } from "../../architectures/registry.ts";
import { GraphBuilder } from "../../graph/graph_builder.ts";
import { placeholder } from "../../graph/ops/mod.ts";
import { type Shape, sameShape } from "../../graph/tensor_type.ts";
import { LayerTracer } from "../../programs/trace_model.ts";
import { layerShapes } from "../../spec/layer_shapes.ts";
import type { ModelSpec } from "../../spec/model_spec.ts";
import { type CataloguedEntry, exampleOf } from "./catalogued_entry.ts";
import { demand } from "./demand.ts";
import { IMAGES, inputsOf, ROWS } from "./layer_inputs.ts";
import { LAYER_BATCH, traceLayer } from "./trace_layer.ts";
import { variations } from "./variations.ts";

/** A layer's rule says the shape that its graph has: of the example and of variations of it, for images of several sizes or rows. */
export function checkLayerShape(entry: CataloguedEntry): void {
  const taken = inputsOf(exampleOf(entry));
  const takes = (inputs: readonly Shape[]): boolean => inputs.every((input) => taken.includes(input));
  demand(takes(IMAGES) || takes(ROWS), "the example must take all images, or all rows", taken);
  for (const layer of variations(entry)) {
    for (const input of inputsOf(layer)) {
      for (const training of [true, false]) {
        const { output, rule } = traceLayer(new GraphBuilder(), layer, { input, training });
        const expected = [LAYER_BATCH, ...rule];
        const what = `${JSON.stringify(layer)} behind [${input}] must give [${expected}]`;
        demand(sameShape(output.shape, expected), what, output.shape);
      }
    }
  }
}

/** Fails unless each layer of a network gives the shape that its rule says. */
function checkModelShapes(model: ModelSpec): void {
  const builder = new GraphBuilder();
  const { height, width, channels } = model.input;
  const tracer = new LayerTracer(builder);
  let x = placeholder(builder, "x", { dtype: "float32", shape: [1, height, width, channels] });
  for (const layer of layerShapes(model)) {
    x = tracer.traceAll([layer], x);
    demand(sameShape(x.shape, [1, ...layer.output]), `${layer.path} must give [1,${layer.output}]`, x.shape);
  }
  demand(sameShape(x.shape, [1, model.classes]), `the network must give [1,${model.classes}]`, x.shape);
}

/** A family makes networks whose layers fit: of the example and of variations of it, for grey and coloured images of several sizes. */
export function checkArchitectureShape(entry: CataloguedEntry): void {
  const tasks = [
    { input: { height: 28, width: 28, channels: 1 }, classes: 10 },
    { input: { height: 32, width: 32, channels: 3 }, classes: 100 },
    { input: { height: 33, width: 29, channels: 3 }, classes: 2 },
  ];
  for (const example of variations(entry)) {
    const [id, parameters] = Object.entries(example)[0]!;
    for (const task of tasks) {
      checkModelShapes(buildArchitecture(id as ArchitectureId, task, parameters));
    }
  }
}
