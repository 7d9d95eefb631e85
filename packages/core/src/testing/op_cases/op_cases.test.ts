import { describe, expect, test } from "vitest";
import { createReferenceEngine } from "../../engines/reference/create_reference_engine.ts";
import { GraphBuilder } from "../../graph/graph_builder.ts";
import { OPS } from "../../graph/op_registry.ts";
import { sizeOf } from "../../graph/tensor_type.ts";
import type { OpCase } from "../op_case.ts";
import { runOpCase, traceOpCase } from "../run_op_case.ts";
import { opCases } from "./op_cases.ts";

const engine = createReferenceEngine();

describe("opCases", () => {
  test("opCases has every op, and no claim twice", () => {
    expect(new Set(opCases.map(({ op }) => op))).toEqual(new Set(Object.keys(OPS)));
    const claims = opCases.map(({ op, claim }) => `${op}: ${claim}`);
    expect(claims).toEqual([...new Set(claims)]);
  });

  test.each(opCases)("opCases of $op hold tensors of their types: $claim", async (opCase) => {
    for (const { type, data } of opCase.inputs) {
      expect(data.length).toBe(sizeOf(type.shape));
    }
    const { output } = traceOpCase(new GraphBuilder(), opCase);
    expect((await runOpCase(engine, opCase)).length).toBe(sizeOf(output.shape));
  });

  test("opCases of maxPoolGrad are given the maxima that maxPool finds", async () => {
    const pools = opCases.filter((one): one is Extract<OpCase, { op: "maxPool" }> => one.op === "maxPool");
    const pooled = opCases.filter(({ op }) => op === "maxPoolGrad").map(({ inputs }) => inputs[1]!.data);
    expect(await Promise.all(pools.map((pool) => runOpCase(engine, pool)))).toEqual(pooled);
  });
});
