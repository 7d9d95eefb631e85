import type { CatalogueEntry, CatalogueKind } from "@convzoo/core";
import type { Recipe } from "../recipe.ts";

/** Two recipes that differ in one technique. */
export interface Trial {
  /** The technique as the recipe has it. */
  readonly spec: object;
  readonly with: Recipe;
  readonly without: Recipe;
}

/** A technique that cannot be measured, and why. */
export interface NoTrial {
  readonly reason: string;
}

/** What a rule is told. */
export interface TrialContext {
  readonly entry: CatalogueEntry;
  /** The entry's example, or what stands for it where the example suits another kind of training. */
  readonly example: Readonly<Record<string, object>>;
  readonly baseline: Recipe;
}

/** How techniques of one kind enter the reference CNN. */
export type TrialRule = (context: TrialContext) => Trial | NoTrial;

/** One rule for every kind: a new kind does not compile without. */
export type TrialRules = Readonly<Record<CatalogueKind, TrialRule>>;
