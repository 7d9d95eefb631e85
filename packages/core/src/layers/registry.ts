import type { OneKey } from "../parameters/one_key.ts";
import type { RegistryEntry } from "../parameters/registry_entry.ts";
import * as allLayers from "./all_layers.ts";
import type { LayerDefinition } from "./layer_definition.ts";

type Definitions = typeof allLayers;

/** Id of a layer: its key in specs and in GraphQL. */
export type LayerId = keyof Definitions;

/** Parameters of a layer, complete. */
export type LayerParameters<TId extends LayerId> =
  Definitions[TId] extends LayerDefinition<string, infer TParameters, infer _TInput> ? TParameters : never;

/** Parameters of a layer as a person writes them: only what has no default must be there. */
type LayerInput<TId extends LayerId> =
  Definitions[TId] extends LayerDefinition<string, infer _TParameters, infer TInput> ? TInput : never;

/** One layer of a spec, complete: `{ conv2d: { filters: 32, ... } }`. */
export type LayerSpec = OneKey<{ [TId in LayerId]: LayerParameters<TId> }>;

/** One layer as a person writes it: only what has no default must be there. */
export type LayerSpecInput = OneKey<{ [TId in LayerId]: LayerInput<TId> }>;

/** Every layer by id. */
export const LAYERS: {
  readonly [TId in LayerId]: LayerDefinition<TId, LayerParameters<TId>, LayerInput<TId>>;
} = allLayers;

/** Ids of the layers in the registry's order. */
export const LAYER_IDS: readonly LayerId[] = Object.keys(LAYERS) as LayerId[];

/** The layers as a list for generators. */
export const layerRegistry: readonly RegistryEntry[] = LAYER_IDS.map(
  (id) => LAYERS[id] as unknown as RegistryEntry,
);
