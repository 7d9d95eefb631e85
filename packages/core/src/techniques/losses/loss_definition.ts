import type { Value } from "../../graph/value.ts";
import type { EntryDefinition } from "../../parameters/entry_definition.ts";

/** Second labels of a batch whose images were mixed. */
export interface SecondLabels {
  /** int32[batch]. */
  readonly labels: Value;
  /** float32[batch]: weight of each second label; the first has the rest. */
  readonly weights: Value;
}

/** One class an example. */
export interface ClassTargets {
  /** int32[batch]. */
  readonly labels: Value;
  readonly second?: SecondLabels | undefined;
}

/** Any number of classes an example. */
export interface RowTargets {
  /** float32[batch, classes]: 1 for each class that holds, 0 for the others; between them where examples were mixed. */
  readonly rows: Value;
}

/** What the network should say of a batch. */
export type Targets = ClassTargets | RowTargets;

/** One loss: data plus a pure function. */
export interface LossDefinition<TId extends string, TParameters> extends EntryDefinition<TId, TParameters> {
  /** The op that the last layer must end in: the loss is handed what goes into it. null: any, and the loss is handed the scores. */
  readonly ending: "softmax" | "sigmoid" | null;
  /** Whether several classes of one example can hold. */
  readonly multiLabel: boolean;
  /**
   * The loss of each example, float32[batch].
   * @param outputs float32[batch, classes]: the logits if there is an ending, the scores otherwise.
   */
  readonly losses: (parameters: TParameters, outputs: Value, targets: Targets) => Value;
}
