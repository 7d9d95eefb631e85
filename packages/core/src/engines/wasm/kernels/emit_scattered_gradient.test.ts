import { describe, expect, test } from "vitest";
import { GraphBuilder } from "../../../graph/graph_builder.ts";
import * as t from "../../../graph/ops/mod.ts";
import { NO_PADDING, type Size2d } from "../../../graph/ops/window.ts";
import type { Program } from "../../../graph/program.ts";
import { checkClose } from "../../../testing/check_close.ts";
import { createReferenceEngine } from "../../reference/create_reference_engine.ts";
import { createWasmEngine } from "../create_wasm_engine.ts";
import { explain } from "../explain.ts";
import { numbers } from "../testing/numbers.ts";

interface Case {
  readonly claim: string;
  readonly images?: number;
  readonly kernel: readonly [number, number, number, number];
  /** Of the upstream gradient. */
  readonly size: Size2d;
  readonly dilations?: Size2d;
  readonly isScattered?: boolean;
}

const cases: readonly Case[] = [
  { claim: "three by three pixels", kernel: [3, 3, 64, 64], size: [3, 3] },
  { claim: "channels and filters that no vector divides", kernel: [3, 3, 5, 7], size: [4, 3] },
  { claim: "one pixel", kernel: [5, 4, 9, 3], size: [1, 1] },
  { claim: "a row of pixels", kernel: [2, 3, 8, 8], size: [1, 6] },
  { claim: "dilations", kernel: [3, 2, 6, 4], size: [4, 5], dilations: [2, 3] },
  { claim: "one image", images: 1, kernel: [3, 3, 12, 10], size: [5, 5] },
  { claim: "not many pixels", kernel: [3, 3, 4, 4], size: [7, 6], isScattered: false },
  {
    claim: "not where few zeros would be multiplied",
    kernel: [3, 1, 4, 4],
    size: [3, 6],
    isScattered: false,
  },
];

function programOf({ images = 3, kernel, size, dilations = [1, 1] }: Case): Program {
  const builder = new GraphBuilder();
  const upstream = t.placeholder(builder, "upstream", {
    dtype: "float32",
    shape: [images, ...size, kernel[3]],
  });
  const weights = t.placeholder(builder, "weights", { dtype: "float32", shape: kernel });
  const [height, width] = [0, 1].map((axis) => size[axis]! + (kernel[axis]! - 1) * dilations[axis]!);
  const gradient = t.conv2dBackpropInput(weights, upstream, {
    strides: [1, 1],
    padding: NO_PADDING,
    dilations,
    shape: [images, height!, width!, kernel[2]],
  });
  const feeds = { upstream: upstream.id, weights: weights.id };
  const fetches = { gradient: gradient.id };
  return {
    name: "gradient",
    state: [],
    entries: { run: { graph: builder.build(), feeds, fetches, updates: {} } },
  };
}

describe("emitScatteredGradient()", () => {
  test.each(cases)("emitScatteredGradient() gives what the reference gives: $claim", async (each) => {
    const program = programOf(each);
    expect(/scattered/.test(explain(program))).toBe(each.isScattered ?? true);
    const { images = 3, kernel, size } = each;
    const feeds = { upstream: numbers([images, ...size, kernel[3]], 1), weights: numbers(kernel, 4) };
    const expected = await (await createReferenceEngine().compile(program)).run("run", feeds);
    for (const mode of ["portable", "fast"] as const) {
      const executable = await createWasmEngine({ mode }).compile(program);
      const actual = await executable.run("run", feeds);
      executable.dispose();
      checkClose(actual["gradient"]!, expected["gradient"]!, { relative: 1e-5 });
    }
  });
});
