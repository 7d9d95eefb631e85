import type { Program } from "../graph/program.ts";
import { modelState } from "../programs/trace_model.ts";
import type { ModelSpec } from "../spec/model_spec.ts";
import type { TrainSpec } from "../spec/train_spec.ts";
import { servedName } from "../techniques/gradients/apply_gradients.ts";

/**
 * The state variable that is evaluated and saved in place of each weight of a model: its mean, where the training keeps one. What is not
 * trained, such as moving statistics, has none.
 */
export function servedNames(
  model: ModelSpec,
  { gradients }: TrainSpec,
  program: Program,
): ReadonlyMap<string, string> {
  const kept = new Set(program.state.map(({ name }) => name));
  return new Map(
    modelState(model).map(({ name }) => {
      const served = servedName(gradients, name);
      return [name, kept.has(served) ? served : name];
    }),
  );
}
