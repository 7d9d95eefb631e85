import type { PoolClient } from "pg";
import type { ActKind } from "../generated/prisma/client.ts";
import { type ActDetails, insertActs } from "../store/insert_acts.ts";
import { type Acting, anonymous } from "./acting.ts";

/** What somebody does. */
export interface Deed extends ActDetails {
  readonly kind: ActKind;
  /** The ids of what it is done to; none: nothing is done. */
  readonly to: string | readonly string[];
}

/**
 * Keeps what somebody does, and who: in the transaction that does it, so that neither is there without the other. What comes
 * to nothing, as everything is already as it was wanted, is no act. Note it before it is done: webhooks that are told of what
 * changes look up who did it.
 */
export async function noteAct(
  client: PoolClient,
  { actor = anonymous }: Pick<Acting, "actor">,
  { kind, to, ...details }: Deed,
): Promise<void> {
  await insertActs(client, { kind, subjectIds: typeof to === "string" ? [to] : to, actor, details });
}
