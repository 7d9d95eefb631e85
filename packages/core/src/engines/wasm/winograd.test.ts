import { describe, expect, test } from "vitest";
import { gradients } from "../../graph/gradients.ts";
import { GraphBuilder } from "../../graph/graph_builder.ts";
import * as t from "../../graph/ops/mod.ts";
import type { Padding2d } from "../../graph/ops/window.ts";
import type { Program } from "../../graph/program.ts";
import { checkClose } from "../../testing/check_close.ts";
import { createReferenceEngine } from "../reference/create_reference_engine.ts";
import { createWasmEngine } from "./create_wasm_engine.ts";
import { explain } from "./explain.ts";
import { numbers } from "./testing/numbers.ts";

interface Case {
  readonly claim: string;
  readonly images: number;
  readonly size: readonly [number, number];
  readonly channels: number;
  readonly filters: number;
  readonly padding?: Padding2d;
}

const same: Padding2d = { top: 1, bottom: 1, left: 1, right: 1 };

const cases: readonly Case[] = [
  { claim: "outputs of whole tiles", images: 5, size: [12, 10], channels: 16, filters: 24 },
  { claim: "odd outputs", images: 4, size: [13, 11], channels: 32, filters: 36 },
  { claim: "padding", images: 3, size: [12, 14], channels: 24, filters: 32, padding: same },
  { claim: "padding and odd outputs", images: 2, size: [11, 13], channels: 36, filters: 32, padding: same },
  {
    claim: "uneven padding",
    images: 2,
    size: [15, 9],
    channels: 32,
    filters: 32,
    padding: { top: 2, bottom: 0, left: 0, right: 2 },
  },
  { claim: "more tiles than a strip has", images: 2, size: [34, 36], channels: 16, filters: 20 },
  { claim: "one image", images: 1, size: [28, 28], channels: 16, filters: 24 },
  { claim: "few channels", images: 1, size: [40, 30], channels: 16, filters: 32, padding: same },
];

/** A convolution between element-wise ops, and the gradients of both of its inputs. */
function trace({
  images,
  size,
  channels,
  filters,
  padding = { top: 0, bottom: 0, left: 0, right: 0 },
}: Case): Program {
  const builder = new GraphBuilder();
  const x = t.placeholder(builder, "x", { dtype: "float32", shape: [images, ...size, channels] });
  const kernel = t.placeholder(builder, "kernel", { dtype: "float32", shape: [3, 3, channels, filters] });
  const y = t.conv2d(t.mul(x, 0.5), kernel, { padding });
  const [dx, dKernel] = gradients(t.sum(t.mul(y, y)), [x, kernel]);
  const graph = builder.build();
  const feeds = { x: x.id, kernel: kernel.id };
  const fetches = { y: y.id, dx: dx!.id, dKernel: dKernel!.id };
  return { name: "convolution", state: [], entries: { run: { graph, feeds, fetches, updates: {} } } };
}

describe("createWasmEngine()", () => {
  for (const each of cases) {
    for (const mode of ["portable", "fast"] as const) {
      test(`createWasmEngine() convolves ${each.claim} by Winograd as the reference does, forward and back, ${mode}`, async () => {
        const program = trace(each);
        expect(explain(program).match(/ {4}conv\S+ #\d+ by Winograd:/g)).toHaveLength(3);
        const feeds = {
          x: numbers([each.images, ...each.size, each.channels], 1),
          kernel: numbers([3, 3, each.channels, each.filters], 5),
        };
        const expected = await (await createReferenceEngine().compile(program)).run("run", feeds);
        const executable = await createWasmEngine({ mode }).compile(program);
        const actual = await executable.run("run", feeds);
        executable.dispose();
        for (const [name, values] of Object.entries(expected)) {
          checkClose(actual[name]!, values, { relative: 1e-4 });
        }
      });
    }
  }

  test("createWasmEngine() convolves product by product where kernels are not 3 by 3, stride, or are too few", () => {
    const trace2 = (kernelSize: number, strides: readonly [number, number], channels: number): Program => {
      const builder = new GraphBuilder();
      const x = t.placeholder(builder, "x", { dtype: "float32", shape: [2, 20, 20, channels] });
      const kernel = t.placeholder(builder, "kernel", {
        dtype: "float32",
        shape: [kernelSize, kernelSize, channels, 16],
      });
      const y = t.conv2d(x, kernel, { strides });
      return {
        name: "convolution",
        state: [],
        entries: {
          run: {
            graph: builder.build(),
            feeds: { x: x.id, kernel: kernel.id },
            fetches: { y: y.id },
            updates: {},
          },
        },
      };
    };
    expect(explain(trace2(3, [1, 1], 16))).toContain("by Winograd");
    expect(explain(trace2(5, [1, 1], 16))).not.toContain("by Winograd");
    expect(explain(trace2(3, [2, 2], 16))).not.toContain("by Winograd");
    expect(explain(trace2(3, [1, 1], 3))).not.toContain("by Winograd");
    expect(explain(trace2(3, [1, 1], 6))).not.toContain("by Winograd");
  });
});
