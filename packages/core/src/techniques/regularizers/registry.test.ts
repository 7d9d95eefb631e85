import { describe, expect, it } from "vitest";
import { createReferenceEngine } from "../../engines/reference/create_reference_engine.ts";
import { gradients } from "../../graph/gradients.ts";
import { GraphBuilder } from "../../graph/graph_builder.ts";
import { placeholder } from "../../graph/ops/mod.ts";
import { penaltyOf, type RegularizerSpec } from "./registry.ts";

describe("penaltyOf()", () => {
  it.each<[RegularizerSpec, number, readonly number[]]>([
    // |1| + |-2| + |0| = 3
    [{ l1: { factor: 0.5 } }, 1.5, [0.5, -0.5, 0]],
    // 1 + 4 = 5; the gradient is twice the weight
    [{ l2: { factor: 0.5 } }, 2.5, [1, -2, 0]],
    [{ l1l2: { l1: 2, l2: 1 } }, 11, [4, -6, 0]],
  ])("gives the penalty worked out by hand, and its gradient: %j", async (spec, penalty, gradient) => {
    const builder = new GraphBuilder();
    const w = placeholder(builder, "w", { dtype: "float32", shape: [3] });
    const total = penaltyOf(spec, w);
    const [derivative] = gradients(total, [w]);
    const executable = await createReferenceEngine().compile({
      name: "penalty",
      state: [],
      entries: {
        main: {
          graph: builder.build(),
          feeds: { w: w.id },
          fetches: { total: total.id, derivative: derivative!.id },
          updates: {},
        },
      },
    });
    const fetched = await executable.run("main", { w: Float32Array.of(1, -2, 0) });
    expect(fetched["total"]![0]).toBe(penalty);
    expect([...fetched["derivative"]!]).toEqual(gradient);
  });
});
