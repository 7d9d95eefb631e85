import { InvalidInputError } from "../errors/invalid_input_error.ts";
import { NotFoundError } from "../errors/not_found_error.ts";
import { holdDataset } from "../store/find_dataset.ts";
import { findModel } from "../store/find_model.ts";
import type { GateRule } from "../store/gate_rule.ts";
import { upsertGate } from "../store/gates.ts";
import { type Acting, anonymous } from "./acting.ts";
import { checkName } from "./check_name.ts";
import { noteAct } from "./note_act.ts";
import { referring } from "./referring.ts";

/** The rules that an alias of a model is to have. */
export interface SetGateInput {
  readonly modelId: string;
  readonly aliasName: string;
  readonly rules: readonly GateRule[];
}

export type { GateRule };

const mostRules = 20;

/**
 * Sets what a version must show before an alias may move to it; no rules: nothing.
 *
 * @returns The gate's id.
 * @throws {NotFoundError} If there is no such model, or no dataset of a rule.
 * @throws {InvalidInputError} If the name is not valid, there are too many rules, or one has no bound.
 */
export async function setGate(acting: Acting, { modelId, rules, ...input }: SetGateInput): Promise<string> {
  const { database, actor = anonymous } = acting;
  const action = "Cannot set the gate";
  const aliasName = checkName(input.aliasName, { action, path: "input.aliasName" });
  if (rules.length > mostRules) {
    const message = `${action} as input.rules must be at most ${mostRules}: current number is ${rules.length}`;
    throw new InvalidInputError({ path: "input.rules", message, received: String(rules.length) });
  }
  if ((await findModel(database.pool, modelId)) === undefined) {
    throw new NotFoundError("model", modelId);
  }
  for (const [index, rule] of rules.entries()) {
    if ("metric" in rule && rule.metric.minimum === null && rule.metric.maximum === null) {
      const path = `input.rules[${index}].metric`;
      throw new InvalidInputError({
        path,
        message: `${action} as ${path} must have a minimum or a maximum: current value is neither`,
      });
    }
  }
  return await referring(database, async (client) => {
    for (const rule of rules) {
      // No key leads from a gate to its datasets: whoever deletes one waits, and then finds the gate.
      const { datasetId } = "metric" in rule ? rule.metric : rule.comparison;
      if (!(await holdDataset(client, datasetId))) {
        throw new NotFoundError("dataset", datasetId);
      }
    }
    const id = await upsertGate(client, { modelId, aliasName, rules, actor });
    await noteAct(client, acting, { kind: "MODEL_GATE_SET", to: modelId, aliasName, gateRules: rules });
    return id;
  });
}
