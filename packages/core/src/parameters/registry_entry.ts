import type { ParameterDefinition } from "./parameter_definition.ts";

/** What generators (GraphQL inputs, docs) need of a registry's entry, whatever its kind. */
export interface RegistryEntry {
  readonly id: string;
  readonly summary: string;
  readonly parameters: Readonly<Record<string, ParameterDefinition>>;
  /** What does not go together among valid parameters. @default {nothing} */
  readonly check?: (parameters: never) => ParameterProblem | null;
}

/** A parameter that does not go with another. */
export interface ParameterProblem {
  readonly parameter: string;
  /** What must hold, after the parameter's name: `have one entry more than boundaries`. */
  readonly rule: string;
}
