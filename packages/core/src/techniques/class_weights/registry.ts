import type { EntriesOf, SpecInputOf, SpecOf } from "../../parameters/entry_definition.ts";
import { registryOf } from "../../parameters/registry_of.ts";
import * as allClassWeights from "./all_class_weights.ts";

type Definitions = typeof allClassWeights;

/** How much the examples of each class count, complete: `{ balanced: {} }`. */
export type ClassWeightsSpec = SpecOf<Definitions>;

/** {@linkcode ClassWeightsSpec} as a person writes it. */
export type ClassWeightsSpecInput = SpecInputOf<Definitions>;

/** Every way to weigh classes by id. Data alone, as the training loop does the rest. */
export const CLASS_WEIGHTS: EntriesOf<Definitions> = registryOf(allClassWeights);
