import type { ActKind } from "../generated/prisma/client.ts";
import type { Queryable } from "../postgres/database.ts";
import type { GateRule } from "./gate_rule.ts";

/** What more is known of an act, where its kind has it. */
export interface ActDetails {
  /** Why, in the words of who did it. */
  readonly reason?: string;
  /** Tags that were put there, and taken off: only those with which something changed. */
  readonly tagsAdded?: readonly string[];
  readonly tagsRemoved?: readonly string[];
  /** The alias of a gate, and the rules that it got. */
  readonly aliasName?: string;
  readonly gateRules?: readonly GateRule[];
  /** What it was called that is gone; of a run and of its version the name of the variant. */
  readonly subjectName?: string;
}

/** The same done to some subjects by somebody. */
export interface NewActs {
  readonly kind: ActKind;
  readonly subjectIds: readonly string[];
  readonly actor: string;
  readonly details: ActDetails;
}

/** Keeps what somebody did: an act a subject. */
export async function insertActs(
  db: Queryable,
  { kind, subjectIds, actor, details }: NewActs,
): Promise<void> {
  await db.query(
    `insert into acts (kind, subject_id, actor, details)
     select $1::act_kind, subject, $3, $4 from unnest($2::text[]) as subject`,
    [kind, subjectIds, actor, JSON.stringify(details)],
  );
}
