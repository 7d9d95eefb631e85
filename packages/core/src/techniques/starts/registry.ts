import type { Documentation } from "../../parameters/documentation.ts";
import type { ParameterInput, ParameterSchema } from "../../parameters/parameter_definition.ts";
import type { ParameterProblem } from "../../parameters/registry_entry.ts";

/** Parameters of `version`. */
export interface StartVersionParameters {
  readonly digest: string;
  readonly layers: number;
}

/** One place where first weights come from: data alone, as the training loop does the rest. */
export interface StartDefinition<TId extends string, TParameters> {
  /** Key in specs and in GraphQL. */
  readonly id: TId;
  /** One sentence. */
  readonly summary: string;
  readonly parameters: ParameterSchema<TParameters>;
  readonly documentation: Documentation;
  /** What is not valid although its kind is right. */
  readonly check: (parameters: TParameters) => ParameterProblem | null;
}

/** Every place's parameters by id. */
interface StartTypes {
  version: StartVersionParameters;
}

/** Where a network's first weights come from, complete: `{ version: { digest: "9f86...", layers: 0 } }`. */
export type StartSpec = {
  [TId in keyof StartTypes]: { readonly [TKey in TId]: StartTypes[TId] };
}[keyof StartTypes];

/** {@linkcode StartSpec} as a person writes it. */
export interface StartSpecInput {
  readonly version: ParameterInput<StartVersionParameters, "digest">;
}

/** Every place where first weights come from by id. */
export const STARTS: { readonly [TId in keyof StartTypes]: StartDefinition<TId, StartTypes[TId]> } = {
  version: {
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
  },
};
