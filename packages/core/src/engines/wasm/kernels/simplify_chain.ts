import type { Chain, ChainAccess } from "./chain.ts";

type AccessMap = Readonly<Record<ChainAccess, ChainAccess>>;

const ONE_ROW: AccessMap = { element: "element", row: "scalar", column: "element", scalar: "scalar" };
const ONE_COLUMN: AccessMap = { element: "element", row: "element", column: "scalar", scalar: "scalar" };

function flatten(chain: Chain, accesses: AccessMap): Chain {
  return {
    ...chain,
    rows: 1,
    cols: chain.rows * chain.cols,
    steps: chain.steps.map((step) =>
      step.kind === "load" ? { ...step, access: accesses[step.access] } : step,
    ),
  };
}

/** The same chain as one row, where that is possible: then one loop runs over all elements. */
export function simplifyChain(chain: Chain): Chain {
  if (chain.cols === 1) {
    return flatten(chain, ONE_COLUMN);
  }
  const usesRows = chain.steps.some(
    (step) => step.kind === "load" && (step.access === "row" || step.access === "column"),
  );
  return chain.rows === 1 || !usesRows ? flatten(chain, ONE_ROW) : chain;
}
