import { GraphBuilder } from "../../graph/graph_builder.ts";
import { placeholder, variable } from "../../graph/ops/mod.ts";
import { findLoss, type LossSpec } from "../../techniques/losses/registry.ts";
import { penaltyOf, type RegularizerSpec } from "../../techniques/regularizers/registry.ts";
import type { CataloguedEntry } from "./catalogued_entry.ts";
import { checkDerivatives } from "./check_derivatives.ts";
import { readInPlace } from "./entry_place.ts";
import { variations } from "./variations.ts";

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
