import type { CatalogueKind } from "../../catalogue/catalogue.ts";
import { cataloguedEntries } from "./catalogued_entry.ts";
import type { Aspect } from "./conformance_check.ts";
import { CONFORMANCE } from "./conformance_table.ts";

/** One check of one entry of a registry. */
export interface ConformanceCheck {
  readonly kind: CatalogueKind;
  readonly id: string;
  readonly aspect: Aspect;
  /** Rejects if the entry breaks the rule. */
  readonly check: () => Promise<void>;
}

/** An aspect that has no meaning for a kind. */
export interface ConformanceGap {
  readonly kind: CatalogueKind;
  readonly aspect: Aspect;
  /** Why. */
  readonly reason: string;
}

/**
 * Everything that is checked of every entry of every registry; a new entry is covered by being in its registry.
 * @example Usage
 * ```ts
 * test.each(registryConformance())("$kind $id: $aspect", ({ check }) => check());
 * ```
 */
export function registryConformance(): readonly ConformanceCheck[] {
  return cataloguedEntries().flatMap((entry) =>
    Object.entries(CONFORMANCE[entry.kind]).flatMap(([aspect, check]) =>
      typeof check === "function"
        ? [
            {
              kind: entry.kind,
              id: entry.id,
              aspect: aspect as Aspect,
              check: async () => await check(entry),
            },
          ]
        : [],
    ),
  );
}

/** What is not checked of a kind, and why. */
export function conformanceGaps(): readonly ConformanceGap[] {
  return Object.entries(CONFORMANCE).flatMap(([kind, row]) =>
    Object.entries(row).flatMap(([aspect, check]) =>
      typeof check === "function"
        ? []
        : [{ kind: kind as CatalogueKind, aspect: aspect as Aspect, reason: check.notMeant }],
    ),
  );
}
