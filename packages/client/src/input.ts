import type { Scalars, Schema } from "./document.ts";

type Types = Schema["types"];

interface BuiltInScalars {
  readonly ID: string;
  readonly String: string;
  readonly Boolean: boolean;
  readonly Int: number;
  readonly Float: number;
}

interface Field {
  readonly name: string;
  readonly type: unknown;
  readonly defaultValue: unknown;
}

type FieldsOf<Name extends keyof Types> = Types[Name] extends { inputFields: readonly (infer Each)[] }
  ? Extract<Each, Field>
  : never;

type RequiredField<Each> = Each extends { type: { kind: "NON_NULL" }; defaultValue: null } ? Each : never;

type ValueOf<Type> = Type extends { kind: "NON_NULL"; ofType: infer Inner }
  ? PresentValueOf<Inner>
  : PresentValueOf<Type> | null;

type PresentValueOf<Type> = Type extends { kind: "LIST"; ofType: infer Item }
  ? readonly ValueOf<Item>[]
  : Type extends { name: infer Name extends string }
    ? NamedValue<Name>
    : never;

type NamedValue<Name extends string> = Name extends keyof BuiltInScalars
  ? BuiltInScalars[Name]
  : Name extends keyof Scalars
    ? Scalars[Name]
    : Name extends keyof Types
      ? Types[Name] extends { enumValues: infer Value }
        ? Value
        : InputOf<Name>
      : never;

type Flat<T> = { [Key in keyof T]: T[Key] };

type PlainInput<Each extends Field> = Flat<
  { readonly [One in RequiredField<Each> as One["name"]]: ValueOf<One["type"]> } & {
    readonly [One in Exclude<Each, RequiredField<Each>> as One["name"]]?: ValueOf<One["type"]>;
  }
>;

type OneOfInput<Each extends Field, Name extends string = Each["name"]> = Each extends Field
  ? Flat<
      { readonly [One in Each as One["name"]]: PresentValueOf<One["type"]> } & {
        readonly [Other in Exclude<Name, Each["name"]>]?: never;
      }
    >
  : never;

/**
 * The exact type of an input of the schema.
 * Where the schema says that one key must be set (`@oneOf`), an object with two keys does not compile, and fields with a
 * default value may be left out.
 * @typeParam Name The name of the input type, such as `"LayerInput"`.
 */
export type InputOf<Name extends keyof Types> = Types[Name] extends { isOneOf: true }
  ? OneOfInput<FieldsOf<Name>>
  : PlainInput<FieldsOf<Name>>;
