import { initializeState } from "../../programs/initialize_state.ts";
import { trainingProgram } from "../../programs/training_program.ts";
import { type CataloguedEntry, exampleOf } from "./catalogued_entry.ts";
import { demand } from "./demand.ts";
import { readInPlace, type Variant } from "./entry_place.ts";
import { trainVariant } from "./train_variant.ts";

/** The variant that an entry's example is part of. */
export function variantOf(entry: CataloguedEntry): Variant {
  const { variant } = readInPlace(entry, exampleOf(entry));
  demand(variant !== null, "its kind must stand in a spec", entry.kind);
  return variant;
}

/** Names of the weights that a training moves, with their first values. */
function firstWeights({ model, train }: Variant, seed: number): Map<string, ArrayLike<number>> {
  const program = trainingProgram(model, train, { train: [1], evaluate: [] });
  const moved = new Set(Object.keys(program.entries["train:1"]!.updates));
  const first = Object.entries(initializeState(program, seed));
  return new Map(first.filter(([name]) => name.startsWith("layers.") && moved.has(name)));
}

/**
 * A network with the example in it trains for some steps: each loss is finite, and so is every weight; each that may move has moved.
 * It holds of weights whose gradient is not zero in exact arithmetic, so examples put no bias before a normalisation.
 */
export async function checkExample(entry: CataloguedEntry): Promise<void> {
  const variant = variantOf(entry);
  const { losses, weights } = await trainVariant(variant, 1);
  demand(losses.length > 1, "its training must take steps", losses.length);
  demand(losses.every(Number.isFinite), "each loss must be finite", losses);
  for (const [name, first] of firstWeights(variant, 1)) {
    const last = weights[name]!;
    demand(last.every(Number.isFinite), `${name} must be finite`, [...last].slice(0, 8));
    demand(
      last.some((value, index) => value !== first[index]),
      `${name} must move`,
      [...last].slice(0, 8),
    );
  }
}
