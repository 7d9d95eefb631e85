import type { EntryDefinition } from "../parameters/entry_definition.ts";
import type { InputSpec, ModelSpecInput, PreprocessSpec } from "../spec/model_spec.ts";

/** What every architecture is made for. */
export interface ArchitectureTask {
  readonly input: InputSpec;
  readonly classes: number;
  /** What happens to pixels before the first layer. @default {pixels are scaled to 0 to 1} */
  readonly preprocess?: Partial<PreprocessSpec> | undefined;
}

/** A family of networks: a pure function from a task and a few parameters to a model spec. */
export interface ArchitectureDefinition<TId extends string, TParameters>
  extends EntryDefinition<TId, TParameters> {
  readonly layers: (task: ArchitectureTask, parameters: TParameters) => ModelSpecInput["layers"];
}
