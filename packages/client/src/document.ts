import type { initGraphQLTada, ResultOf as TadaResultOf, VariablesOf as TadaVariablesOf } from "gql.tada";
import type { introspection } from "./generated/graphql-env.d.ts";

/** Any value of JSON. */
export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

/** The TypeScript types of the schema's own scalars. */
export interface Scalars {
  readonly DateTime: string;
  readonly File: Blob;
  readonly JSON: JsonValue;
  /** `{}` */
  readonly NoParameters: Readonly<Record<never, never>>;
}

/** The schema that every document of the client is checked against; generated from the server's `schema.graphql`. */
export type Schema = introspection;

/** Only its type is used: a document stays the string that it is, and no parser is shipped. */
declare const graphql: initGraphQLTada<{ introspection: Schema; scalars: Scalars; disableMasking: true }>;

// `graphql` has a second signature, for documents that gql.tada has cached in a file; the compiler asks that `Source` fits
// both, although only the first is left once the call is typed.
// @ts-expect-error No document is cached, so no `Source` fits that other signature.
type TypedDocument<Source extends string> = ReturnType<typeof graphql<Source, []>>;

/** Marks what cannot be worked out from a `string` whose text is not known to the compiler. */
type IfLiteral<Source extends string, Known, Unknown> = string extends Source ? Unknown : Known;

type DeepReadonly<T> = T extends Blob
  ? T
  : T extends readonly (infer Item)[]
    ? readonly DeepReadonly<Item>[]
    : T extends object
      ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> }
      : T;

/** What a document answers; for a fragment, the object that it selects. */
export type ResultOf<Source extends string> = IfLiteral<
  Source,
  DeepReadonly<TadaResultOf<TypedDocument<Source>>>,
  Readonly<Record<string, unknown>>
>;

/** The variables that a document takes. */
export type VariablesOf<Source extends string> = IfLiteral<
  Source,
  DeepReadonly<TadaVariablesOf<TypedDocument<Source>>>,
  Readonly<Record<string, unknown>>
>;
