import type { NoParameters } from "../../parameters/entry_definition.ts";
import type { InitializerDefinition } from "./initializer_definition.ts";

/** Parameters of `constant`. */
export interface ConstantParameters {
  readonly value: number;
}

const BIAS = "Goodfellow, Bengio and Courville, Deep Learning, 2016, section 8.4";

export const zeros: InitializerDefinition<"zeros", NoParameters> = {
  id: "zeros",
  summary: "Zeros.",
  documentation: {
    formula: "w = 0",
    advice:
      "For biases. A kernel of zeros never learns more than one thing, but for the last one of a residual block.",
    reference: BIAS,
    example: { zeros: {} },
  },
  parameters: {},
  build: () => ({ kind: "constant", value: 0 }),
};

export const ones: InitializerDefinition<"ones", NoParameters> = {
  id: "ones",
  summary: "Ones.",
  documentation: {
    formula: "w = 1",
    advice: "For factors, such as those of a normalisation.",
    reference: BIAS,
    example: { ones: {} },
  },
  parameters: {},
  build: () => ({ kind: "constant", value: 1 }),
};

export const constant: InitializerDefinition<"constant", ConstantParameters> = {
  id: "constant",
  summary: "One number everywhere.",
  documentation: {
    formula: "w = value",
    advice: "For a bias before relu that must not begin in the dead half, 0.01 or 0.1.",
    reference: BIAS,
    example: { constant: { value: 0.1 } },
  },
  parameters: { value: { kind: "float", summary: "The number.", default: 0 } },
  build: ({ value }) => ({ kind: "constant", value }),
};
