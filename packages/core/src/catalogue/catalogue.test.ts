import { describe, expect, test } from "vitest";
import type { ParameterDefinition } from "../parameters/parameter_definition.ts";
import { parseEntry } from "../parameters/parse_parameters.ts";
import { catalogue } from "./catalogue.ts";
import type { DescribedParameter } from "./describe_parameter.ts";

const entries = catalogue();

const KINDS = [
  "layer",
  "activation",
  "initializer",
  "regularizer",
  "constraint",
  "optimizer",
  "schedule",
  "gradient",
  "augmentation",
  "loss",
  "metric",
  "classWeights",
  "validation",
  "stopping",
  "start",
  "pretraining",
  "architecture",
];

/** Names that a practitioner looks for; new ones of the kinds need no line here. */
const STANDARD = [
  ..."horizontalFlip verticalFlip shift randomCrop rotate zoom brightness contrast saturation hue grayscale noise cutout randomErasing randAugment mixup cutmix"
    .split(" ")
    .map((id) => `augmentation ${id}`),
  ..."accuracy topKAccuracy precision recall f1 confusionMatrix rocAuc expectedCalibrationError"
    .split(" ")
    .map((id) => `metric ${id}`),
  ..."sgd momentum nesterov rmsprop adagrad adadelta adam adamw adamax nadam amsgrad lion muon lookahead"
    .split(" ")
    .map((id) => `optimizer ${id}`),
  ..."constant step piecewise exponential polynomial cosine cosineRestarts oneCycle linearWarmup reduceOnPlateau"
    .split(" ")
    .map((id) => `schedule ${id}`),
  ..."l1 l2 l1l2".split(" ").map((id) => `regularizer ${id}`),
  ..."clipByValue clipByNorm clipByGlobalNorm ema weightDecay".split(" ").map((id) => `gradient ${id}`),
  ..."sparseCategoricalCrossentropy categoricalCrossentropy binaryCrossentropy focal meanSquaredError"
    .split(" ")
    .map((id) => `loss ${id}`),
  "constraint maxNorm",
  "stopping earlyStopping",
  ..."denoisingAutoencoder rotation contrastive".split(" ").map((id) => `pretraining ${id}`),
  "layer conv2d",
  "activation leakyRelu",
];

/** Values that a parameter does not take. */
function beyond(parameter: DescribedParameter): unknown[] {
  switch (parameter.kind) {
    case "int":
    case "float": {
      const { minimum, maximum } = parameter;
      return [
        "1",
        Number.NaN,
        Number.POSITIVE_INFINITY,
        ...(minimum === undefined ? [] : [minimum - 1]),
        ...(maximum === undefined ? [] : [maximum + 1]),
        ...(parameter.kind === "int" ? [1.5] : []),
      ];
    }
    case "boolean":
      return ["true", 1];
    case "enum":
      return ["no such word", 0];
    case "size2d":
      return [parameter.minimum - 1, [1, 2, 3], 1.5];
    case "text":
      return ["x".repeat(parameter.maximumLength + 1), 7];
    default:
      return [];
  }
}

describe("catalogue()", () => {
  test("catalogue() has no id twice within a kind, and entries of every kind", () => {
    const names = entries.map(({ kind, id }) => `${kind} ${id}`);
    expect(names).toEqual([...new Set(names)]);
    expect([...new Set(entries.map(({ kind }) => kind))]).toEqual(KINDS);
  });

  test("catalogue() is plain data", () => {
    expect(JSON.parse(JSON.stringify(entries))).toEqual(entries);
  });

  test("catalogue() lists techniques under their standard names", () => {
    for (const name of STANDARD) {
      expect(entries.map(({ kind, id }) => `${kind} ${id}`)).toContain(name);
    }
  });

  test.each(entries)(
    "catalogue() documents $kind $id and its parameters",
    ({ id, summary, parameters, documentation }) => {
      expect(id).toMatch(/^[a-z][a-zA-Z0-9]*$/);
      const { formula, advice, reference } = documentation;
      const sentences = [summary, advice, ...Object.values(parameters).map((one) => one.summary)];
      for (const sentence of sentences) {
        expect(sentence).toMatch(/^.{4,}[.]$/);
      }
      expect(formula.length).toBeGreaterThan(3);
      expect(reference).toMatch(/[12][0-9]{3}/);
    },
  );

  test.each(entries)(
    "catalogue() has defaults of $kind $id that its own parser takes",
    ({ id, parameters }) => {
      for (const [name, parameter] of Object.entries(parameters)) {
        if (parameter.kind === "technique" || !("default" in parameter) || parameter.default === undefined) {
          continue;
        }
        const entry = { id, summary: "", parameters: { [name]: parameter } };
        const read = parseEntry({ [name]: parameter.default }, entry, { action: "Cannot read it", path: id });
        expect(read).toEqual({ [name]: parameter.default });
      }
    },
  );

  test.each(entries)(
    "catalogue() has bounds of $kind $id that its parser names with path and value",
    ({ id, parameters }) => {
      for (const [name, parameter] of Object.entries(parameters)) {
        for (const value of beyond(parameter)) {
          const entry = { id, summary: "", parameters: { [name]: parameter as ParameterDefinition } };
          const read = (): unknown =>
            parseEntry({ [name]: value }, entry, { action: "Cannot read it", path: id });
          expect(read).toThrow(expect.objectContaining({ path: `${id}.${name}`, code: "SPEC_INVALID" }));
          expect(read).toThrow(`Cannot read it as ${name} must be `);
        }
      }
    },
  );
});
