import { describe, expect, test } from "vitest";
import { describeModel } from "../spec/describe_model.ts";
import { parseModelSpec } from "../spec/parse_model_spec.ts";
import { referenceCnn } from "./reference_cnn.ts";
import { ARCHITECTURES, type ArchitectureId, buildArchitecture } from "./registry.ts";

const GREY = { input: { height: 28, width: 28, channels: 1 }, classes: 10 };
const COLOUR = { input: { height: 32, width: 32, channels: 3 }, classes: 10 };
const ids = Object.keys(ARCHITECTURES) as ArchitectureId[];

describe.each(ids)("architecture %s", (id) => {
  test("is registered under its own id and documented", () => {
    const { id: own, summary, documentation } = ARCHITECTURES[id];
    expect(own).toBe(id);
    expect(summary).toMatch(/[.]$/);
    expect(documentation.reference).toMatch(/\b(19|20)\d\d\b/);
  });

  test("gives a network for grey and for coloured images, and that reads back as it is", () => {
    for (const task of [GREY, COLOUR]) {
      const model = buildArchitecture(id, task);
      expect(describeModel(model).layers.at(-1)!.outputShape).toEqual([10]);
      expect(parseModelSpec(JSON.parse(JSON.stringify(model)))).toEqual(model);
    }
  });
});

describe("buildArchitecture()", () => {
  // by the papers: the counts of weights of biases, kernels and the factors and offsets of normalisations
  test.each([
    // 464 + 4,672 + 14,528 + 57,728 + 650: first convolution, three stages (two with a projection), dense
    ["resnet", { blocks: 1 }, 78_042],
    ["resnet", { blocks: 3 }, 272_474],
    // 928 + 13,920 + 20,832 + 41,664 + 83,136 + 970: first convolution, two of 48, two of 96, dense
    ["zooNet", {}, 161_450],
    // the second convolution of a stage once more
    ["zooNet", { residual: true, head: "max", dropout: 0 }, 161_450 + 20_832 + 83_136],
  ] as const)("buildArchitecture(%s, %j) has %i learned weights", (id, parameters, weights) => {
    expect(describeModel(buildArchitecture(id, COLOUR, parameters)).parameters).toBe(weights);
  });

  test("buildArchitecture() of referenceCnn is the reference CNN", () => {
    expect(buildArchitecture("referenceCnn", GREY)).toEqual(referenceCnn());
    expect(buildArchitecture("referenceCnn", GREY, { dropout: 0.1 })).toEqual(referenceCnn({ dropout: 0.1 }));
  });

  test("buildArchitecture() of lenet5 has the 61,706 weights that are known of it", () => {
    expect(describeModel(buildArchitecture("lenet5", GREY)).parameters).toBe(61_706);
  });

  test("buildArchitecture() names the parameter that is not valid", () => {
    expect(() => buildArchitecture("resnet", GREY, { blocks: 0 })).toThrow(
      'Cannot build architecture "resnet" as blocks must be a whole number of at least 1 and at most 32: current value is 0',
    );
  });

  test("buildArchitecture() raises stochastic depth from the first block to the last", () => {
    const model = buildArchitecture("resnet", GREY, { dropRate: 0.2 });
    const rates = model.layers.flatMap((layer) => ("residual" in layer ? [layer.residual!.dropRate] : []));
    expect(rates).toEqual([0, 0.1, 0.2]);
  });
});
