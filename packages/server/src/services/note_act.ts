import type { PoolClient } from "pg";
import type { ActKind } from "../generated/prisma/client.ts";
import { type ActDetails, type ActSubject, insertActs } from "../store/insert_acts.ts";
import { type Acting, anonymous } from "./acting.ts";

type Subject = string | Required<ActSubject>;

/** What somebody does. */
export interface Deed extends Omit<ActDetails, "subjectName"> {
  readonly kind: ActKind;
  /** What it is done to, by its id, and by its name if it is gone then; none: nothing is done. */
  readonly to: Subject | readonly Subject[];
}

/**
 * Keeps what somebody does, and who: in the transaction that does it, so that neither is there without the other. What comes
 * to nothing, as everything is already as it was wanted, is no act. What changes the state of a run or a
 * sweep is noted before: the trigger that tells webhooks of it looks up who did it.
 */
export async function noteAct(
  client: PoolClient,
  { actor = anonymous }: Pick<Acting, "actor">,
  { kind, to, ...details }: Deed,
): Promise<void> {
  const subjects = [to].flat().map((each) => (typeof each === "string" ? { id: each } : each));
  await insertActs(client, { kind, subjects, actor, details });
}
