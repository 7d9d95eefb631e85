import type { InputOf, ParametersOf, SpecInputOf, SpecOf } from "../parameters/entry_definition.ts";
import type { RegistryEntry } from "../parameters/registry_entry.ts";
import { registryOf } from "../parameters/registry_of.ts";
import * as allLayers from "./all_layers.ts";
import type { LayerDefinition } from "./layer_definition.ts";

type Definitions = typeof allLayers;

/** Id of a layer: its key in specs and in GraphQL. */
export type LayerId = keyof Definitions;

/** One layer of a spec, complete: `{ conv2d: { filters: 32, ... } }`. */
export type LayerSpec = SpecOf<Definitions>;

/** One layer as a person writes it: only what has no default must be there. */
export type LayerSpecInput = SpecInputOf<Definitions>;

/** Every layer by id. */
export const LAYERS: {
  readonly [TId in LayerId]: LayerDefinition<TId, ParametersOf<Definitions[TId]>, InputOf<Definitions[TId]>>;
} = registryOf(allLayers);

/** Ids of the layers in the registry's order. */
export const LAYER_IDS: readonly LayerId[] = Object.keys(LAYERS) as LayerId[];

/** The layers as a list for generators. */
export const layerRegistry: readonly RegistryEntry[] = Object.values(LAYERS);
