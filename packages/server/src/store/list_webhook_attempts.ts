import type { WebhookAttempt as StoredAttempt } from "../generated/prisma/client.ts";
import type { Queryable } from "../postgres/database.ts";
import { binding } from "./list_run_ids.ts";
import { byOwner, perOwner } from "./per_owner.ts";

/** One try at a delivery. */
export type WebhookAttempt = Omit<StoredAttempt, "deliveryId">;

/** Which part of the tries at each delivery to list. */
export interface WebhookAttemptRange {
  /** Only tries before this one. */
  readonly after?: number | undefined;
  /** Only tries that came later than this one. */
  readonly before?: number | undefined;
  /** From which end the tries are counted. */
  readonly from: "latest" | "first";
  readonly limit: number;
}

/**
 * Lists tries at deliveries, for any number of deliveries in one statement.
 *
 * @returns One list a delivery, whose tries come in the order in which they were counted.
 */
export async function listWebhookAttempts(
  db: Queryable,
  deliveryIds: readonly string[],
  { after, before, from, limit }: WebhookAttemptRange,
): Promise<readonly (readonly WebhookAttempt[])[]> {
  const { values, bind } = binding();
  const most = bind(limit);
  const earlier = after === undefined ? "true" : `attempt < ${bind(after)}`;
  const later = before === undefined ? "true" : `attempt > ${bind(before)}`;
  const order = `attempt ${from === "latest" ? "desc" : "asc"}`;
  const pages = perOwner(
    deliveryIds,
    bind,
    (id) =>
      `select attempt, started_at as "startedAt", milliseconds, response_status as "responseStatus",
         failure_message as "failureMessage", response_excerpt as "responseExcerpt"
       from webhook_attempts where delivery_id = ${id} and ${earlier} and ${later} order by ${order} limit ${most}`,
  );
  const { rows } = await db.query<WebhookAttempt & { readonly place: number }>(
    `select * from (${pages}) as part order by place, ${order}`,
    values,
  );
  return byOwner(deliveryIds, rows).map((list) => list.map(({ place: _place, ...attempt }) => attempt));
}
