import type { Initializer } from "../../graph/initializer.ts";
import type { ParametersOf, SpecOf } from "../../parameters/entry_definition.ts";
import type { TechniqueParameter } from "../../parameters/parameter_definition.ts";
import { registryOf } from "../../parameters/registry_of.ts";
import * as allInitializers from "./all_initializers.ts";
import type { Fans, InitializerDefinition } from "./initializer_definition.ts";

type Definitions = typeof allInitializers;

/** An initialiser of a spec, complete: `{ heNormal: {} }`. */
export type InitializerSpec = SpecOf<Definitions>;

/** Every initialiser by id. */
export const INITIALIZERS: {
  readonly [TId in keyof Definitions]: InitializerDefinition<TId, ParametersOf<Definitions[TId]>>;
} = registryOf(allInitializers);

/** Definition of a parameter that names an initialiser. */
export function initializerParameter(summary: string, initial: InitializerSpec): TechniqueParameter {
  return { kind: "technique", typeName: "Initializer", registry: INITIALIZERS, summary, default: initial };
}

/** How a weight of a layer gets its first values. */
export function buildInitializer(spec: InitializerSpec, fans: Fans): Initializer {
  const [id, parameters] = Object.entries(spec)[0]!;
  const definition = INITIALIZERS[id as keyof Definitions] as InitializerDefinition<
    string,
    typeof parameters
  >;
  return definition.build(parameters, fans);
}
