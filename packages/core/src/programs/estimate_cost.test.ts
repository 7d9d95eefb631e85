import { describe, expect, test } from "vitest";
import { referenceCnn } from "../architectures/reference_cnn.ts";
import { ARCHITECTURES, type ArchitectureId, buildArchitecture } from "../architectures/registry.ts";
import { describeModel } from "../spec/describe_model.ts";
import { estimateCost } from "./estimate_cost.ts";

describe("estimateCost()", () => {
  test("estimateCost() counts the reference CNN as one does by hand", () => {
    const { layers, parameters, multiplyAdds } = estimateCost(referenceCnn());
    const counts = layers.filter((layer) => layer.multiplyAdds > 0);
    expect(counts.map((layer) => [layer.id, layer.multiplyAdds])).toEqual([
      ["conv2d", 26 * 26 * 32 * 9],
      ["conv2d", 11 * 11 * 64 * 9 * 32],
      ["conv2d", 3 * 3 * 64 * 9 * 64],
      ["dense", 576 * 64],
      ["dense", 64 * 10],
    ]);
    expect(multiplyAdds).toBe(2_794_240);
    expect(parameters).toBe(93_322);
    expect(layers[0]!.activationBytes).toBe(26 * 26 * 32 * 4);
    expect(layers.at(-1)!.activationBytes).toBe(40);
  });

  test("estimateCost() counts resnet-20 on 32 x 32 as the literature does: 41 million", () => {
    const model = buildArchitecture(
      "resnet",
      { input: { height: 32, width: 32, channels: 3 }, classes: 10 },
      { blocks: 3 },
    );
    const { multiplyAdds } = estimateCost(model);
    expect(multiplyAdds / 1e6).toBeGreaterThan(40);
    expect(multiplyAdds / 1e6).toBeLessThan(42);
  });

  test.each(Object.keys(ARCHITECTURES) as ArchitectureId[])(
    "estimateCost() of %s agrees with describeModel()",
    (id) => {
      const model = buildArchitecture(id, { input: { height: 28, width: 28, channels: 1 }, classes: 10 });
      const cost = estimateCost(model);
      expect(cost.parameters).toBe(describeModel(model).parameters);
      expect(cost.layers.map(({ id: layer }) => layer)).toEqual(
        model.layers.map((layer) => Object.keys(layer)[0]),
      );
    },
  );

  test("estimateCost() counts kernels that transpose and kernels of single channels", () => {
    const model = buildArchitecture(
      "mobilenet",
      { input: { height: 8, width: 8, channels: 1 }, classes: 2 },
      { blocks: 1, width: 2, expansion: 1 },
    );
    const [first] = estimateCost(model).layers;
    expect(first!.multiplyAdds).toBe(8 * 8 * 2 * 9);
    // stage 1: a residual of conv 1x1 2 -> 2, depthwise 3x3 over 2, conv 1x1 2 -> 2
    const block = estimateCost(model).layers.find(({ id }) => id === "residual");
    expect(block!.multiplyAdds).toBe(64 * (2 * 2 + 2 * 9 + 2 * 2));
  });
});
