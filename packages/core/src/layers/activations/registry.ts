import { registryOf } from "../../parameters/registry_of.ts";
import type { ActivationDefinition } from "./activation_definition.ts";
import * as allActivations from "./all_activations.ts";

/** Id of an activation: the word for it in specs and in GraphQL. */
export type ActivationId = keyof typeof allActivations;

/** Every activation by id. */
export const ACTIVATIONS: { readonly [TId in ActivationId]: ActivationDefinition<TId> } =
  registryOf(allActivations);

/** Ids of the activations in the registry's order. */
export const ACTIVATION_IDS: readonly ActivationId[] = Object.keys(ACTIVATIONS) as ActivationId[];
