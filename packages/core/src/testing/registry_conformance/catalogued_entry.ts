import { type CatalogueKind, REGISTRIES } from "../../catalogue/catalogue.ts";
import type { DocumentedEntry } from "../../catalogue/describe_entries.ts";
import type { SpecExample } from "../../parameters/documentation.ts";

/** An entry of a registry, whatever its kind. */
export interface CataloguedEntry {
  readonly kind: CatalogueKind;
  readonly id: string;
  readonly definition: DocumentedEntry;
}

/** Every entry of every registry. */
export function cataloguedEntries(): readonly CataloguedEntry[] {
  return Object.entries(REGISTRIES).flatMap(([kind, registry]) =>
    Object.entries(registry).map(([id, definition]) => ({ kind: kind as CatalogueKind, id, definition })),
  );
}

/** The example of an entry's documentation. */
export function exampleOf({ definition }: CataloguedEntry): SpecExample {
  return definition.documentation.example;
}
