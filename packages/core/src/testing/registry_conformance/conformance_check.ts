import type { CataloguedEntry } from "./catalogued_entry.ts";

/** What a suite looks at, one thing after another. */
export type Aspect =
  | "documentation"
  | "example"
  | "effect"
  | "shape"
  | "gradient"
  | "engines"
  | "round trip"
  | "seeds"
  | "wrong values";

/** A check of one entry. Rejects, or throws, if the entry breaks the rule. */
export type EntryCheck = (entry: CataloguedEntry) => Promise<void> | void;

/** A check that has no meaning for a kind, and why. */
export interface NotMeant {
  readonly notMeant: string;
}
