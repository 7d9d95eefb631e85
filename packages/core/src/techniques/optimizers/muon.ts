import { add, mul, reshape, sub } from "../../graph/ops/mod.ts";
import type { Shape } from "../../graph/tensor_type.ts";
import { sizeOf } from "../../graph/tensor_type.ts";
import { type AdamParameters, adam } from "./adam.ts";
import { decay, weightDecay } from "./common_parameters.ts";
import { decayWeights } from "./decay_weights.ts";
import type { OptimizerDefinition } from "./optimizer_definition.ts";
import { orthogonalize } from "./orthogonalize.ts";

/** Parameters of `muon`. */
export interface MuonParameters extends AdamParameters {
  readonly momentum: number;
  readonly nesterov: boolean;
  readonly iterations: number;
  readonly scale: number;
  readonly weightDecay: number;
}

/** A weight as a matrix: everything that leads to an output, by the outputs. */
function matrixShape(shape: Shape): readonly [number, number] {
  const columns = shape.at(-1)!;
  return [sizeOf(shape) / columns, columns];
}

/**
 * Momentum whose step is made orthogonal: every direction of a weight matrix moves equally far.
 * For weights of two and more axes; a kernel `[height, width, in, out]` counts as `[height width in, out]`. Biases and other vectors go by `adam`.
 * (Keras's Muon leaves kernels of four axes to Adam, too.)
 *
 * `m = momentum m + g`, `s = orthogonalize(g + momentum m)` (or of `m` without nesterov), `w = w - rate weightDecay w - rate scale sqrt(max(rows, columns)) s`.
 * @see Jordan and others, Muon, 2024, and Liu and others, Muon is scalable for LLM training, 2025, arXiv 2502.16982
 */
export const muon: OptimizerDefinition<"muon", MuonParameters> = {
  id: "muon",
  summary: "Momentum whose step is made orthogonal, for matrices and kernels; everything else goes by Adam.",
  parameters: {
    ...adam.parameters,
    momentum: decay("Decay of the sum of gradients.", 0.95),
    nesterov: { kind: "boolean", summary: "Whether the step looks one step ahead.", default: true },
    iterations: {
      kind: "int",
      summary: "Iterations of Newton and Schulz that make a step orthogonal.",
      minimum: 1,
      maximum: 20,
      default: 5,
    },
    scale: {
      kind: "float",
      summary: "Root mean square of a step over the rate; 0.2 is about that of Adam.",
      minimum: 0,
      exclusiveMinimum: true,
      default: 0.2,
    },
    weightDecay: weightDecay(0.004),
  },
  documentation: {
    formula:
      "m = momentum m + g; s = orthogonalize(g + momentum m); w = w - learningRate weightDecay w - learningRate scale sqrt(max(rows, columns)) s",
    advice:
      "Takes the rate and the weight decay of `adamw` and often needs fewer epochs; a step costs a few matrix products more. Vectors are left to `adam`.",
    reference:
      "Jordan and others, Muon: an optimizer for hidden layers in neural networks, 2024; Liu and others, Muon is scalable for LLM training, 2025, arXiv 2502.16982",
    example: { muon: { learningRate: 0.002 } },
  },
  build: (context, build) => {
    const { parameters } = context;
    const { momentum, nesterov, iterations, scale } = parameters;
    const decayed = decayWeights(context, parameters.weightDecay);
    const vectors = context.weights.filter(({ value }) => value.shape.length < 2);
    if (vectors.length > 0) {
      adam.build({ ...decayed, weights: vectors }, build);
    }
    for (const weight of context.weights) {
      const { name, value, gradient } = weight;
      if (value.shape.length >= 2) {
        const sums = context.slot(`sum.${name}`, value.shape, 0);
        const next = add(mul(sums.value, momentum), gradient);
        sums.assign(next);
        const shape = matrixShape(value.shape);
        const direction = nesterov ? add(gradient, mul(next, momentum)) : next;
        const step = reshape(orthogonalize(reshape(direction, shape), iterations), value.shape);
        const rate = mul(context.learningRate, Math.sqrt(Math.max(...shape)) * scale);
        decayed.assign(weight, sub(value, mul(step, rate)));
      }
    }
  },
};
