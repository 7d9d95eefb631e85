import { describe, expect, test } from "vitest";
import { gradients } from "../../../graph/gradients.ts";
import { GraphBuilder } from "../../../graph/graph_builder.ts";
import * as t from "../../../graph/ops/mod.ts";
import type { Program } from "../../../graph/program.ts";
import type { Value } from "../../../graph/value.ts";
import { checkClose } from "../../../testing/check_close.ts";
import { createReferenceEngine } from "../../reference/create_reference_engine.ts";
import { createWasmEngine } from "../create_wasm_engine.ts";
import { explain } from "../explain.ts";
import { numbers } from "../testing/numbers.ts";

interface Case {
  readonly claim: string;
  /** What the explanation must hold, or must not. */
  readonly holds: RegExp;
  readonly lacks?: RegExp;
  /** A network of fed tensors, of the shapes given. */
  readonly shapes: readonly (readonly number[])[];
  readonly trace: (...fed: Value[]) => readonly Value[];
}

const image = [3, 9, 7, 6] as const;

const cases: readonly Case[] = [
  {
    claim: "a bias and an activation behind a convolution of a number of filters that no vector divides",
    holds: /conv2d #\d+ add relu:/,
    shapes: [image, [3, 3, 6, 7], [7]],
    trace: (x, kernel, bias) => [t.relu(t.add(t.conv2d(x!, kernel!, {}), bias!))],
  },
  {
    claim: "another branch, added behind a convolution with padding",
    holds: /conv2d #\d+ add add relu:/,
    shapes: [image, [3, 3, 6, 6], [6]],
    trace: (x, kernel, bias) => [
      t.relu(
        t.add(t.add(t.conv2d(x!, kernel!, { padding: { top: 1, bottom: 1, left: 1, right: 1 } }), bias!), x!),
      ),
    ],
  },
  {
    claim: "another branch, added behind a convolution by Winograd",
    holds: /conv2d #\d+ by Winograd add add relu:/,
    shapes: [[2, 12, 14, 32], [3, 3, 32, 32], [32]],
    trace: (x, kernel, bias) => [
      t.relu(
        t.add(x!, t.add(t.conv2d(x!, kernel!, { padding: { top: 1, bottom: 1, left: 1, right: 1 } }), bias!)),
      ),
    ],
  },
  {
    claim: "a leaky activation behind a large matrix product",
    holds: /matMul #\d+ add .*maximum.*:/,
    shapes: [[30, 200], [200, 101], [101]],
    trace: (x, weights, bias) => {
      const y = t.add(t.matMul(x!, weights!), bias!);
      return [t.maximum(y, t.mul(y, 0.2))];
    },
  },
  {
    claim: "the gradient of an activation behind that of the images",
    holds: /conv2dBackpropInput #\d+ .*greater select/,
    shapes: [
      [3, 12, 13, 6],
      [3, 3, 6, 5],
      [3, 10, 11, 5],
      [3, 12, 13, 6],
    ],
    trace: (x, kernel, upstream, weights) => {
      const y = t.relu(t.mul(x!, weights!));
      const [gradient] = gradients(t.sum(t.mul(t.conv2d(y, kernel!, {}), upstream!)), [x!]);
      return [t.conv2d(gradient!, kernel!, {})];
    },
  },
  {
    claim: "nothing behind the gradient of images of which the last rows were never seen",
    holds: /conv2dBackpropInput #\d+:/,
    shapes: [
      [3, 9, 8, 6],
      [2, 2, 6, 5],
      [3, 4, 4, 5],
    ],
    trace: (x, kernel, upstream) => {
      const y = t.add(t.mul(x!, 2), 1);
      const seen = t.maxPool(t.conv2d(y, kernel!, {}), { size: [2, 3], strides: [2, 1] });
      const [gradient] = gradients(t.sum(t.mul(t.slice(seen, [0, 0, 0, 0], [3, 4, 4, 5]), upstream!)), [y]);
      return [t.maximum(t.add(gradient!, 1), 0.5)];
    },
  },
  {
    claim: "dropout behind a large matrix product, with what the way back reads of it",
    holds: /matMul #\d+ add relu greaterEqual mul select:/,
    shapes: [[30, 200], [200, 101], [101], [30, 101]],
    trace: (x, weights, bias, random) => {
      const y = t.relu(t.add(t.matMul(x!, weights!), bias!));
      const kept = t.greaterEqual(random!, 0.3);
      return [t.select(kept, t.mul(y, 1 / 0.7), 0), y, kept];
    },
  },
  {
    claim: "dropout behind a convolution of images, all of its results read besides",
    holds: /conv2d #\d+ add relu greaterEqual mul select:/,
    shapes: [image, [3, 3, 6, 7], [7], [3, 7, 5, 7]],
    trace: (x, kernel, bias, random) => {
      const y = t.relu(t.add(t.conv2d(x!, kernel!, {}), bias!));
      const kept = t.greaterEqual(random!, 0.3);
      return [kept, t.select(kept, t.mul(y, 2), 0), y];
    },
  },
  {
    claim: "dropout behind a convolution by Winograd",
    holds: /conv2d #\d+ by Winograd greaterEqual add mul select:/,
    shapes: [[2, 12, 14, 32], [3, 3, 32, 32], [32], [2, 10, 12, 32]],
    trace: (x, kernel, bias, random) => {
      const kept = t.greaterEqual(random!, 0.3);
      return [t.select(kept, t.mul(t.add(t.conv2d(x!, kernel!, {}), bias!), 2), 0), kept];
    },
  },
  {
    claim: "dropout of whole channels, whose mask has one element a channel of an image",
    holds: /conv2d #\d+ relu mul select:/,
    shapes: [image, [3, 3, 6, 7], [3, 1, 1, 7]],
    trace: (x, kernel, random) => {
      const kept = t.greaterEqual(random!, 0.3);
      return [t.select(kept, t.mul(t.relu(t.conv2d(x!, kernel!, {})), 2), 0), kept];
    },
  },
  {
    claim: "the way back through dropout and an activation behind the gradient of a product",
    holds: /matMul #\d+ select mul greater select:/,
    shapes: [
      [30, 40],
      [40, 101],
      [30, 101],
      [101, 9],
      [30, 9],
    ],
    trace: (x, weights, random, head, upstream) => {
      const y = t.relu(t.matMul(x!, weights!));
      const dropped = t.select(t.greaterEqual(random!, 0.3), t.mul(y, 2), 0);
      const logits = t.matMul(dropped, head!);
      return [logits, ...gradients(t.sum(t.mul(logits, upstream!)), [weights!])];
    },
  },
  {
    claim: "what a later stage gives, and so runs behind that",
    holds: /maxPool #.*\n.*conv2d #\d+ add:/,
    shapes: [image, [3, 3, 6, 6], [3, 8, 6, 6]],
    trace: (x, kernel, other) => {
      const y = t.conv2d(x!, kernel!, {});
      return [t.add(y, t.maxPool(other!, { size: [2, 2], strides: [1, 1] }))];
    },
  },
  {
    claim: "nothing of which more is needed than the op computes",
    holds: /conv2d #\d+:/,
    lacks: /conv2d #\d+ /,
    shapes: [
      [2, 9, 8, 6],
      [3, 3, 6, 6],
      [2, 7, 6, 6],
    ],
    trace: (x, kernel, random) => {
      const kept = t.greaterEqual(random!, 0.3);
      const dropped = t.select(kept, t.conv2d(x!, kernel!, {}), 0);
      return [t.maxPool(dropped, { size: [2, 2] }), kept];
    },
  },
  {
    claim: "not what a later stage makes of the op's own result",
    holds: /conv2d #\d+:/,
    lacks: /conv2d #\d+ /,
    shapes: [image, [3, 3, 6, 6]],
    trace: (x, kernel) => {
      const y = t.conv2d(x!, kernel!, {});
      return [t.add(y, t.maxPool(y, { size: [1, 1] }))];
    },
  },
  {
    claim: "not where something else reads the op's result",
    holds: /conv2d #\d+:/,
    lacks: /conv2d #\d+ /,
    shapes: [image, [3, 3, 6, 8], [8]],
    trace: (x, kernel, bias) => {
      const y = t.conv2d(x!, kernel!, {});
      return [y, t.relu(t.add(y, bias!))];
    },
  },
  {
    claim: "not where the loop needs one number a pixel",
    holds: /conv2d #\d+:/,
    lacks: /conv2d #\d+ /,
    shapes: [image, [3, 3, 6, 8], [7, 5, 1]],
    trace: (x, kernel, factor) => [t.mul(t.conv2d(x!, kernel!, {}), factor!)],
  },
  {
    claim: "not a costly function",
    holds: /conv2d #\d+:/,
    lacks: /conv2d #\d+ /,
    shapes: [image, [3, 3, 6, 8]],
    trace: (x, kernel) => [t.tanh(t.conv2d(x!, kernel!, {}))],
  },
  {
    claim: "one loop after the other, each with its own reader",
    holds: /conv2d #\d+ relu:/,
    shapes: [image, [3, 3, 6, 8], [3, 3, 8, 4]],
    trace: (x, first, second) => {
      const y = t.relu(t.conv2d(x!, first!, {}));
      return [t.sum(t.relu(t.conv2d(y, second!, {}))), t.neg(y)];
    },
  },
];

function programOf({ shapes, trace }: Case): Program {
  const builder = new GraphBuilder();
  const fed = shapes.map((shape, index) => t.placeholder(builder, `x${index}`, { dtype: "float32", shape }));
  const fetches = Object.fromEntries(trace(...fed).map(({ id }, index) => [`y${index}`, id]));
  const feeds = Object.fromEntries(fed.map(({ id }, index) => [`x${index}`, id]));
  const entry = { graph: builder.build(), feeds, fetches, updates: {} };
  return { name: "epilogue", state: [], entries: { run: entry } };
}

describe("findEpilogue()", () => {
  test.each(cases)("findEpilogue() takes $claim", async (each) => {
    const program = programOf(each);
    const explained = explain(program);
    expect(explained).toMatch(each.holds);
    if (each.lacks !== undefined) {
      expect(explained).not.toMatch(each.lacks);
    }
    const feeds = Object.fromEntries(
      each.shapes.map((shape, index) => [`x${index}`, numbers(shape, 3 * index)]),
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
