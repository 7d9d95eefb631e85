import type { GraphBuilder } from "../../graph/graph_builder.ts";
import { placeholder, variable } from "../../graph/ops/mod.ts";
import type { Shape } from "../../graph/tensor_type.ts";
import type { Value } from "../../graph/value.ts";
import type { LayerSpec } from "../../layers/registry.ts";
import { LayerTracer } from "../../programs/trace_model.ts";
import { placeLayers } from "../../spec/layer_shapes.ts";
import { parseLayer } from "../../spec/parse_model_spec.ts";

/** A layer in a graph of its own. */
export interface TracedLayer {
  readonly x: Value;
  readonly output: Value;
  /** What is trained of it. */
  readonly weights: readonly { readonly name: string; readonly value: Value }[];
  /** What it adds to the loss. */
  readonly penalties: readonly Value[];
  /** Shape of one example behind it, by its rule. */
  readonly rule: Shape;
}

const COUNTER = { dtype: "int32", shape: [] } as const;

/** Examples of a traced layer. */
export const LAYER_BATCH = 2;

/** Reads a layer, and traces it behind `x`, one batch of examples of a shape. @throws {SpecError} If it does not take that shape. */
export function traceLayer(
  builder: GraphBuilder,
  layer: unknown,
  { input, training }: { readonly input: Shape; readonly training: boolean },
): TracedLayer {
  const spec: LayerSpec = parseLayer(layer, "layers[0]");
  const placed = placeLayers([spec], input, { path: "layers", location: "layers" });
  const x = placeholder(builder, "x", { dtype: "float32", shape: [LAYER_BATCH, ...input] });
  const random = { seed: variable(builder, "seed", COUNTER), step: variable(builder, "step", COUNTER) };
  const tracer = new LayerTracer(builder, { random: training ? random : undefined });
  const output = tracer.traceAll(placed, x);
  return { x, output, weights: tracer.weights, penalties: tracer.penalties, rule: placed[0]!.output };
}
