import { describe, expect, test } from "vitest";
import { decompose } from "./decompose.ts";
import { GraphBuilder } from "./graph_builder.ts";
import * as t from "./ops/mod.ts";
import type { Entry } from "./program.ts";

function softmaxOfRelu(): Entry {
  const builder = new GraphBuilder();
  const x = t.placeholder(builder, "x", { dtype: "float32", shape: [2, 3] });
  const positive = t.relu(x);
  const scores = t.softmax(positive);
  return {
    graph: builder.build(),
    feeds: { x: x.id },
    fetches: { scores: scores.id },
    updates: { last: positive.id },
  };
}

describe("decompose()", () => {
  test("decompose() leaves no composite that the engine does not keep", () => {
    const entry = softmaxOfRelu();
    const ops = decompose(entry, () => false).graph.nodes.map((node) => node.op);
    expect(ops).toEqual([
      "placeholder",
      "constant",
      "broadcastTo",
      "maximum",
      "max",
      "broadcastTo",
      "sub",
      "exp",
      "sum",
      "broadcastTo",
      "div",
    ]);
    expect(entry).toEqual(softmaxOfRelu());
  });

  test("decompose() keeps what the engine keeps, and follows names", () => {
    const { graph, feeds, fetches, updates } = decompose(softmaxOfRelu(), (op) => op === "relu");
    expect(graph.nodes[feeds["x"]!]!.op).toBe("placeholder");
    expect(graph.nodes[updates["last"]!]!.op).toBe("relu");
    expect(graph.nodes[fetches["scores"]!]!.op).toBe("div");
    expect(graph.nodes.map((node) => node.id)).toEqual(graph.nodes.map((_node, index) => index));
  });

  test("decompose() gives the same entry when there is nothing to do", () => {
    const entry = softmaxOfRelu();
    expect(decompose(entry, () => true)).toBe(entry);
  });

  test("decompose() keeps the streams of random ops", () => {
    const builder = new GraphBuilder();
    const seed = t.placeholder(builder, "seed", { dtype: "int32", shape: [] });
    t.randomUniform(seed, seed, [2]);
    const second = t.relu(t.randomUniform(seed, seed, [2]));
    const entry = {
      graph: builder.build(),
      feeds: { seed: seed.id },
      fetches: { second: second.id },
      updates: {},
    };
    const random = decompose(entry, () => false).graph.nodes.filter((node) => node.op === "randomUniform");
    expect(random.map((node) => node.attributes.stream)).toEqual([1]);
  });
});
