import { describe, expect, test } from "vitest";
import { GraphBuilder } from "./graph_builder.ts";
import * as t from "./ops/mod.ts";

const TYPE = { dtype: "float32", shape: [2] } as const;

describe("GraphBuilder", () => {
  test("GraphBuilder.apply() makes one node of equal ops", () => {
    const builder = new GraphBuilder();
    const x = t.placeholder(builder, "x", TYPE);
    expect(t.add(x, 1)).toBe(t.add(x, 1));
    expect(t.add(x, 1)).not.toBe(t.add(x, 2));
    expect(t.add(x, 1)).not.toBe(t.sub(x, 1));
  });

  test("GraphBuilder.apply() keeps constants apart that JSON writes alike", () => {
    const builder = new GraphBuilder();
    const values = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, -0];
    const ids = values.map((value) => t.constant(builder, value).id);
    expect(new Set(ids).size).toBe(values.length);
    expect(t.constant(builder, Number.NaN).id).toBe(ids[0]);
  });

  test("GraphBuilder.apply() keeps random ops apart", () => {
    const builder = new GraphBuilder();
    const seed = t.constant(builder, 1, { dtype: "int32" });
    expect(t.randomUniform(seed, seed, [2])).not.toBe(t.randomUniform(seed, seed, [2]));
  });

  test("GraphBuilder.apply() refuses a value of another graph", () => {
    const x = t.placeholder(new GraphBuilder(), "x", TYPE);
    const y = t.placeholder(new GraphBuilder(), "y", TYPE);
    expect(() => t.add(x, y)).toThrow(
      new RangeError('Cannot apply "add" as its inputs must belong to one graph'),
    );
  });

  test("GraphBuilder.build() gives nodes whose inputs come before them, as plain data", () => {
    const builder = new GraphBuilder();
    const x = t.placeholder(builder, "x", TYPE);
    t.tanh(t.add(x, 1));
    const graph = builder.build();
    expect(
      graph.nodes.every(({ id, inputs }, index) => id === index && inputs.every((input) => input < id)),
    ).toBe(true);
    expect(JSON.parse(JSON.stringify(graph))).toEqual(graph);
  });

  test("GraphBuilder.value() refuses an id without a node", () => {
    expect(() => new GraphBuilder().value(0)).toThrow(
      new RangeError("Cannot find a node as its id must be below 0: current value is 0"),
    );
  });
});
