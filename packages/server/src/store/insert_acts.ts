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

/** What something is done to. */
export interface ActSubject {
  readonly id: string;
  /** What it was called, if it is gone (`ActDetails.subjectName`). */
  readonly name?: string;
}

/** The same done to some subjects by somebody. */
export interface NewActs {
  readonly kind: ActKind;
  readonly subjects: readonly ActSubject[];
  readonly actor: string;
  readonly details: ActDetails;
}

/** Keeps what somebody did: an act a subject. */
export async function insertActs(db: Queryable, { kind, subjects, actor, details }: NewActs): Promise<void> {
  await db.query(
    `insert into acts (kind, subject_id, actor, details)
     select $1::act_kind, subject.id, $3,
       $4::jsonb || case when subject.name is null then '{}' else jsonb_build_object('subjectName', subject.name) end
     from unnest($2::text[], $5::text[]) as subject(id, name)`,
    [
      kind,
      subjects.map(({ id }) => id),
      actor,
      JSON.stringify(details),
      subjects.map(({ name }) => name ?? null),
    ],
  );
}
