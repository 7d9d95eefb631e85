import type { RegistryEntry } from "./registry_entry.ts";

/** What every parameter says of itself. */
interface Described {
  /** One sentence for docs and for GraphQL. */
  readonly summary: string;
}

/** A whole number. */
export interface IntParameter extends Described {
  readonly kind: "int";
  readonly minimum?: number;
  readonly maximum?: number;
  readonly default?: number;
}

/** A finite number. */
export interface FloatParameter extends Described {
  readonly kind: "float";
  readonly minimum?: number;
  readonly maximum?: number;
  /** Whether the minimum itself is not valid. */
  readonly exclusiveMinimum?: boolean;
  /** Whether the maximum itself is not valid. */
  readonly exclusiveMaximum?: boolean;
  readonly default?: number;
}

/** True or false. */
export interface BooleanParameter extends Described {
  readonly kind: "boolean";
  readonly default?: boolean;
}

/** One of a list of words. */
export interface EnumParameter<TValue extends string = string> extends Described {
  readonly kind: "enum";
  /** Name of the type in GraphQL, such as `Activation`. */
  readonly typeName: string;
  readonly values: readonly TValue[];
  readonly default?: TValue;
}

/** Height and width, whole numbers; one number stands for both. */
export interface Size2dParameter extends Described {
  readonly kind: "size2d";
  readonly minimum: number;
  readonly default?: readonly [number, number];
}

/** Optional text. */
export interface TextParameter extends Described {
  readonly kind: "text";
  readonly maximumLength: number;
  readonly default?: string;
}

/** A list of finite numbers. */
export interface FloatsParameter extends Described {
  readonly kind: "floats";
  /** Smallest number. */
  readonly minimum: number;
  readonly minimumLength: number;
  readonly default?: readonly number[];
}

/** A list of texts. */
export interface TextsParameter extends Described {
  readonly kind: "texts";
  /** Longest text. */
  readonly maximumLength: number;
  readonly minimumLength: number;
  readonly default?: readonly string[];
}

/** A list of layers within a layer. */
export interface LayersParameter extends Described {
  readonly kind: "layers";
  /** Fewest layers; with 0 it may be left out. */
  readonly minimum: 0 | 1;
}

/** Several lists of layers within a layer. */
export interface BranchesParameter extends Described {
  readonly kind: "branches";
  /** Fewest lists. */
  readonly minimum: number;
}

/** One technique of a registry with its parameters: an object with one key, such as `{ heNormal: {} }`. */
export interface TechniqueParameter extends Described {
  readonly kind: "technique";
  /** Name of the type in GraphQL, without `Input`: `Initializer`. */
  readonly typeName: string;
  readonly registry: Readonly<Record<string, RegistryEntry>>;
  /** What stands for a parameter that is not given; null: none of them. */
  readonly default: Readonly<Record<string, object | undefined>> | null;
}

/** One parameter of a layer or a technique: what is valid, the default (none: it must be given), and its words. */
export type ParameterDefinition =
  | IntParameter
  | FloatParameter
  | BooleanParameter
  | EnumParameter
  | Size2dParameter
  | TextParameter
  | FloatsParameter
  | TextsParameter
  | LayersParameter
  | BranchesParameter
  | TechniqueParameter;

type DefinitionFor<TValue> = [TValue] extends [boolean]
  ? BooleanParameter
  : [TValue] extends [number]
    ? IntParameter | FloatParameter
    : [TValue] extends [string]
      ? string extends TValue
        ? TextParameter
        : EnumParameter<TValue>
      : [TValue] extends [readonly [number, number]]
        ? Size2dParameter
        : [TValue] extends [readonly number[]]
          ? FloatsParameter
          : [TValue] extends [readonly string[]]
            ? TextsParameter
            : [TValue] extends [readonly (readonly unknown[])[]]
              ? BranchesParameter
              : [TValue] extends [readonly unknown[]]
                ? LayersParameter
                : TechniqueParameter;

/** The definitions of an object's parameters, by name; typed by the object. */
export type ParameterSchema<TParameters> = {
  readonly [TName in keyof TParameters]-?: DefinitionFor<TParameters[TName]>;
};

type Loose<TValue> = TValue extends readonly [number, number] ? TValue | number : TValue;

/** What may be written for parameters: required ones must be there, a size may be one number. */
export type ParameterInput<TParameters, TRequired extends keyof TParameters> = {
  readonly [TName in TRequired]: Loose<TParameters[TName]>;
} & { readonly [TName in Exclude<keyof TParameters, TRequired>]?: Loose<TParameters[TName]> | undefined };
