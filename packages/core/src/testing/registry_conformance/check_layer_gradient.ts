import type { CataloguedEntry } from "./catalogued_entry.ts";
import { checkDerivatives } from "./check_derivatives.ts";
import { tracedVariations } from "./traced_variations.ts";

/** Derivatives of a layer by its input and by each of its weights: of the example and of variations of it. */
export async function checkLayerGradient(entry: CataloguedEntry): Promise<void> {
  for (const { title, trace } of tracedVariations(entry)) {
    try {
      await checkDerivatives(trace(), 1);
    } catch (error) {
      throw new Error(`${title}: ${(error as Error).message}`, { cause: error });
    }
  }
}
