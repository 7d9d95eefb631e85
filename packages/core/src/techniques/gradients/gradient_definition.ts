import type { Documentation } from "../../parameters/documentation.ts";
import type { ParameterSchema } from "../../parameters/parameter_definition.ts";
import type { ParameterProblem } from "../../parameters/registry_entry.ts";
import type { UpdateContext } from "../optimizers/optimizer_definition.ts";
import type { FreezeContext, FrozenPart } from "./frozen_part.ts";

/** What a gradient technique works on. */
export interface GradientContext<TParameters> {
  readonly parameters: TParameters;
  /** The update as everything outside of this technique wants it. */
  readonly context: UpdateContext;
  /** Slots of this technique's own. */
  readonly slot: UpdateContext["slot"];
}

/** One technique between the gradients and the weights: it hands the optimizer other gradients, or takes other weights from it. */
export interface GradientDefinition<TId extends string, TParameters> {
  /** Key in specs and in GraphQL. */
  readonly id: TId;
  /** One sentence. */
  readonly summary: string;
  readonly parameters: ParameterSchema<TParameters>;
  readonly documentation: Documentation;
  /** What does not go together among valid parameters. @default {nothing} */
  readonly check?: (parameters: TParameters) => ParameterProblem | null;
  /**
   * Whether it works on the step alone, or on whole steps from outside: those see raw gradients, and weights as they will be, after
   * decay and constraints.
   */
  readonly stage: "whole" | "step";
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
