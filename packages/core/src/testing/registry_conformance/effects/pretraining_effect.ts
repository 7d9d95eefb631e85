import { initializeState } from "../../../programs/initialize_state.ts";
import { trainingProgram } from "../../../programs/training_program.ts";
import { headIndex } from "../../../spec/head_index.ts";
import { layerShapes } from "../../../spec/layer_shapes.ts";
import type { CataloguedEntry } from "../catalogued_entry.ts";
import { variantOf } from "../check_example.ts";
import { demand } from "../demand.ts";
import { trainVariant } from "../train_variant.ts";

/** Nothing of a pretraining is fed labels, the head stays as the seed made it, and the encoder becomes another than with labels. */
export async function checkPretrainingEffect(entry: CataloguedEntry): Promise<void> {
  const { model, train } = variantOf(entry);
  const program = trainingProgram(model, train, { train: [2], evaluate: [2] });
  for (const [name, { feeds }] of Object.entries(program.entries)) {
    demand(!("labels" in feeds) && "images" in feeds, `${name} must be fed images and no labels`, feeds);
  }
  const { weights } = await trainVariant({ model, train }, 1);
  const { weights: others } = await trainVariant({ model, train: { ...train, pretraining: null } }, 1);
  const first = initializeState(program, 1);
  const head = `layers.${headIndex(layerShapes(model))}.`;
  for (const [name, data] of Object.entries(weights)) {
    const compared = (name.startsWith(head) ? first : others)[name]!;
    const isSame = data.every((value, index) => value === compared[index]);
    demand(
      isSame === name.startsWith(head),
      `${name} must be ${isSame ? "other than with labels" : "as the seed made it"}`,
      [...data].slice(0, 8),
    );
  }
}
