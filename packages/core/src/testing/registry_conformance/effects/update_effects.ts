import { learningRateOf } from "../../../techniques/optimizers/build_optimizer.ts";
import type { OptimizerSpec } from "../../../techniques/optimizers/registry.ts";
import { type CataloguedEntry, exampleOf } from "../catalogued_entry.ts";
import { variantOf } from "../check_example.ts";
import { demand } from "../demand.ts";
import { readInPlace } from "../entry_place.ts";
import { descend, firstWeights, parabola } from "./technique_run.ts";
import { changesTraining, differ } from "./training_effects.ts";

/** An optimizer with the example's rate gets nearer to the bottom of a parabola. */
export async function checkOptimizerEffect(entry: CataloguedEntry): Promise<void> {
  const optimizer = exampleOf(entry);
  const rate = learningRateOf(readInPlace(entry, optimizer).complete as unknown as OptimizerSpec);
  const served = await descend({ optimizer }, { steps: 50, rate, slope: 1 });
  const [before, after] = [parabola(firstWeights()), parabola(served.at(-1)!)];
  demand(after < before * 0.99, `50 steps must bring the loss from ${before} below ${before * 0.99}`, after);
}

/**
 * A gradient technique makes other weights: of a network's training, as what freezes layers does, or of steps down a slope so steep that
 * whatever limits gradients is at work.
 */
export async function checkGradientEffect(entry: CataloguedEntry): Promise<void> {
  const optimizer = { sgd: { learningRate: 0.01 } };
  const steep = { steps: 3, rate: 0.01, slope: 10 };
  const plain = await descend({ optimizer }, steep);
  const changed = await descend({ optimizer, gradients: [exampleOf(entry)] }, steep);
  const isOther =
    differ(changed.at(-1)!, plain.at(-1)!) || (await changesTraining(variantOf(entry), { gradients: [] }));
  demand(isOther, "it must make other weights", entry.id);
}

/** A constraint changes kernels that are far too large, leaves them once they satisfy it, and never touches a bias. */
export async function checkConstraintEffect(entry: CataloguedEntry): Promise<void> {
  const constraint = exampleOf(entry);
  const scale = 100;
  const still = { steps: 2, rate: 0, slope: 0, scale };
  const [first, second] = (await descend({ optimizer: { sgd: {} }, constraint }, still)) as [
    Record<string, Float32Array>,
    Record<string, Float32Array>,
  ];
  const given = firstWeights(scale);
  const kernel = first["layers.0.kernel"]!;
  demand(
    kernel.some((value, at) => value !== given["layers.0.kernel"][at]),
    "it must change a large kernel",
    [...kernel],
  );
  const isStill = second["layers.0.kernel"]!.every(
    (value, at) => Math.abs(value - kernel[at]!) <= 1e-5 * Math.abs(kernel[at]!),
  );
  demand(isStill, "it must leave a kernel that satisfies it", [...second["layers.0.kernel"]!]);
  demand(
    first["layers.0.bias"]!.every((value, at) => value === given["layers.0.bias"][at]),
    "it must leave a bias",
  );
}
