interface Batch {
  readonly keys: Map<unknown, number>;
  readonly results: Promise<readonly unknown[]>;
}

/** By the context of a request, and by what is loaded. */
const batches = new WeakMap<object, Map<unknown, Batch>>();

/**
 * Loads something of an owner. Whatever a request loads of the same kind in one tick is loaded at once, as the resolvers of
 * a list's items run in one tick: so a list takes as many statements as one item does.
 *
 * @param context That of the request.
 * @param kind What is loaded. Same kinds must come with equal loaders: the node of a field in the document does for a field with
 * arguments, as these are the same wherever it stands; for a field without, which may stand in a fragment of several lists, it does not.
 * @param owner Of what, as a text or a number.
 * @param load Gives one result an owner, in the order of the owners, each of which comes once.
 */
export async function loadTogether<Owner extends string | number, Result>(
  context: object,
  { kind, owner }: { readonly kind: unknown; readonly owner: Owner },
  load: (owners: readonly Owner[]) => Promise<readonly Result[]>,
): Promise<Result> {
  const ofContext = batches.get(context) ?? new Map<unknown, Batch>();
  batches.set(context, ofContext);
  let batch = ofContext.get(kind);
  if (batch === undefined) {
    const keys = new Map<unknown, number>();
    const results = new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
      ofContext.delete(kind);
      return load([...keys.keys()] as Owner[]);
    });
    batch = { keys, results };
    ofContext.set(kind, batch);
  }
  const { keys, results } = batch;
  const place = keys.get(owner) ?? keys.size;
  keys.set(owner, place);
  return (await results)[place] as Result;
}
