import type { InitializerDefinition } from "./initializer_definition.ts";

/** Parameters of `orthogonal`. */
export interface OrthogonalParameters {
  readonly gain: number;
}

export const orthogonal: InitializerDefinition<"orthogonal", OrthogonalParameters> = {
  id: "orthogonal",
  summary: "A random matrix that changes no lengths.",
  documentation: {
    formula:
      "w = gain Q, Q orthonormal from a random normal matrix; all axes of a kernel but the last are its rows",
    advice: "For very deep networks without normalisation; with relu take a gain of 1.41, the root of 2.",
    reference:
      "Saxe, McClelland and Ganguli, Exact solutions to the nonlinear dynamics of learning in deep linear neural networks, 2014, arXiv 1312.6120",
    example: { orthogonal: { gain: 1 } },
  },
  parameters: {
    gain: { kind: "float", summary: "Factor of all.", minimum: 0, exclusiveMinimum: true, default: 1 },
  },
  build: ({ gain }) => ({ kind: "orthogonal", gain }),
};
