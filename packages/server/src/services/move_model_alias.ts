import { ConflictError } from "../errors/conflict_error.ts";
import { GateError, type RuleOutcome } from "../errors/gate_error.ts";
import { InvalidInputError } from "../errors/invalid_input_error.ts";
import { NotFoundError } from "../errors/not_found_error.ts";
import type { Alias } from "../generated/prisma/client.ts";
import { inTransaction } from "../postgres/database.ts";
import { findModel } from "../store/find_model.ts";
import { holdVersion } from "../store/find_version.ts";
import { findGateRules, insertGateCheck } from "../store/gates.ts";
import { lockAlias } from "../store/lock_alias.ts";
import { moveAlias } from "../store/move_alias.ts";
import { checkGate } from "./check_gate.ts";
import { checkName } from "./check_name.ts";
import { checkText } from "./check_text.ts";
import { noteAct } from "./note_act.ts";
import type { ServiceContext } from "./service_context.ts";

/** A move that somebody wants. */
export interface MoveAliasInput {
  readonly modelId: string;
  readonly name: string;
  /** Null takes the alias away. */
  readonly versionId: string | null;
  readonly reason: string;
  /** The version that it must point to until now, null for none; left out: whatever it points to. */
  readonly expectedVersionId?: string | null | undefined;
}

/**
 * Moves an alias of a model to one of its versions, making it if there is none. Movers of one alias take turns, and every
 * move is in the history.
 *
 * @throws {NotFoundError} If there is no such model or version.
 * @throws {InvalidInputError} If a text is not valid, or the version is another model's.
 * @throws {ConflictError} If the alias points to something else than was expected.
 * @throws {GateError} If the alias has a gate, and the version does not pass it; the check is kept all the same.
 */
export async function moveModelAlias(
  { database, actor }: Pick<ServiceContext, "database" | "actor">,
  input: MoveAliasInput,
): Promise<Alias> {
  const action = "Cannot move the alias";
  const { modelId, versionId, reason, expectedVersionId } = input;
  const name = checkName(input.name, { action, path: "input.name" });
  checkText(reason, { action, path: "input.reason", minimum: 0, maximum: 2000 });
  const moved = await inTransaction(
    database.pool,
    async (client): Promise<Alias | readonly RuleOutcome[]> => {
      if ((await findModel(client, modelId)) === undefined) {
        throw new NotFoundError("model", modelId);
      }
      if (versionId !== null) {
        const version = await holdVersion(client, versionId);
        if (version === undefined) {
          throw new NotFoundError("version", versionId);
        }
        if (version.modelId !== modelId) {
          const message = `${action} as the version must be one of the alias's model: current value is Version_${versionId}`;
          throw new InvalidInputError({ path: "input.versionId", message, received: `Version_${versionId}` });
        }
      }
      const alias = await lockAlias(client, modelId, name);
      if (expectedVersionId !== undefined && alias.versionId !== expectedVersionId) {
        const found = alias.versionId === null ? "none" : `Version_${alias.versionId}`;
        throw new ConflictError(
          `${action} as it must point to the expected version: current value is ${found}`,
        );
      }
      const rules = versionId === null ? [] : await findGateRules(client, { modelId, aliasName: name });
      if (versionId !== null && rules.length > 0) {
        const outcomes = await checkGate(client, rules, { versionId, holderId: alias.versionId });
        await insertGateCheck(client, { modelId, aliasName: name, versionId, outcomes, actor });
        if (outcomes.some(({ passed }) => !passed)) {
          return outcomes;
        }
      }
      await noteAct(client, { actor }, { kind: "ALIAS_MOVED", to: alias.id, reason });
      return await moveAlias(client, { alias, toVersionId: versionId, actor, reason });
    },
  );
  // Thrown only now: what came of the gate is committed.
  if ("moveCount" in moved) {
    return moved;
  }
  throw new GateError(name, moved);
}
