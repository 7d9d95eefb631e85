import type { ParametersOf, SpecInputOf, SpecOf } from "../../parameters/entry_definition.ts";
import type { RegistryEntry } from "../../parameters/registry_entry.ts";
import { registryOf } from "../../parameters/registry_of.ts";
import * as allAugmentations from "./all_augmentations.ts";
import type { AugmentationDefinition } from "./augmentation_definition.ts";

type Definitions = typeof allAugmentations;

/** Id of an augmentation: its key in specs and in GraphQL. */
export type AugmentationId = keyof Definitions;

/** An augmentation of a spec, complete: `{ rotate: { degrees: 10, fill: 0 } }`. */
export type AugmentationSpec = SpecOf<Definitions>;

/** An augmentation as a person writes it: every parameter has a default. */
export type AugmentationSpecInput = SpecInputOf<Definitions>;

/** Every augmentation by id. */
export const AUGMENTATIONS: {
  readonly [TId in AugmentationId]: AugmentationDefinition<TId, ParametersOf<Definitions[TId]>>;
} = registryOf(allAugmentations);

/** Ids of the augmentations in the registry's order. */
export const AUGMENTATION_IDS: readonly AugmentationId[] = Object.keys(AUGMENTATIONS) as AugmentationId[];

/** The augmentations as a list for generators. */
export const augmentationRegistry: readonly RegistryEntry[] = Object.values(AUGMENTATIONS);
