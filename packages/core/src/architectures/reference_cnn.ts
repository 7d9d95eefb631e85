import type { ModelSpec, PreprocessSpec } from "../spec/model_spec.ts";
import { parseModelSpec } from "../spec/parse_model_spec.ts";

/** What can be changed of the reference CNN. */
export interface ReferenceCnnOptions {
  /** Rate of the dropout before the last layer. @default {0.5} */
  readonly dropout?: number;
  /** What happens to pixels before the first layer; `pixelStatistics` of the training images makes it learn faster. @default {pixels are scaled to 0 to 1} */
  readonly preprocess?: Partial<PreprocessSpec>;
}

/**
 * The small network of every test, document and benchmark: 28x28 grey images, three 3x3 convolutions (32, 64, 64) with two max-poolings
 * between them, dense 64, dropout, dense 10 softmax; 93,322 weights.
 */
export function referenceCnn(options: ReferenceCnnOptions = {}): ModelSpec {
  const { dropout = 0.5, preprocess } = options;
  return parseModelSpec({
    input: { height: 28, width: 28, channels: 1 },
    preprocess,
    layers: [
      { conv2d: { filters: 32, activation: "relu" } },
      { maxPool2d: {} },
      { conv2d: { filters: 64, activation: "relu" } },
      { maxPool2d: {} },
      { conv2d: { filters: 64, activation: "relu" } },
      { flatten: {} },
      { dense: { units: 64, activation: "relu" } },
      { dropout: { rate: dropout } },
      { dense: { units: 10, activation: "softmax" } },
    ],
    classes: 10,
  });
}
