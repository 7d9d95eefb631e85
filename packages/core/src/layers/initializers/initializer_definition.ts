import type { Initializer } from "../../graph/initializer.ts";
import type { EntryDefinition } from "../../parameters/entry_definition.ts";

/** How many numbers an element of a layer's output depends on, and how many elements each number of the input goes into. */
export interface Fans {
  readonly fanIn: number;
  readonly fanOut: number;
}

/** One way to draw the first values of a weight. */
export interface InitializerDefinition<TId extends string, TParameters>
  extends EntryDefinition<TId, TParameters> {
  readonly build: (parameters: TParameters, fans: Fans) => Initializer;
}
