import { add, concat } from "../graph/ops/mod.ts";
import { type Shape, sameShape } from "../graph/tensor_type.ts";
import type { Value } from "../graph/value.ts";
import type { ParameterInput } from "../parameters/parameter_definition.ts";
import {
  type CommonParameters,
  type LayerDefinition,
  NAME_PARAMETER,
  ParameterError,
} from "./layer_definition.ts";
import type { LayerSpec, LayerSpecInput } from "./registry.ts";

/** How branches come together. */
export type Merge = "concat" | "add";

/** Parameters of `parallel`. */
export interface ParallelParameters extends CommonParameters {
  readonly branches: readonly (readonly LayerSpec[])[];
  readonly merge: Merge;
}

/** Parallel branches as a person writes them. */
type ParallelInput = ParameterInput<Omit<ParallelParameters, "branches">, never> & {
  readonly branches: readonly (readonly LayerSpecInput[])[];
};

/** Shape of what the branches give together. */
function merged(shapes: readonly Shape[], merge: Merge): Shape {
  const [first] = shapes as [Shape];
  // all axes but the channels must agree, and these too where they are added
  const compared = (shape: Shape): Shape => (merge === "add" ? shape : shape.slice(0, -1));
  for (const [index, shape] of shapes.entries()) {
    if (!sameShape(compared(shape), compared(first))) {
      throw new ParameterError(
        "branches",
        `agree on [${compared(first).join(",")}]: branch ${index} must`,
        shape,
      );
    }
  }
  return merge === "add"
    ? first
    : [...first.slice(0, -1), shapes.reduce((channels, shape) => channels + shape.at(-1)!, 0)];
}

/**
 * Hands its input to several branches and puts side by side, or adds, what they give.
 * @see Szegedy et al., Going Deeper with Convolutions, 2014, arXiv 1409.4842
 */
export const parallel: LayerDefinition<"parallel", ParallelParameters, ParallelInput> = {
  id: "parallel",
  summary: "Hands its input to several branches and brings together what they give.",
  documentation: {
    formula: "y = concat(branch_1(x), branch_2(x), ...) along the channels, or their sum",
    advice:
      "For kernels of several sizes side by side, as in Inception. An empty branch hands the input on. residual is the form for a sum with a shortcut.",
    reference: "Szegedy et al., Going Deeper with Convolutions, 2014, arXiv 1409.4842",
    example: {
      parallel: {
        branches: [
          [{ conv2d: { filters: 16, kernelSize: 1 } }],
          [{ conv2d: { filters: 16, kernelSize: 3, padding: "same" } }],
        ],
      },
    },
  },
  parameters: {
    branches: { kind: "branches", summary: "Lists of layers, each from the input on.", minimum: 2 },
    merge: {
      kind: "enum",
      typeName: "Merge",
      summary: "concat: side by side along the channels; add: their sum.",
      values: ["concat", "add"],
      default: "concat",
    },
    name: NAME_PARAMETER,
  },
  nested: ({ branches }) =>
    branches.map((layers, index) => ({ path: `branches.${index}`, location: `branches[${index}]`, layers })),
  outputShape: (_input, { merge }, shapes) => merged(shapes, merge),
  weights: () => [],
  build: (context, x, { branches, merge }) => {
    const [first, ...others] = branches.map((_layers, index) => context.nested(index, x)) as [
      Value,
      ...Value[],
    ];
    return merge === "add"
      ? others.reduce((sum, value) => add(sum, value), first)
      : concat([first, ...others], first.shape.length - 1);
  },
};
