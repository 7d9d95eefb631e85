import { describe, expect, test } from "vitest";
import { createReferenceEngine } from "../../engines/reference/create_reference_engine.ts";
import { uniform } from "../../testing/case_tensor.ts";
import { gradients } from "../gradients.ts";
import { GraphBuilder } from "../graph_builder.ts";
import * as t from "./mod.ts";

const GROUPS = 3;
const images = uniform([2, 4, 5, 6], 1);
const kernels = uniform([3, 2, 2, 9], 2);
/** The same kernels among those of an ordinary convolution, with zeros where a filter does not see a channel. */
const sparse = {
  type: { dtype: "float32", shape: [3, 2, 6, 9] } as const,
  data: Float32Array.from({ length: 3 * 2 * 6 * 9 }, (_unused, at) => {
    const [filter, channel] = [at % 9, Math.floor(at / 9) % 6];
    const isSeen = Math.floor(channel / 2) === Math.floor(filter / 3);
    return isSeen ? kernels.data[Math.floor(at / 54) * 18 + (channel % 2) * 9 + filter]! : 0;
  }),
};
const ATTRIBUTES = { strides: [1, 2], padding: { top: 1, bottom: 0, left: 0, right: 1 } } as const;

describe("conv2d()", () => {
  test("conv2d() of groups is a convolution with zeros between the groups, and so is its gradient", async () => {
    const builder = new GraphBuilder();
    const x = t.placeholder(builder, "x", images.type);
    const kernel = t.placeholder(builder, "kernel", kernels.type);
    const whole = t.placeholder(builder, "whole", sparse.type);
    const grouped = t.conv2d(x, kernel, { ...ATTRIBUTES, groups: GROUPS });
    const plain = t.conv2d(x, whole, ATTRIBUTES);
    const [groupedGradient] = gradients(t.sum(t.mul(grouped, grouped)), [x]);
    const [plainGradient] = gradients(t.sum(t.mul(plain, plain)), [x]);
    const named = { grouped, plain, groupedGradient: groupedGradient!, plainGradient: plainGradient! };
    const executable = await createReferenceEngine().compile({
      name: "groups",
      state: [],
      entries: {
        main: {
          graph: builder.build(),
          feeds: { x: x.id, kernel: kernel.id, whole: whole.id },
          fetches: Object.fromEntries(Object.entries(named).map(([name, { id }]) => [name, id])),
          updates: {},
        },
      },
    });
    const feeds = { x: images.data, kernel: kernels.data, whole: sparse.data };
    const found = await executable.run("main", feeds);
    expect(found["grouped"]).toEqual(found["plain"]);
    expect(found["groupedGradient"]!.length).toBe(images.data.length);
    for (const [at, value] of found["groupedGradient"]!.entries()) {
      expect(value).toBeCloseTo(found["plainGradient"]![at]!, 4);
    }
  });

  test.each([4, 0, 1.5])("conv2d() refuses %s groups of 6 channels and 9 filters", (groups) => {
    const builder = new GraphBuilder();
    const x = t.placeholder(builder, "x", images.type);
    const kernel = t.placeholder(builder, "kernel", kernels.type);
    expect(() => t.conv2d(x, kernel, { groups })).toThrow(
      new RangeError(
        `Cannot apply "conv2d" as the groups must divide the 6 channels and the 9 filters: current value is ${groups}`,
      ),
    );
  });
});
