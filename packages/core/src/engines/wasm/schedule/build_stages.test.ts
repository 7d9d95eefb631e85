import { describe, expect, test } from "vitest";
import { referenceCnn } from "../../../architectures/reference_cnn.ts";
import { removeDeadCode } from "../../../graph/dead_code.ts";
import { decompose } from "../../../graph/decompose.ts";
import { GraphBuilder } from "../../../graph/graph_builder.ts";
import * as t from "../../../graph/ops/mod.ts";
import type { Entry } from "../../../graph/program.ts";
import type { Value } from "../../../graph/value.ts";
import { trainingProgram } from "../../../programs/training_program.ts";
import { parseTrainSpec } from "../../../spec/parse_train_spec.ts";
import { buildStages } from "./build_stages.ts";
import { keepsOp } from "./lowerings.ts";

/** The schedule in words: a line a block. */
function describeEntry(entry: Entry): string[] {
  const { blocks } = buildStages(removeDeadCode(decompose(entry, keepsOp)));
  return blocks.map(({ images, stages }) => {
    const names = stages.map(({ name }) => name.replaceAll(/ #[\d-]+/g, ""));
    return `${images ?? "once"}: ${names.join(", ")}`;
  });
}

function entryOf(trace: (builder: GraphBuilder) => readonly Value[]): Entry {
  const builder = new GraphBuilder();
  const values = trace(builder);
  const graph = builder.build();
  const feeds = graph.nodes.flatMap((node) =>
    node.op === "placeholder" ? [[node.attributes.name, node.id]] : [],
  );
  const fetches = values.map((value, index) => [`fetch${index}`, value.id]);
  return { graph, feeds: Object.fromEntries(feeds), fetches: Object.fromEntries(fetches), updates: {} };
}

describe("buildStages()", () => {
  test("buildStages() runs convolutions and what is around them image by image, forward and back", () => {
    const program = trainingProgram(referenceCnn(), parseTrainSpec({}), { train: [64], evaluate: [] });
    const lines = describeEntry(program.entries["train:64"]!);
    const loops = lines.filter((line) => line.startsWith("64: "));
    expect(loops).toEqual([
      [
        "64: cast mul, conv2d add maxPool with positions relu",
        "conv2d by Winograd add, maxPool with positions",
        "relu, conv2d add relu",
      ].join(", "),
      [
        "64: greater select",
        "sum, conv2dBackpropInput scattered, conv2dBackpropFilter, greater select, maxUnpool",
        "sum, conv2dBackpropInput by Winograd, conv2dBackpropFilter by Winograd, greater select, maxUnpool",
        "sum, conv2dBackpropFilter",
      ].join(", "),
    ]);
    expect(lines[0]).toBe("once: pack for conv2d, pack for conv2d, pack for conv2d");
  });

  test("buildStages() puts element-wise ops over as many elements into one loop, whatever comes between", () => {
    const lines = describeEntry(
      entryOf((b) => {
        const x = t.placeholder(b, "x", { dtype: "float32", shape: [4, 5] });
        const total = t.sum(x);
        return [t.exp(t.mul(t.add(x, 1), 2)), total, t.neg(x)];
      }),
    );
    expect(lines).toEqual(["once: sum, add mul exp neg"]);
  });

  test("buildStages() ends a loop where its result is read as a whole", () => {
    const lines = describeEntry(
      entryOf((b) => {
        const x = t.placeholder(b, "x", { dtype: "float32", shape: [4, 5] });
        return [t.softmax(x)];
      }),
    );
    expect(lines).toEqual(["once: max, sub exp, sum, div"]);
  });

  test("buildStages() reads broadcasts where they are, and writes out what no loop of rows and columns can read", () => {
    const plain = entryOf((b) => {
      const x = t.placeholder(b, "x", { dtype: "float32", shape: [4, 5] });
      const row = t.placeholder(b, "row", { dtype: "float32", shape: [5] });
      const column = t.placeholder(b, "column", { dtype: "float32", shape: [4, 1] });
      return [t.add(t.mul(x, row), column)];
    });
    expect(describeEntry(plain)).toEqual(["once: mul add"]);
    const mixed = entryOf((b) => {
      const x = t.placeholder(b, "x", { dtype: "float32", shape: [4, 5, 6] });
      const middle = t.placeholder(b, "middle", { dtype: "float32", shape: [5, 1] });
      return [t.add(x, middle)];
    });
    expect(describeEntry(mixed)).toEqual(["once: broadcastTo, add"]);
  });

  test("buildStages() leaves a loop over images for what mixes images, and takes it up again", () => {
    const lines = describeEntry(
      entryOf((b) => {
        const x = t.placeholder(b, "x", { dtype: "float32", shape: [3, 4, 4, 2] });
        const pooled = t.maxPool(x, { size: [2, 2] });
        const centred = t.sub(pooled, t.mul(t.sum(pooled, { axes: [0, 1, 2] }), 1 / 12));
        return [t.maxPool(centred, { size: [2, 2] })];
      }),
    );
    expect(lines).toEqual(["3: maxPool, sum", "once: mul", "3: sub, maxPool"]);
  });
});
