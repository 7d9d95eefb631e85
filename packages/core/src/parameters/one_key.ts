/** An object with exactly one of some keys: `{ cosine: { ... } }`. */
export type OneKey<TTypes> = {
  [TId in keyof TTypes]: { readonly [TKey in TId]: TTypes[TId] } & {
    readonly [TOther in Exclude<keyof TTypes, TId>]?: never;
  };
}[keyof TTypes];
