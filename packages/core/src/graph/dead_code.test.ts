import { describe, expect, test } from "vitest";
import { removeDeadCode } from "./dead_code.ts";
import { GraphBuilder } from "./graph_builder.ts";
import * as t from "./ops/mod.ts";

describe("removeDeadCode()", () => {
  test("removeDeadCode() drops what nothing depends on and keeps feeds, fetches and updates", () => {
    const builder = new GraphBuilder();
    const unread = t.placeholder(builder, "unread", { dtype: "float32", shape: [2] });
    const x = t.placeholder(builder, "x", { dtype: "float32", shape: [2] });
    t.exp(t.tanh(x));
    const fetched = t.neg(x);
    const updated = t.log(fetched);
    const entry = removeDeadCode({
      graph: builder.build(),
      feeds: { unread: unread.id, x: x.id },
      fetches: { fetched: fetched.id },
      updates: { updated: updated.id },
    });
    expect(entry.graph.nodes.map(({ id, op, inputs }) => ({ id, op, inputs }))).toEqual([
      { id: 0, op: "placeholder", inputs: [] },
      { id: 1, op: "placeholder", inputs: [] },
      { id: 2, op: "neg", inputs: [1] },
      { id: 3, op: "log", inputs: [2] },
    ]);
    expect(entry).toMatchObject({
      feeds: { unread: 0, x: 1 },
      fetches: { fetched: 2 },
      updates: { updated: 3 },
    });
  });
});
