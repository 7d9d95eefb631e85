import { describe, expect, test } from "vitest";
import { removeDeadCode } from "../../../graph/dead_code.ts";
import { decompose } from "../../../graph/decompose.ts";
import { gradients } from "../../../graph/gradients.ts";
import { GraphBuilder } from "../../../graph/graph_builder.ts";
import type { OpName } from "../../../graph/op_attributes.ts";
import * as t from "../../../graph/ops/mod.ts";
import type { Padding2d, Size2d } from "../../../graph/ops/window.ts";
import type { Entry, Program } from "../../../graph/program.ts";
import { allocate, type TensorData, type TensorType } from "../../../graph/tensor_type.ts";
import type { Value } from "../../../graph/value.ts";
import { checkClose } from "../../../testing/check_close.ts";
import { createReferenceEngine } from "../../reference/create_reference_engine.ts";
import { lowerProgram } from "../runtime/lower_program.ts";
import { numbers } from "../testing/numbers.ts";
import { findLiveRegions } from "./live_regions.ts";
import { keepsOp } from "./lowerings.ts";

const NONE: Padding2d = { top: 0, bottom: 0, left: 0, right: 0 };

interface Network {
  readonly claim: string;
  readonly kernel?: number;
  readonly strides?: readonly [number, number];
  readonly dilations?: readonly [number, number];
  readonly pool: Size2d;
  readonly poolStrides?: Size2d;
  readonly pooling?: "maxPool" | "avgPool";
  readonly padding?: Padding2d;
}

/** Twice convolution, relu and pooling, and the gradients of all that is fed. */
function trace({
  kernel = 3,
  strides = [1, 1],
  dilations = [1, 1],
  padding = NONE,
  ...pool
}: Network): Entry {
  const builder = new GraphBuilder();
  const feed = (name: string, shape: number[]): Value =>
    t.placeholder(builder, name, { dtype: "float32", shape });
  const x = feed("x", [3, 23, 25, 2]);
  const kernels = [feed("first", [kernel, kernel, 2, 5]), feed("second", [3, 3, 5, 4])];
  const convolved = t.conv2d(x, kernels[0]!, { strides, dilations, padding });
  const options = { size: pool.pool, strides: pool.poolStrides ?? pool.pool };
  const relu = t.relu(convolved);
  const pooled = (pool.pooling === "avgPool" ? t.avgPool : t.maxPool)(relu, options);
  const last = t.conv2d(pooled, kernels[1]!, {});
  const loss = t.sum(t.mul(last, last));
  const found = gradients(loss, [x, ...kernels]);
  const named = { loss, x: found[0]!, first: found[1]!, second: found[2]! };
  const fetches = Object.fromEntries(Object.entries(named).map(([name, { id }]) => [name, id]));
  const feeds = { x: x.id, first: kernels[0]!.id, second: kernels[1]!.id };
  return removeDeadCode(decompose({ graph: builder.build(), feeds, fetches, updates: {} }, keepsOp));
}

const networks: readonly Network[] = [
  { claim: "pooling that leaves a row and a column", pool: [2, 2] },
  { claim: "pooling that leaves two rows and columns", pool: [3, 3] },
  { claim: "pooling with a stride larger than its size", pool: [2, 2], poolStrides: [4, 3] },
  { claim: "average pooling", pool: [4, 4], pooling: "avgPool" },
  { claim: "a convolution with strides", pool: [2, 2], strides: [2, 3], kernel: 4 },
  { claim: "a convolution with dilations", pool: [4, 4], dilations: [2, 3] },
  { claim: "a convolution with padding", pool: [5, 4], padding: { top: 1, bottom: 2, left: 2, right: 1 } },
  { claim: "a convolution of one pixel", pool: [3, 2], kernel: 1, poolStrides: [4, 4] },
];

/** Runs an entry on memory that holds nothing but NaN before. */
function runPoisoned(
  program: Program,
  feeds: Readonly<Record<string, TensorData>>,
): Record<string, TensorData> {
  const lowered = lowerProgram(program, { relaxed: false });
  const memory = new WebAssembly.Memory({ initial: lowered.pages });
  new Float32Array(memory.buffer).fill(Number.NaN);
  const view = ({ address, type }: { address: number; type: TensorType }): Float32Array =>
    new Float32Array(memory.buffer, address, allocate(type).length);
  for (const { values, ...tensor } of lowered.constants) {
    view(tensor).set(values.length === 1 ? view(tensor).fill(values[0]!) : values);
  }
  const entry = lowered.entries["main"]!;
  for (const [name, tensor] of Object.entries(entry.feeds)) {
    view(tensor).set(feeds[name]!);
  }
  const instance = new WebAssembly.Instance(new WebAssembly.Module(lowered.bytes), { host: { memory } });
  (instance.exports[entry.exportName] as (thread: number) => void)(0);
  return Object.fromEntries(
    Object.entries(entry.fetches).map(([name, tensor]) => [name, view(tensor).slice()]),
  );
}

/** The node of an op whose images have so many rows. */
function find({ graph }: Entry, op: OpName, rows: number): number {
  return graph.nodes.find((node) => node.op === op && node.type.shape[1] === rows)!.id;
}

describe("findLiveRegions()", () => {
  test("findLiveRegions() finds what a pooling leaves out, back to the convolution and on to its gradients", () => {
    const entry = trace({ claim: "", pool: [2, 2] });
    const { needed, nonZero } = findLiveRegions(entry);
    // 21 x 23 results, of which the pooling sees 20 x 22
    expect(needed.get(find(entry, "conv2d", 21))).toEqual({ rows: 20, columns: 22 });
    expect(needed.get(find(entry, "maxPool", 10))).toEqual({ rows: 10, columns: 11 });
    expect(nonZero.get(find(entry, "maxUnpool", 21))).toEqual({ rows: 20, columns: 22 });
    expect(nonZero.get(find(entry, "conv2dBackpropInput", 23))).toEqual({ rows: 22, columns: 24 });
  });

  test("findLiveRegions() needs all of what is fetched", () => {
    const entry = trace({ claim: "", pool: [2, 2] });
    const convolved = find(entry, "conv2d", 21);
    const fetched = { ...entry, fetches: { ...entry.fetches, convolved } };
    expect(findLiveRegions(fetched).needed.get(convolved)).toEqual({ rows: 21, columns: 23 });
  });

  test.each(networks)("findLiveRegions() leaves out nothing that is read: $claim", async (network) => {
    const program: Program = { name: "live", state: [], entries: { main: trace(network) } };
    const { graph, feeds } = program.entries["main"]!;
    const given = Object.fromEntries(
      Object.entries(feeds).map(([name, id], index) => [
        name,
        numbers(graph.nodes[id]!.type.shape, 31 * index),
      ]),
    );
    const executable = await createReferenceEngine().compile(program);
    const expected = await executable.run("main", given);
    const actual = runPoisoned(program, given);
    for (const [name, data] of Object.entries(expected)) {
      checkClose(actual[name]!, data, { relative: 1e-4 });
    }
  });
});
