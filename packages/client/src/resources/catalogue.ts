import type { ResultOf } from "../document.ts";
import type { CallOptions, Transport } from "../transport/transport.ts";

const fields = `kind key summary
  documentation { formula advice reference example }
  parameters {
    name kind summary isRequired default minimum maximum exclusiveMinimum exclusiveMaximum minimumLength maximumLength
    values typeName entriesKind
  }`;

/** One layer, technique, metric, architecture, sampler or engine, with all that a form needs. */
export type CatalogueEntry = ResultOf<`fragment F on CatalogueEntry { ${typeof fields} }`>;

/** What an entry of the catalogue is. */
export type CatalogueKind = CatalogueEntry["kind"];

/** Options of the catalogue. */
export type CatalogueOptions = CallOptions & {
  /** Only entries of this kind. */
  readonly kind?: CatalogueKind | undefined;
};

/** Lists what specs and sweeps can name, and the engines. */
export async function listCatalogue(
  transport: Transport,
  { kind, ...options }: CatalogueOptions = {},
): Promise<readonly CatalogueEntry[]> {
  const { catalogue } = await transport.query(
    `query Catalogue($kind: CatalogueKind) { catalogue(kind: $kind) { ${fields} } }`,
    { kind: kind ?? null },
    options,
  );
  return catalogue;
}
