import type { EntryDefinition } from "../../parameters/entry_definition.ts";
import type { ParameterInput } from "../../parameters/parameter_definition.ts";

/** Parameters of `version`. */
export interface StartVersionParameters {
  readonly digest: string;
  readonly layers: number;
}

/** Starts from the weights of a trained version. */
export const version: EntryDefinition<
  "version",
  StartVersionParameters,
  ParameterInput<StartVersionParameters, "digest">
> = {
  id: "version",
  summary:
    "Takes the weights of a trained version for the first layers; the others begin as the seed has them.",
  parameters: {
    digest: {
      kind: "text",
      summary: "Content hash of the version: 64 hexadecimal digits.",
      maximumLength: 64,
    },
    layers: {
      kind: "int",
      summary:
        "Number of top-level layers, from the first, whose weights are taken; 0: all before the head, the last layer with weights.",
      minimum: 0,
      maximum: 65_536,
      default: 0,
    },
  },
  documentation: {
    formula: "w = w of the version, for all weights of the layers 0 to layers - 1",
    advice:
      "Transfer learning: the network sees like the version from the first step, and learns new classes from few images. The taken layers must be those of the version. Combine it with `freeze` or `gradualUnfreezing`, and `discriminativeRates`; for a version made by `pretraining` it is how its encoder is used. As Keras's `load_weights` it takes weights alone, not the optimizer's memory.",
    reference:
      "Yosinski, Clune, Bengio and Lipson, How transferable are features in deep neural networks?, 2014, arXiv 1411.1792",
    example: {
      version: { digest: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08" },
    },
  },
  check: ({ digest }) =>
    /^[0-9a-f]{64}$/.test(digest)
      ? null
      : { parameter: "digest", rule: "be the 64 hexadecimal digits of a version's content hash" },
};
