import { describe, test } from "vitest";
import { gradients } from "../../graph/gradients.ts";
import { GraphBuilder } from "../../graph/graph_builder.ts";
import * as t from "../../graph/ops/mod.ts";
import type { NamedTensors, Program } from "../../graph/program.ts";
import { allocate, type DType, type Shape, type TensorType } from "../../graph/tensor_type.ts";
import type { Value } from "../../graph/value.ts";
import { checkClose } from "../../testing/check_close.ts";
import type { Engine } from "../engine.ts";
import { createReferenceEngine } from "../reference/create_reference_engine.ts";
import { createWasmEngine } from "./create_wasm_engine.ts";

interface OddProgram {
  readonly claim: string;
  /** What is fetched. */
  readonly trace: (feed: (shape: Shape, dtype?: DType) => Value, builder: GraphBuilder) => readonly Value[];
}

/** Small numbers of both signs, each element another. */
function numbersOf(type: TensorType): NamedTensors[string] {
  return allocate(type).map(
    (_zero: number, index: number) => ((index * 7919) % 17) / (type.dtype === "float32" ? 4 : 1),
  );
}

function programOf({ claim, trace }: OddProgram): { program: Program; feeds: NamedTensors } {
  const builder = new GraphBuilder();
  const placeholders: Value[] = [];
  const values = trace((shape, dtype = "float32") => {
    const value = t.placeholder(builder, `x${placeholders.length}`, { dtype, shape });
    placeholders.push(value);
    return value;
  }, builder);
  const entry = {
    graph: builder.build(),
    feeds: Object.fromEntries(placeholders.map(({ id }, index) => [`x${index}`, id])),
    fetches: Object.fromEntries(values.map(({ id }, index) => [`fetch${index}`, id])),
    updates: {},
  };
  const feeds = Object.fromEntries(placeholders.map(({ type }, index) => [`x${index}`, numbersOf(type)]));
  return { program: { name: claim, state: [], entries: { main: entry } }, feeds };
}

async function run(engine: Engine, odd: OddProgram): Promise<NamedTensors> {
  const { program, feeds } = programOf(odd);
  const executable = await engine.compile(program);
  return await executable.run("main", feeds);
}

const PADDING = { top: 1, bottom: 0, left: 1, right: 0 };

const programs: readonly OddProgram[] = [
  {
    claim: "a convolution of no images, and its gradients",
    trace: (feed) => {
      const [x, kernel, bias] = [feed([0, 5, 5, 3]), feed([3, 3, 3, 4]), feed([4])];
      const y = t.maxPool(t.relu(t.add(t.conv2d(x, kernel), bias)), { size: [2, 2], padding: PADDING });
      return [y, ...gradients(t.sum(y), [x, kernel, bias])];
    },
  },
  {
    claim: "loops over no rows",
    trace: (feed) => {
      const y = t.add(t.exp(feed([0, 5])), feed([5]));
      return [y, t.add(y, feed([1, 1])), t.sum(y, { axes: [0] }), t.max(y, { axes: [0] }), t.softmax(y)];
    },
  },
  {
    claim: "loops over no columns",
    trace: (feed) => {
      const y = t.add(feed([3, 0]), feed([3, 1]));
      return [y, t.sum(y, { axes: [1] }), t.matMul(y, feed([0, 9])), t.matMul(feed([2, 3]), y)];
    },
  },
  {
    claim: "constants of bytes that are no bytes",
    trace: (_feed, builder) =>
      [300, -1, 2.75].map((value) =>
        t.cast(t.constant(builder, value, { dtype: "uint8", shape: [5] }), "float32"),
      ),
  },
  {
    claim: "a broadcast over the axis of the images in a loop over images",
    trace: (feed) => {
      const y = t.conv2d(feed([3, 4, 4, 2]), feed([2, 2, 2, 5]));
      const wide = t.broadcastTo(feed([1, 3, 1, 5]), [3, 3, 3, 5]);
      return [t.mul(y, wide), t.reshape(t.neg(t.add(y, wide)), [3, 45])];
    },
  },
  {
    claim: "the gradient of windows that overlap along one axis alone",
    trace: (feed) => {
      const x = feed([2, 6, 7, 3]);
      const sizes: readonly [number, number][] = [
        [1, 3],
        [3, 1],
      ];
      const pooled = sizes.map((size) => t.maxPool(x, { size, strides: [1, 1] }));
      return pooled.flatMap((y) => gradients(t.sum(t.mul(y, y)), [x]));
    },
  },
  {
    claim: "broadcasts along rows of one length, and of another after a reshape",
    trace: (feed) => {
      const y = t.add(feed([4, 6]), feed([6]));
      const turned = t.reshape(y, [6, 4]);
      return [t.mul(turned, feed([4])), t.sub(turned, feed([6, 1])), t.mul(y, feed([4, 1]))];
    },
  },
];

describe("createWasmEngine()", () => {
  test.each(programs)("createWasmEngine() runs what is odd as the reference does: $claim", async (odd) => {
    const expected = await run(createReferenceEngine(), odd);
    const actual = await run(createWasmEngine(), odd);
    for (const [name, data] of Object.entries(expected)) {
      checkClose(actual[name]!, data, { relative: 1e-5 });
    }
  });
});
