import { describe, expect, test } from "vitest";
import { samePadding } from "../../packages/core/src/graph/ops/window.ts";
import { checkClose, OP_TOLERANCES, runOpCase } from "../../packages/core/src/testing/mod.ts";
import { judgedEngines } from "./judged_engines.ts";
import { readOperationCases, runGradients } from "./operation_case.ts";

const cases = (await readOperationCases()).map((entry) => ({
  ...entry,
  title: `${entry.opCase.op}: ${entry.opCase.claim}`,
}));

describe("samePadding()", () => {
  const padded = cases.filter(
    (entry) => entry.samePadding !== undefined && entry.opCase.op !== "maxPoolGrad",
  );

  test.each(padded)("adds what TensorFlow adds: $title", ({ opCase, samePadding: expected }) => {
    const { op } = opCase;
    if (op !== "conv2d" && op !== "maxPool" && op !== "avgPool" && op !== "depthwiseConv2d") {
      throw new Error(`Cannot tell the window of ${op}`);
    }
    const [image, kernel] = opCase.inputs.map(({ type }) => type.shape);
    const size = "size" in opCase.attributes ? opCase.attributes.size : ([kernel![0]!, kernel![1]!] as const);
    const dilations = "dilations" in opCase.attributes ? opCase.attributes.dilations : ([1, 1] as const);
    expect(samePadding([image![1]!, image![2]!], size, opCase.attributes.strides, dilations)).toEqual(
      expected,
    );
  });
});

describe.each(judgedEngines)("$name", ({ create }) => {
  test.each(cases)("gives what TensorFlow gives: $title", async ({ opCase, output }) => {
    checkClose(await runOpCase(create(), opCase), output, OP_TOLERANCES[opCase.op]);
  });

  test.each(cases.filter((entry) => entry.gradients !== undefined))(
    "gives the gradient that TensorFlow gives: $title",
    async ({ opCase, gradients }) => {
      const { upstream, expected } = gradients!;
      const actual = await runGradients(create(), opCase, upstream);
      expect(actual.map((gradient) => gradient?.length)).toEqual(
        expected.map((gradient) => gradient?.length),
      );
      for (const [index, gradient] of actual.entries()) {
        if (gradient !== null) {
          checkClose(gradient, expected[index]!, { relative: 1e-5 });
        }
      }
    },
  );
});
