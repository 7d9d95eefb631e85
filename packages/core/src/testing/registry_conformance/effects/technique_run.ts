import { createReferenceEngine } from "../../../engines/reference/create_reference_engine.ts";
import type { NamedTensors } from "../../../graph/program.ts";
import { parseTrainSpec } from "../../../spec/parse_train_spec.ts";
import { servedName } from "../../../techniques/gradients/apply_gradients.ts";
import { uniform } from "../../case_tensor.ts";
import { UpdateRun } from "../../update_program.ts";

/** A kernel and a bias, named as those of a network's first layer. */
export const SHAPES = { "layers.0.kernel": [4, 3], "layers.0.bias": [3] } as const;

/** First values of these weights, far enough from 0 to be seen to move. */
export function firstWeights(scale = 1): Record<keyof typeof SHAPES, Float32Array> {
  const draw = (shape: readonly number[], seed: number): Float32Array =>
    uniform(shape, seed, [0.5 * scale, 1.5 * scale]).data as Float32Array;
  return {
    "layers.0.kernel": draw(SHAPES["layers.0.kernel"], 1),
    "layers.0.bias": draw(SHAPES["layers.0.bias"], 2),
  };
}

/**
 * Takes steps on `sum(slope w^2) / 2`, whose gradient is `slope w`.
 * @returns The weights that would be served, after each step.
 */
export async function descend(
  train: object,
  options: { readonly steps: number; readonly rate: number; readonly slope: number; readonly scale?: number },
): Promise<readonly NamedTensors[]> {
  const { steps, rate, slope, scale = 1 } = options;
  const spec = parseTrainSpec(train);
  const run = await UpdateRun.start(createReferenceEngine(), spec, {
    shapes: SHAPES,
    initial: firstWeights(scale),
  });
  const served: NamedTensors[] = [];
  try {
    for (let step = 0; step < steps; step++) {
      const weights = await run.state(Object.keys(SHAPES));
      const gradients = Object.entries(weights).map(([name, data]) => [
        name,
        Float32Array.from(data, (value) => slope * value),
      ]);
      await run.step(Object.fromEntries(gradients), rate);
      const state = await run.state();
      served.push(
        Object.fromEntries(
          Object.keys(SHAPES).map((name) => [name, state[servedName(spec.gradients, name)]!]),
        ),
      );
    }
  } finally {
    run.dispose();
  }
  return served;
}

/** Half the sum of squares of weights. */
export function parabola(weights: NamedTensors): number {
  let total = 0;
  for (const data of Object.values(weights)) {
    for (const value of data) {
      total += (value * value) / 2;
    }
  }
  return total;
}
