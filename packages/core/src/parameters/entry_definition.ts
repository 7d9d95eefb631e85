import type { Documentation } from "./documentation.ts";
import type { OneKey } from "./one_key.ts";
import type { ParameterInput, ParameterSchema } from "./parameter_definition.ts";
import type { ParameterProblem } from "./registry_entry.ts";

/**
 * What every entry of a registry says of itself; a kind adds its pure functions.
 * `TInput` is what a person writes for the parameters; by default each has a default.
 */
export interface EntryDefinition<
  TId extends string,
  TParameters,
  TInput extends object = ParameterInput<TParameters, never>,
> {
  /** Key in specs and in GraphQL. */
  readonly id: TId;
  /** One sentence. */
  readonly summary: string;
  readonly parameters: ParameterSchema<TParameters>;
  readonly documentation: Documentation<{ readonly [TKey in TId]: TInput }>;
  /** What does not go together among valid parameters. @default {nothing} */
  readonly check?: (parameters: TParameters) => ParameterProblem | null;
}

/** Parameters of an entry that has none. */
export type NoParameters = Readonly<Record<never, never>>;

/** The parameters that a definition is of, complete. */
export type ParametersOf<TDefinition> =
  TDefinition extends EntryDefinition<string, infer TParameters, infer _TInput> ? TParameters : never;

/** The parameters that a definition is of, as a person writes them. */
export type InputOf<TDefinition> =
  TDefinition extends EntryDefinition<string, infer _TParameters, infer TInput> ? TInput : never;

/** One entry of a spec, complete, from the definitions by id: `{ cosine: { epochs: 0, floor: 0 } }`. */
export type SpecOf<TDefinitions> = OneKey<{
  [TId in keyof TDefinitions]: ParametersOf<TDefinitions[TId]>;
}>;

/** One entry of a spec as a person writes it, from the definitions by id: only what has no default must be there. */
export type SpecInputOf<TDefinitions> = OneKey<{
  [TId in keyof TDefinitions]: InputOf<TDefinitions[TId]>;
}>;

/** A registry of entries that are data alone, by id; that each is under its own id is checked by this type. */
export type EntriesOf<TDefinitions> = {
  readonly [TId in keyof TDefinitions & string]: EntryDefinition<
    TId,
    ParametersOf<TDefinitions[TId]>,
    InputOf<TDefinitions[TId]>
  >;
};
