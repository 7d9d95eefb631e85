import { describe, expect, test } from "vitest";
import { gradients } from "../../../graph/gradients.ts";
import { GraphBuilder } from "../../../graph/graph_builder.ts";
import type { ConvolutionAttributes } from "../../../graph/ops/convolution.ts";
import * as t from "../../../graph/ops/mod.ts";
import type { Padding2d, Size2d } from "../../../graph/ops/window.ts";
import type { Program } from "../../../graph/program.ts";
import type { Value } from "../../../graph/value.ts";
import { checkClose } from "../../../testing/check_close.ts";
import { createReferenceEngine } from "../../reference/create_reference_engine.ts";
import { createWasmEngine } from "../create_wasm_engine.ts";
import { explain } from "../explain.ts";
import { numbers } from "../testing/numbers.ts";

interface Case {
  readonly claim: string;
  readonly images?: number;
  readonly size: Size2d;
  readonly channels: number;
  readonly filters: number;
  readonly kernel?: Size2d;
  readonly convolution?: Partial<ConvolutionAttributes>;
  readonly pool: Size2d;
  readonly poolStrides?: Size2d;
  readonly poolPadding?: Padding2d;
  /** What is between the convolution and the pooling. @default a bias, then relu */
  readonly between?: (y: Value, bias: Value) => Value;
  /** What is behind the pooling. @default nothing */
  readonly behind?: (pooled: Value, bias: Value) => Value;
  /** What the explanation of the way forward must hold. */
  readonly holds: RegExp;
}

const same: Padding2d = { top: 1, bottom: 1, left: 1, right: 1 };
const DIRECT = /conv2d #\d+ add maxPool with positions relu:/;
const WINOGRAD = /conv2d #\d+ by Winograd add:[\s\S]*maxPool #\d+ with positions:/;

function biased(y: Value, bias: Value): Value {
  return t.relu(t.add(y, bias));
}

const cases: readonly Case[] = [
  { claim: "rows of windows", size: [18, 14], channels: 3, filters: 8, pool: [2, 2], holds: DIRECT },
  {
    claim: "filters that no eight divides",
    size: [18, 14],
    channels: 2,
    filters: 13,
    pool: [2, 2],
    holds: DIRECT,
  },
  {
    claim: "a row and a column left over",
    size: [19, 15],
    channels: 3,
    filters: 5,
    pool: [2, 2],
    holds: DIRECT,
  },
  {
    claim: "images so small that they are one band",
    size: [8, 8],
    channels: 5,
    filters: 11,
    pool: [3, 2],
    holds: DIRECT,
  },
  {
    claim: "narrow bands of large images",
    size: [40, 6],
    channels: 3,
    filters: 9,
    pool: [2, 4],
    holds: DIRECT,
  },
  {
    claim: "padding, of which a band sees some rows",
    size: [17, 19],
    channels: 3,
    filters: 10,
    convolution: { padding: { top: 2, bottom: 1, left: 1, right: 2 } },
    pool: [3, 2],
    holds: DIRECT,
  },
  {
    claim: "padding at the bottom only",
    size: [16, 17],
    channels: 3,
    filters: 4,
    convolution: { padding: { top: 0, bottom: 2, left: 0, right: 0 } },
    pool: [2, 3],
    holds: DIRECT,
  },
  {
    claim: "strides and dilations",
    size: [33, 29],
    channels: 2,
    filters: 6,
    kernel: [2, 3],
    convolution: { strides: [2, 1], dilations: [2, 3] },
    pool: [2, 2],
    holds: DIRECT,
  },
  {
    claim: "one pixel a kernel",
    size: [12, 12],
    channels: 7,
    filters: 9,
    kernel: [1, 1],
    pool: [2, 2],
    holds: DIRECT,
  },
  {
    claim: "windows of more elements than a byte counts",
    size: [37, 34],
    channels: 1,
    filters: 3,
    pool: [17, 16],
    holds: DIRECT,
  },
  { claim: "one image", images: 1, size: [18, 14], channels: 3, filters: 8, pool: [2, 2], holds: DIRECT },
  { claim: "not tiles", size: [14, 12], channels: 16, filters: 24, pool: [2, 2], holds: WINOGRAD },
  {
    claim: "not tiles with outputs left over",
    size: [13, 15],
    channels: 32,
    filters: 36,
    pool: [2, 2],
    holds: WINOGRAD,
  },
  {
    claim: "not tiles with padding",
    size: [12, 14],
    channels: 24,
    filters: 32,
    convolution: { padding: same },
    pool: [2, 2],
    holds: WINOGRAD,
  },
  {
    claim: "not several strips of tiles",
    images: 2,
    size: [36, 34],
    channels: 16,
    filters: 20,
    pool: [2, 2],
    holds: WINOGRAD,
  },
  {
    claim: "not tiles, and windows of three rows",
    size: [14, 14],
    channels: 32,
    filters: 32,
    pool: [3, 3],
    holds: /Winograd add:/,
  },
  {
    claim: "not windows that overlap",
    size: [13, 13],
    channels: 3,
    filters: 8,
    pool: [3, 3],
    poolStrides: [2, 2],
    holds: /conv2d #\d+ add:/,
  },
  {
    claim: "not windows with padding",
    size: [13, 13],
    channels: 3,
    filters: 8,
    pool: [3, 3],
    poolPadding: same,
    holds: /conv2d #\d+ add:/,
  },
  {
    claim: "not behind another branch, which has an element for each result",
    size: [12, 12],
    channels: 8,
    filters: 8,
    convolution: { padding: same },
    pool: [2, 2],
    between: (y) => t.relu(t.add(y, t.mul(y, y))),
    holds: /conv2d #\d+:|conv2d #\d+ (?!.*maxPool)/,
  },
  {
    claim: "no bias before, and several ops behind",
    size: [12, 12],
    channels: 3,
    filters: 8,
    pool: [2, 2],
    between: (y) => y,
    behind: (pooled, bias) => t.relu(t.add(pooled, bias)),
    holds: /conv2d #\d+ maxPool with positions add relu:/,
  },
  {
    claim: "costly ops behind in a loop of their own",
    size: [12, 12],
    channels: 3,
    filters: 8,
    pool: [2, 2],
    behind: (pooled) => t.tanh(pooled),
    holds: /conv2d #\d+ add maxPool with positions:/,
  },
];

