import type { Initializer } from "../../graph/initializer.ts";
import type { Documentation } from "../../parameters/documentation.ts";
import type { ParameterSchema } from "../../parameters/parameter_definition.ts";

/** How many numbers an element of a layer's output depends on, and how many elements each number of the input goes into. */
export interface Fans {
  readonly fanIn: number;
  readonly fanOut: number;
}

/** One way to draw the first values of a weight. */
export interface InitializerDefinition<TId extends string, TParameters> {
  /** Key in specs and in GraphQL. */
  readonly id: TId;
  /** One sentence. */
  readonly summary: string;
  readonly documentation: Documentation;
  readonly parameters: ParameterSchema<TParameters>;
  readonly build: (parameters: TParameters, fans: Fans) => Initializer;
}
