import { describe, expect, test } from "vitest";
import { GraphBuilder } from "../../../graph/graph_builder.ts";
import * as t from "../../../graph/ops/mod.ts";
import type { Entry } from "../../../graph/program.ts";
import { runSideBySide } from "./side_by_side.ts";
import type { Stage, StageBlock, ValueId } from "./stage.ts";

const LARGE = 1_000_000;

/** A stage on large tensors. */
function stage(name: string, reads: ValueId[], writes: ValueId[], more: Partial<Stage> = {}): Stage {
  const use = (value: ValueId) => ({
    value,
    type: { dtype: "float32" as const, shape: [LARGE] },
    sliced: false,
  });
  return { name, reads: reads.map(use), writes: writes.map(use), emit: () => undefined, ...more };
}

function once(...stages: Stage[]): StageBlock {
  return { images: null, shards: 1, stages, sums: [] };
}

function entryOf(builder: GraphBuilder, updates: Record<string, number> = {}): Entry {
  return { graph: builder.build(), feeds: {}, fetches: {}, updates };
}

function describeBlocks(blocks: readonly StageBlock[]): string[] {
  return blocks.map(({ images, shards, stages }) =>
    [`${images ?? "once"} ${shards}:`, ...stages.map(({ name }) => name)].join(" "),
  );
}

describe("runSideBySide()", () => {
  const nothing = entryOf(new GraphBuilder());

  test("runSideBySide() puts stages side by side that need nothing of each other, each as early as may be", () => {
    const stages = [
      stage("a", [1], [10]),
      stage("b", [10], [11]),
      stage("c", [2], [12]),
      stage("d", [12, 11], [13]),
      stage("e", [12], [14]),
    ];
    expect(describeBlocks(runSideBySide([once(...stages)], nothing))).toEqual([
      "once 2: a c",
      "once 2: b e",
      "once 1: d",
    ]);
  });

  test("runSideBySide() counts each part of a stage as a task", () => {
    const stages = [stage("a", [1], [10], { parts: 4 }), stage("b", [2], [11])];
    expect(describeBlocks(runSideBySide([once(...stages)], nothing))).toEqual(["once 5: a b"]);
  });

  test("runSideBySide() leaves small stages one after the other", () => {
    const small = (name: string, reads: ValueId[], writes: ValueId[]): Stage => {
      const made = stage(name, reads, writes);
      const shrink = (use: Stage["reads"][number]) => ({
        ...use,
        type: { dtype: "float32" as const, shape: [8] },
      });
      return { ...made, reads: made.reads.map(shrink), writes: made.writes.map(shrink) };
    };
    const stages = [small("a", [1], [10]), small("b", [2], [11]), small("c", [10], [12])];
    expect(describeBlocks(runSideBySide([once(...stages)], nothing))).toEqual(["once 1: a b c"]);
  });

  test("runSideBySide() takes stages together that stand between two loops, and none across a loop", () => {
    const loop: StageBlock = { images: 8, shards: 2, stages: [stage("loop", [], [])], sums: [] };
    const blocks = [
      once(stage("a", [1], [10])),
      once(stage("b", [2], [11])),
      loop,
      once(stage("c", [3], [12])),
    ];
    expect(describeBlocks(runSideBySide(blocks, nothing))).toEqual(["once 2: a b", "8 2: loop", "once 1: c"]);
  });

  test("runSideBySide() has a variable read before its new value may be written over it", () => {
    const builder = new GraphBuilder();
    const variable = t.variable(builder, "w", { dtype: "float32", shape: [4] });
    const next = t.add(variable, 1);
    const stages = [stage("reader", [variable.id], [20]), stage("update", [21], [next.id])];
    expect(describeBlocks(runSideBySide([once(...stages)], entryOf(builder, { w: next.id })))).toEqual([
      "once 1: reader update",
    ]);
  });
});
