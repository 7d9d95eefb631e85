import { parseTrainSpec, referenceCnn } from "@convzoo/core";
import { expect, test } from "vitest";
import { graphsOf, keepOps, opsOf } from "./keep_ops.ts";

test("opsOf() gives the ops of training and prediction, and no others", () => {
  const train = parseTrainSpec({});
  const ops = opsOf(graphsOf(referenceCnn(), train), train);
  for (const op of [
    "conv2d",
    "conv2dBackpropFilter",
    "maxUnpool",
    "softmax",
    "exp",
    "randomUniform",
    "argMax",
  ]) {
    expect(ops).toContain(op);
  }
  for (const op of ["depthwiseConv2d", "erf", "avgPool", "erfInv"]) {
    expect(ops).not.toContain(op);
  }
});

test("keepOps() drops the properties of other ops from tables, and nothing within those that stay", () => {
  const source = `const TABLE = {
  ...others,
  exp: "chain",
  erf: (fn) => ({ erf: fn, tanh: 1 }),
  tanh: ({ max }) => ({ erf: max, sum: 1 }),
  ours: 1,
};
const size = { rows: 1 };`;
  expect(keepOps(source, new Set(["tanh"])).replace(/\n\s*\n/g, "\n")).toBe(`const TABLE = {
  ...others,
  tanh: ({ max }) => ({ erf: max, sum: 1 }),
  ours: 1,
};
const size = { rows: 1 };`);
});

test("keepOps() leaves alone what functions give, whatever its properties are called", () => {
  const source =
    "function poolOf(): object {\n  return { pool: 1, pad: null };\n}\nconst cut = () => ({ pad: 1 });";
  expect(keepOps(source, new Set(["conv2d"]))).toBe(source);
});
