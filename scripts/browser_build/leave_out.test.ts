import { parseModelSpec, parseTrainSpec, referenceCnn } from "@convzoo/core";
import { describe, expect, test } from "vitest";
import { graphsOf, opsOf } from "./keep_ops.ts";
import { type KnownVariant, leaveOut } from "./leave_out.ts";
import { leftOut } from "./left_out.ts";

function known(changes: Partial<Pick<KnownVariant, "model" | "train">> = {}): KnownVariant {
  const variant = { model: referenceCnn(), train: parseTrainSpec({}), ...changes };
  const graphs = graphsOf(variant.model, variant.train);
  return { ...variant, graphs, ops: opsOf(graphs, variant.train) };
}

const SOURCE =
  "/** Splits. */\nexport function split(a: number): number {\n  return a / 2;\n}\nfunction inner(): void {}\n";

describe("leaveOut()", () => {
  test("leaveOut() leaves one function that says so for all of a module that the variant has no use for", () => {
    const stub = leaveOut("/core/src/data/stratified_split.ts", SOURCE, known());
    expect(stub).toMatch(/^export \{ leftOut as split \} from ".*left_out\.ts";$/);
    expect(leftOut).toThrow("Cannot go on as the page must be built for the variant that it uses");
  });

  test("leaveOut() keeps what the variant needs, and every other module", () => {
    const train = parseTrainSpec({ validation: { split: { fraction: 0.1 } } });
    expect(leaveOut("/core/src/data/stratified_split.ts", SOURCE, known({ train }))).toBe(SOURCE);
    expect(leaveOut("/core/src/data/read_idx.ts", SOURCE, known())).toBe(SOURCE);
  });

  test("leaveOut() knows from its initialisers whether a variant draws normal numbers, and orthogonal matrices", () => {
    const normal = "/core/src/graph/normal_quantile.ts";
    const orthogonal = "/core/src/programs/draw_orthogonal.ts";
    const started = (kernelInitializer: object): Partial<KnownVariant> => {
      const dense = { units: 3, kernelInitializer };
      const layers = [{ flatten: {} }, { dense }, { activation: { function: "softmax" } }];
      return {
        model: parseModelSpec({ input: { height: 4, width: 4, channels: 1 }, layers, classes: 3 }),
      };
    };
    expect(leaveOut(normal, SOURCE, known())).not.toBe(SOURCE);
    expect(leaveOut(normal, SOURCE, known(started({ heNormal: {} })))).toBe(SOURCE);
    expect(leaveOut(orthogonal, SOURCE, known(started({ heNormal: {} })))).not.toBe(SOURCE);
    expect(leaveOut(normal, SOURCE, known(started({ orthogonal: {} })))).toBe(SOURCE);
    expect(leaveOut(orthogonal, SOURCE, known(started({ orthogonal: {} })))).toBe(SOURCE);
    const train = parseTrainSpec({ augmentations: [{ noise: { deviation: 0.1 } }] });
    expect(leaveOut(normal, SOURCE, known({ train }))).toBe(SOURCE);
  });

  test("leaveOut() knows from the programs whether an op is used, and gradients with strides", () => {
    const ops = 'export const depthwiseConv2dOp: OpDefinition<"depthwiseConv2d"> = {};\n';
    const path = "/core/src/graph/ops/depthwise.ts";
    const strided = "/core/src/engines/wasm/schedule/strided_gradient.ts";
    const model = parseModelSpec({
      input: { height: 16, width: 16, channels: 1 },
      layers: [
        { conv2d: { filters: 4 } },
        { depthwiseConv2d: {} },
        { conv2d: { filters: 4, stride: 2 } },
        { globalAveragePool2d: {} },
        { dense: { units: 3 } },
        { activation: { function: "softmax" } },
      ],
      classes: 3,
    });
    expect(leaveOut(path, ops, known())).not.toBe(ops);
    expect(leaveOut(path, ops, known({ model }))).toBe(ops);
    expect(leaveOut(strided, SOURCE, known())).not.toBe(SOURCE);
    expect(leaveOut(strided, SOURCE, known({ model }))).toBe(SOURCE);
  });

  test("leaveOut() leaves one op out of a module that defines others, and what makes its nodes", () => {
    const source = `export const absOp: OpDefinition<"abs"> = unary("abs");
export const negOp: OpDefinition<"neg"> = unary("neg");
export function abs(x: Value): Value {
  return x.builder.apply(absOp, [x], {});
}
export function size(x: Value): number {
  return abs(x).size;
}`;
    const path = "/core/src/graph/ops/elementwise.ts";
    const left = leaveOut(path, source, { ...known(), ops: new Set(["neg"]) });
    expect(left).toMatch(
      /^import \{ leftOut as absOp, leftOut as abs \} from ".*left_out\.ts";\nexport \{ absOp, abs \};\n/,
    );
    expect(left).not.toContain('unary("abs")');
    expect(left).toContain('unary("neg")');
    expect(left).toContain("return abs(x).size;");
    expect(leaveOut(path, source, { ...known(), ops: new Set(["neg", "abs"]) })).toBe(source);
  });
});
