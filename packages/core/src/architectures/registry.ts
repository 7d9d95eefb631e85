import type { ParametersOf } from "../parameters/entry_definition.ts";
import { parseEntry } from "../parameters/parse_parameters.ts";
import type { RegistryEntry } from "../parameters/registry_entry.ts";
import { registryOf } from "../parameters/registry_of.ts";
import type { ModelSpec } from "../spec/model_spec.ts";
import { parseModelSpec } from "../spec/parse_model_spec.ts";
import * as allArchitectures from "./all_architectures.ts";
import type { ArchitectureDefinition, ArchitectureTask } from "./architecture_definition.ts";

type Definitions = typeof allArchitectures;

/** Id of an architecture. */
export type ArchitectureId = keyof Definitions;

/** Every architecture by id. */
export const ARCHITECTURES: {
  readonly [TId in ArchitectureId]: ArchitectureDefinition<TId, ParametersOf<Definitions[TId]>>;
} = registryOf(allArchitectures);

/** The architectures as a list for generators. */
export const architectureRegistry: readonly RegistryEntry[] = Object.values(ARCHITECTURES);

/**
 * Makes a network of a family.
 * @param id Which family.
 * @param task What goes in and what comes out.
 * @param parameters Those of the family; each has a default.
 * @throws {SpecError} If a parameter is not valid, or the images are too small for the network.
 * @example Usage
 * ```ts
 * const resnet20 = buildArchitecture("resnet", { input: { height: 32, width: 32, channels: 3 }, classes: 10 }, { blocks: 3 });
 * ```
 */
export function buildArchitecture<TId extends ArchitectureId>(
  id: TId,
  task: ArchitectureTask,
  parameters: Partial<ParametersOf<Definitions[TId]>> = {},
): ModelSpec {
  const location = { action: `Cannot build architecture "${id}"`, path: id };
  const complete = parseEntry(parameters, ARCHITECTURES[id] as RegistryEntry, location);
  const { input, classes, preprocess } = task;
  const layers = ARCHITECTURES[id].layers(task, complete as never);
  return parseModelSpec({ input, preprocess, layers, classes });
}
