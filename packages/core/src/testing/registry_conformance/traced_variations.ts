import { GraphBuilder } from "../../graph/graph_builder.ts";
import type { Shape } from "../../graph/tensor_type.ts";
import type { CataloguedEntry } from "./catalogued_entry.ts";
import { demand } from "./demand.ts";
import { isTaken } from "./layer_inputs.ts";
import type { Differentiable } from "./projection.ts";
import { CHANNELS } from "./small_model.ts";
import { traceLayer } from "./trace_layer.ts";
import { variations } from "./variations.ts";

/** A layer in a graph of its own, of which nothing equal has come before. */
export interface TracedVariation {
  /** What it is, for errors. */
  readonly title: string;
  /** Traces it anew: what looks at it appends to its graph. */
  readonly trace: () => Differentiable;
}

/** A small odd image, and a row. */
const INPUTS: readonly Shape[] = [[5, 4, CHANNELS], [CHANNELS]];

function traceVariation(layer: unknown, input: Shape, training: boolean): Differentiable {
  const builder = new GraphBuilder();
  const { x, output, weights, penalties } = traceLayer(builder, layer, { input, training });
  const sources = Object.fromEntries([["x", x], ...weights.map(({ name, value }) => [name, value] as const)]);
  return { builder, sources, outputs: [output, ...penalties] };
}

/** A layer's example and variations of it, behind an image or a row, while training and not; those whose graphs are equal once. */
export function tracedVariations(entry: CataloguedEntry): readonly TracedVariation[] {
  const found = new Map<string, TracedVariation>();
  for (const layer of variations(entry)) {
    for (const input of INPUTS.filter((one) => isTaken(layer, one))) {
      for (const training of [true, false]) {
        const trace = (): Differentiable => traceVariation(layer, input, training);
        // many parameters change nothing in what is computed
        const graph = JSON.stringify(trace().builder.build());
        const title = `${JSON.stringify(layer)} behind [${input}]${training ? " in training" : ""}`;
        found.set(graph, found.get(graph) ?? { title, trace });
      }
    }
  }
  demand(found.size > 0, "it must take an image or a row", INPUTS);
  return [...found.values()];
}