function programOf(each: Case): Program {
  const { images = 5, size, channels, filters, kernel = [3, 3], convolution = {}, pool } = each;
  const { between = biased, behind = (pooled: Value) => pooled } = each;
  const builder = new GraphBuilder();
  const feed = (name: string, shape: readonly number[]): Value =>
    t.placeholder(builder, name, { dtype: "float32", shape });
  const fed = {
    x: feed("x", [images, ...size, channels]),
    kernel: feed("kernel", [...kernel, channels, filters]),
    bias: feed("bias", [filters]),
  };
  const y = between(t.conv2d(t.mul(fed.x, 0.5), fed.kernel, convolution), fed.bias);
  const padding = each.poolPadding ?? { top: 0, bottom: 0, left: 0, right: 0 };
  const pooled = t.maxPool(y, { size: pool, strides: each.poolStrides ?? pool, padding });
  const result = behind(pooled, fed.bias);
  const weights = feed("weights", result.shape);
  // a stage of its own reads the result, so that no loop goes on with it
  const read = t.avgPool(result, { size: [1, 1] });
  const loss = t.sum(t.mul(read, weights));
  const found = gradients(loss, Object.values(fed));
  const fetches = {
    loss: loss.id,
    result: result.id,
    dx: found[0]!.id,
    dKernel: found[1]!.id,
    dBias: found[2]!.id,
  };
  const feeds = Object.fromEntries(Object.entries({ ...fed, weights }).map(([name, { id }]) => [name, id]));
  const graph = builder.build();
  return { name: "pooled", state: [], entries: { run: { graph, feeds, fetches, updates: {} } } };
}

describe("withPooling()", () => {
  test.each(cases)("withPooling() takes a max-pooling into a convolution: $claim", async (each) => {
    const program = programOf(each);
    expect(explain(program)).toMatch(each.holds);
    const { graph, feeds: fed } = program.entries["run"]!;
    const feeds = Object.fromEntries(
      Object.entries(fed).map(([name, id], salt) => [name, numbers(graph.nodes[id]!.type.shape, 3 * salt)]),
    );
    const expected = await (await createReferenceEngine().compile(program)).run("run", feeds);
    for (const mode of ["portable", "fast"] as const) {
      const executable = await createWasmEngine({ mode }).compile(program);
      const actual = await executable.run("run", feeds);
      executable.dispose();
      for (const [name, values] of Object.entries(expected)) {
        checkClose(actual[name]!, values, { relative: 1e-4 });
      }
    }
  });
});
