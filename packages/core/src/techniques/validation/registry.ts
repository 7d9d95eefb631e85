import type { EntriesOf, SpecInputOf, SpecOf } from "../../parameters/entry_definition.ts";
import { registryOf } from "../../parameters/registry_of.ts";
import * as allValidations from "./all_validations.ts";

type Definitions = typeof allValidations;

/** Where the images come from that a training is watched on, complete: `{ split: { fraction: 0.1, seed: 0 } }`. */
export type ValidationSpec = SpecOf<Definitions>;

/** {@linkcode ValidationSpec} as a person writes it. */
export type ValidationSpecInput = SpecInputOf<Definitions>;

/** Every source of validation images by id. Data alone, as the training loop does the rest. */
export const VALIDATIONS: EntriesOf<Definitions> = registryOf(allValidations);
