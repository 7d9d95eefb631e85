import { describe, expect, test } from "vitest";
import { i32 } from "../assembler/scalar_instructions.ts";
import type { Chain, ChainAccess } from "./chain.ts";
import { simplifyChain } from "./simplify_chain.ts";

function chainOf(rows: number, cols: number, accesses: readonly ChainAccess[]): Chain {
  const source = { address: i32.constant(0), type: { dtype: "float32", shape: [] } } as const;
  return {
    rows,
    cols,
    steps: accesses.map((access) => ({ kind: "load", dtype: "float32", source, access })),
    stores: [],
  };
}

function accessesOf({ steps }: Chain): readonly (ChainAccess | null)[] {
  return steps.map((step) => (step.kind === "load" ? step.access : null));
}

describe("simplifyChain()", () => {
  test.each<{ rows: number; cols: number; from: ChainAccess[]; to: ChainAccess[] }>([
    { rows: 1, cols: 6, from: ["element", "row", "column"], to: ["element", "scalar", "element"] },
    { rows: 6, cols: 1, from: ["element", "row", "column"], to: ["element", "element", "scalar"] },
    { rows: 2, cols: 3, from: ["element", "scalar"], to: ["element", "scalar"] },
  ])("simplifyChain() makes one row of [$rows,$cols] with $from", ({ rows, cols, from, to }) => {
    const simple = simplifyChain(chainOf(rows, cols, from));
    expect([simple.rows, simple.cols]).toEqual([1, 6]);
    expect(accessesOf(simple)).toEqual(to);
  });

  test.each<ChainAccess>(["row", "column"])("simplifyChain() leaves rows where a load is by %s", (access) => {
    const chain = chainOf(2, 3, ["element", access]);
    expect(simplifyChain(chain)).toEqual(chain);
  });
});
