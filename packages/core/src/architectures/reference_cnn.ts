import type { ModelSpec, ModelSpecInput, PreprocessSpec } from "../spec/model_spec.ts";
import { parseModelSpec } from "../spec/parse_model_spec.ts";
import type { ArchitectureDefinition } from "./architecture_definition.ts";

/** What can be changed of the reference CNN. */
export interface ReferenceCnnOptions {
  /** Rate of the dropout before the last layer. @default {0.5} */
  readonly dropout?: number;
  /** What happens to pixels before the first layer; `pixelStatistics` of the training images makes it learn faster. @default {pixels are scaled to 0 to 1} */
  readonly preprocess?: Partial<PreprocessSpec>;
}

/** Parameters of `referenceCnn` as an architecture. */
export interface ReferenceCnnParameters {
  readonly dropout: number;
}

function layersOf(classes: number, dropout: number): ModelSpecInput["layers"] {
  return [
    { conv2d: { filters: 32, activation: "relu" } },
    { maxPool2d: {} },
    { conv2d: { filters: 64, activation: "relu" } },
    { maxPool2d: {} },
    { conv2d: { filters: 64, activation: "relu" } },
    { flatten: {} },
    { dense: { units: 64, activation: "relu" } },
    { dropout: { rate: dropout } },
    { dense: { units: classes, activation: "softmax" } },
  ];
}

/** The reference CNN for images of any size and any number of classes. */
export const referenceCnnArchitecture: ArchitectureDefinition<"referenceCnn", ReferenceCnnParameters> = {
  id: "referenceCnn",
  summary: "Three 3x3 convolutions with two max-poolings between them, dense 64, dropout.",
  documentation: {
    formula:
      "layers = conv 32, max-pool 2, conv 64, max-pool 2, conv 64, flatten, dense 64, dropout, dense classes; all relu but the last, all padding valid",
    advice:
      "The yardstick of every test, document and benchmark: 93,322 weights on 28 x 28 grey images of ten classes.",
    reference: "Chollet, Deep Learning with Python, 2017, section 5.1",
    example: { referenceCnn: { dropout: 0.5 } },
  },
  parameters: {
    dropout: {
      kind: "float",
      summary: "Rate of the dropout before the last layer.",
      minimum: 0,
      maximum: 1,
      exclusiveMaximum: true,
      default: 0.5,
    },
  },
  layers: ({ classes }, { dropout }) => layersOf(classes, dropout),
};

/** The small network of every test, document and benchmark: that architecture on 28x28 grey images of ten classes; 93,322 weights. */
export function referenceCnn(options: ReferenceCnnOptions = {}): ModelSpec {
  const { dropout = 0.5, preprocess } = options;
  return parseModelSpec({
    input: { height: 28, width: 28, channels: 1 },
    preprocess,
    layers: layersOf(10, dropout),
    classes: 10,
  });
}
