import type { Engine } from "../../engines/engine.ts";
import { createReferenceEngine } from "../../engines/reference/create_reference_engine.ts";
import type { NamedTensors } from "../../graph/program.ts";
import type { CataloguedEntry } from "./catalogued_entry.ts";
import { ATTEMPTS, checkEngines, demandClose, ENGINES } from "./check_engines.ts";
import { Projection } from "./projection.ts";
import { type TracedVariation, tracedVariations } from "./traced_variations.ts";

/** What a layer gives, and its derivatives. */
async function runOn(engine: Engine, { trace }: TracedVariation, seed: number): Promise<NamedTensors> {
  const projection = await Projection.at(trace(), { seed, engine });
  try {
    return { ...(await projection.outputs()), ...(await projection.derivatives(projection.directions)) };
  } finally {
    projection.dispose();
  }
}

async function checkVariation(engine: Engine, variation: TracedVariation): Promise<void> {
  for (let seed = 1; ; seed++) {
    const expected = await runOn(createReferenceEngine(), variation, seed);
    try {
      return demandClose(await runOn(engine, variation, seed), expected);
    } catch (error) {
      if (seed === ATTEMPTS) {
        const what = `Engine ${engine.id} ${engine.mode} differs for ${variation.title}`;
        throw new Error(`${what}. ${(error as Error).message}`, { cause: error });
      }
    }
  }
}

/** A network with the example is the same on every engine, and so are the layer alone, its derivatives, and variations of it. */
export async function checkLayerEngines(entry: CataloguedEntry): Promise<void> {
  await checkEngines(entry);
  for (const variation of tracedVariations(entry)) {
    for (const engine of ENGINES) {
      await checkVariation(engine, variation);
    }
  }
}
