import { GraphBuilder } from "../../graph/graph_builder.ts";
import { placeholder, variable } from "../../graph/ops/mod.ts";
import type { Shape } from "../../graph/tensor_type.ts";
import { findLoss, type LossSpec } from "../../techniques/losses/registry.ts";
import { penaltyOf, type RegularizerSpec } from "../../techniques/regularizers/registry.ts";
import type { CataloguedEntry } from "./catalogued_entry.ts";
import { exampleOf } from "./catalogued_entry.ts";
import { checkDerivatives } from "./check_derivatives.ts";
import { demand } from "./demand.ts";
import { readInPlace } from "./entry_place.ts";
import { inputsOf, isTaken } from "./layer_inputs.ts";
import { CHANNELS } from "./small_model.ts";
import { traceLayer } from "./trace_layer.ts";
import { variations } from "./variations.ts";

/** A small odd image, and a row. */
const INPUTS: readonly Shape[] = [[5, 4, CHANNELS], [CHANNELS]];

async function checkLayer(layer: unknown, input: Shape, seen: Set<string>): Promise<void> {
  for (const training of [true, false]) {
    const builder = new GraphBuilder();
    const { x, output, weights, penalties } = traceLayer(builder, layer, { input, training });
    // many parameters change nothing in what is computed
    const graph = JSON.stringify(builder.build());
    if (seen.has(graph)) {
      continue;
    }
    seen.add(graph);
    const sources = Object.fromEntries([
      ["x", x],
      ...weights.map(({ name, value }) => [name, value] as const),
    ]);
    try {
      await checkDerivatives({ builder, sources, outputs: [output, ...penalties] }, 1);
    } catch (error) {
      throw new Error(`${JSON.stringify(layer)} behind [${input}]: ${(error as Error).message}`, {
        cause: error,
      });
    }
  }
}

/** Derivatives of a layer by its input and by each of its weights, while training and not: of the example and of variations of it. */
export async function checkLayerGradient(entry: CataloguedEntry): Promise<void> {
  const seen = new Set<string>();
  for (const layer of variations(entry)) {
    for (const input of INPUTS.filter((one) => isTaken(layer, one))) {
      await checkLayer(layer, input, seen);
    }
  }
  demand(seen.size > 0, "it must take an image or a row", inputsOf(exampleOf(entry)));
}

/** Derivatives of a regularizer's penalty. */
export async function checkRegularizerGradient(entry: CataloguedEntry): Promise<void> {
  for (const example of variations(entry)) {
    const { complete } = readInPlace(entry, example);
    const builder = new GraphBuilder();
    const w = variable(builder, "w", { dtype: "float32", shape: [3, 5] });
    await checkDerivatives(
      { builder, sources: { w }, outputs: [penaltyOf(complete as unknown as RegularizerSpec, w)] },
      1,
    );
  }
}

/** Derivatives of a loss by what it is handed, for single labels, and for several at once where it takes those. */
export async function checkLossGradient(entry: CataloguedEntry): Promise<void> {
  for (const example of variations(entry)) {
    const { complete } = readInPlace(entry, example);
    const { definition, parameters } = findLoss(complete as unknown as LossSpec);
    const builder = new GraphBuilder();
    const outputs = placeholder(builder, "outputs", { dtype: "float32", shape: [5, 4] });
    const labels = placeholder(builder, "labels", { dtype: "int32", shape: [5] });
    const rows = placeholder(builder, "rows", { dtype: "float32", shape: [5, 4] });
    await checkDerivatives(
      {
        builder,
        sources: { outputs },
        feeds: {
          labels: { value: labels, data: Int32Array.of(0, 3, 1, 2, 3) },
          rows: {
            value: rows,
            data: Float32Array.from({ length: 20 }, (_unused, index) => (index % 3 === 0 ? 1 : 0)),
          },
        },
        outputs: [
          definition.losses(parameters, outputs, { labels }),
          ...(definition.multiLabel ? [definition.losses(parameters, outputs, { rows })] : []),
        ],
      },
      1,
    );
  }
}
