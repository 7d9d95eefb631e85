import type { PoolClient } from "pg";
import type { RuleOutcome } from "../errors/gate_error.ts";
import type { Queryable } from "../postgres/database.ts";
import type { GateRule } from "./gate_rule.ts";

/** Where a gate stands. */
interface GatePlace {
  readonly modelId: string;
  readonly aliasName: string;
}

/** Sets the rules of an alias's gate, in place of those that there are. @returns Its id. */
export async function upsertGate(
  db: Queryable,
  {
    modelId,
    aliasName,
    rules,
    actor,
  }: GatePlace & { readonly rules: readonly GateRule[]; readonly actor: string },
): Promise<string> {
  const { rows } = await db.query<{ id: string }>(
    `insert into gates (model_id, alias_name, rules, actor) values ($1, $2, $3, $4)
     on conflict (model_id, alias_name) do update set rules = $3, actor = $4, updated_at = now() returning id`,
    [modelId, aliasName, JSON.stringify(rules), actor],
  );
  return rows[0]!.id;
}

/** Finds the rules of an alias's gate; none if it has no gate. */
export async function findGateRules(
  db: Queryable,
  { modelId, aliasName }: GatePlace,
): Promise<readonly GateRule[]> {
  const { rows } = await db.query<{ rules: readonly GateRule[] }>(
    "select rules from gates where model_id = $1 and alias_name = $2",
    [modelId, aliasName],
  );
  return rows[0]?.rules ?? [];
}

/** Keeps what came of a gate. */
export async function insertGateCheck(
  client: PoolClient,
  check: GatePlace & {
    readonly versionId: string;
    readonly outcomes: readonly RuleOutcome[];
    readonly actor: string;
  },
): Promise<void> {
  const { modelId, aliasName, versionId, outcomes, actor } = check;
  await client.query(
    "insert into gate_checks (model_id, alias_name, version_id, passed, outcomes, actor) values ($1, $2, $3, $4, $5, $6)",
    [modelId, aliasName, versionId, outcomes.every(({ passed }) => passed), JSON.stringify(outcomes), actor],
  );
}
