import type { ParameterDefinition } from "./parameter_definition.ts";

/** What generators (GraphQL inputs, docs) need of a registry's entry, whatever its kind. */
export interface RegistryEntry {
  readonly id: string;
  readonly summary: string;
  readonly parameters: Readonly<Record<string, ParameterDefinition>>;
}
