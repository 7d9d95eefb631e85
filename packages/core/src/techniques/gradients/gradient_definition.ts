import type { EntryDefinition } from "../../parameters/entry_definition.ts";
import type { ParameterInput } from "../../parameters/parameter_definition.ts";
import type { UpdateContext } from "../optimizers/optimizer_definition.ts";
import type { FreezeContext, FrozenPart } from "./frozen_part.ts";
import type { GradientPlace } from "./gradient_places.ts";

/** What a gradient technique works on. */
export interface GradientContext<TParameters> {
  readonly parameters: TParameters;
  /** The update as everything outside of this technique wants it. */
  readonly context: UpdateContext;
  /** Slots of this technique's own. */
  readonly slot: UpdateContext["slot"];
}

/** One technique between the gradients and the weights: it hands the optimizer other gradients, or takes other weights from it. */
export interface GradientDefinition<
  TId extends string,
  TParameters,
  TInput extends object = ParameterInput<TParameters, never>,
> extends EntryDefinition<TId, TParameters, TInput> {
  /** Where it stands between gradients and weights: what it is put around, and what is put around it. */
  readonly place: GradientPlace;
  /** The slot whose value is evaluated and saved in place of a weight. @default {none: the weight itself} */
  readonly served?: (weight: string) => string;
  /**
   * What it leaves as it is during an epoch: the training takes another program whenever that changes.
   * @default {nothing}
   * @throws {SpecError} If the network does not have the layers.
   */
  readonly frozen?: (parameters: TParameters, context: FreezeContext) => FrozenPart;
  /** The context for what is inside: other techniques, at last the optimizer. */
  readonly apply: (context: GradientContext<TParameters>) => UpdateContext;
}
