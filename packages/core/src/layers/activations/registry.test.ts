import { describe, expect, test } from "vitest";
import { createReferenceEngine } from "../../engines/reference/create_reference_engine.ts";
import { gradients } from "../../graph/gradients.ts";
import { GraphBuilder } from "../../graph/graph_builder.ts";
import { placeholder, sum } from "../../graph/ops/mod.ts";
import { ACTIVATION_IDS, ACTIVATIONS, type ActivationId } from "./registry.ts";

/** Values and slopes at points, by engine. */
async function evaluate(
  id: ActivationId,
  x: readonly number[],
): Promise<{ readonly values: number[]; readonly slopes: number[] }> {
  const builder = new GraphBuilder();
  const input = placeholder(builder, "x", { dtype: "float32", shape: [x.length] });
  const output = ACTIVATIONS[id].build(input);
  const [slope] = gradients(sum(output), [input]);
  const executable = await createReferenceEngine().compile({
    name: id,
    state: [],
    entries: {
      main: {
        graph: builder.build(),
        feeds: { x: input.id },
        fetches: { values: output.id, slopes: slope!.id },
        updates: {},
      },
    },
  });
  const { values, slopes } = await executable.run("main", { x: Float32Array.from(x) });
  return { values: Array.from(values!), slopes: Array.from(slopes!) };
}

const HUGE = 3e38;
const BENT: readonly ActivationId[] = ACTIVATION_IDS.filter((id) => id !== "softmax");

describe("ACTIVATIONS", () => {
  test.each(ACTIVATION_IDS)("ACTIVATIONS has %s under its own id, and says what it is", (id) => {
    const { id: own, summary, parameters, documentation } = ACTIVATIONS[id];
    expect(own).toBe(id);
    expect(summary).toMatch(/^\S.*[.]$/);
    expect(parameters).toEqual({});
    expect(documentation.formula).toMatch(/^f\(x\)(_i)? = /);
    expect(documentation.advice).toMatch(/Keras: \w+.*[.]$/);
    expect(documentation.reference).toMatch(/, (19|20)\d\d, /);
  });

  test.each(BENT)(
    "ACTIVATIONS has a %s that is finite, with a finite slope, however large a number is",
    async (id) => {
      const { values, slopes } = await evaluate(id, [-HUGE, -1e4, -200, -89, 89, 200, 1e4]);
      expect(values.every(Number.isFinite), values.join()).toBe(true);
      expect(slopes.every(Number.isFinite), slopes.join()).toBe(true);
    },
  );

  test.each<[id: ActivationId, x: number, value: number, slope: number]>([
    ["relu6", 0, 0, 0],
    ["relu6", 6, 6, 0],
    ["relu6", 5, 5, 1],
    ["leakyRelu", 0, 0, Math.fround(0.2)],
    ["elu", 0, 0, 1],
    ["selu", 0, 0, Math.fround(1.050_701)],
    ["gelu", 0, 0, 0.5],
    ["swish", 0, 0, 0.5],
    ["hardSwish", -3, 0, 0],
    ["hardSwish", 3, 3, 1],
    ["softplus", 0, Math.fround(Math.LN2), 0.5],
    ["mish", 0, 0, Math.fround(0.6)],
  ])(
    "ACTIVATIONS has a %s with the values of TensorFlow where it bends, at %s",
    async (id, x, value, slope) => {
      const found = await evaluate(id, [x]);
      expect(found.values[0]).toBeCloseTo(value, 6);
      expect(found.slopes[0]).toBeCloseTo(slope, 6);
    },
  );
});
