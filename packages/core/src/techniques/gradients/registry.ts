import type { InputOf, ParametersOf, SpecInputOf, SpecOf } from "../../parameters/entry_definition.ts";
import type { RegistryEntry } from "../../parameters/registry_entry.ts";
import { registryOf } from "../../parameters/registry_of.ts";
import * as allGradients from "./all_gradients.ts";
import type { GradientDefinition } from "./gradient_definition.ts";
import { GRADIENT_PLACES, type GradientPlace } from "./gradient_places.ts";

type Definitions = typeof allGradients;

/** Id of a gradient technique: its key in specs and in GraphQL. */
export type GradientId = keyof Definitions;

/** A gradient technique of a spec, complete: `{ clipByNorm: { norm: 1 } }`. */
export type GradientSpec = SpecOf<Definitions>;

/** A gradient technique as a person writes it. */
export type GradientSpecInput = SpecInputOf<Definitions>;

/** Every gradient technique by id. */
export const GRADIENTS: {
  readonly [TId in GradientId]: GradientDefinition<
    TId,
    ParametersOf<Definitions[TId]>,
    InputOf<Definitions[TId]>
  >;
} = registryOf(allGradients);

const IDS = Object.keys(GRADIENTS) as GradientId[];
const PLACES = Object.keys(GRADIENT_PLACES) as GradientPlace[];

/** Ids of the gradient techniques in the order in which they are put around one another, the outermost first. */
export const GRADIENT_IDS: readonly GradientId[] = PLACES.flatMap((place) =>
  IDS.filter((id) => GRADIENTS[id].place === place),
);

/** The gradient techniques as a list for generators. */
export const gradientRegistry: readonly RegistryEntry[] = Object.values(GRADIENTS);
