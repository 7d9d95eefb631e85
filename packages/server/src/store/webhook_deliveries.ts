import type { Queryable } from "../postgres/database.ts";

/** A delivery that a worker has. */
export interface ClaimedDelivery {
  readonly id: string;
  readonly attempt: number;
  readonly body: string;
  readonly url: string;
  readonly secret: string;
}

/** Queues a delivery that tries a webhook out. @returns Its id; undefined if there is no such webhook. */
export async function insertTestDelivery(
  db: Queryable,
  { webhookId, body, actor }: { readonly webhookId: string; readonly body: string; readonly actor: string },
): Promise<string | undefined> {
  const { rows } = await db.query<{ id: string }>(
    `insert into webhook_deliveries (webhook_id, topic, body, actor)
     select id, 'TEST', $2, $3 from webhooks where id = $1 returning id`,
    [webhookId, body, actor],
  );
  return rows[0]?.id;
}

/** Queues the body of a delivery once more. @returns The new one's id; undefined if there is no such delivery. */
export async function insertReplay(
  db: Queryable,
  { deliveryId, actor }: { readonly deliveryId: string; readonly actor: string },
): Promise<string | undefined> {
  const { rows } = await db.query<{ id: string }>(
    `insert into webhook_deliveries (webhook_id, topic, body, actor, replay_of_id)
     select webhook_id, topic, body, $2, id from webhook_deliveries where id = $1 returning id`,
    [deliveryId, actor],
  );
  return rows[0]?.id;
}

/** Seconds after which a worker is believed to be lost; no attempt takes as long. */
const lease = 60;

/** Takes deliveries that are due, or whose worker is lost. */
export async function claimDeliveries(db: Queryable, most: number): Promise<readonly ClaimedDelivery[]> {
  const { rows } = await db.query<ClaimedDelivery>(
    `update webhook_deliveries set attempt = attempt + 1, due_at = now() + interval '${lease} seconds'
     from webhooks
     where webhooks.id = webhook_id and webhook_deliveries.id in (
       select id from webhook_deliveries where state = 'WAITING' and due_at <= now()
       order by due_at limit $1 for update skip locked
     )
     returning webhook_deliveries.id, attempt, body, url, secret`,
    [most],
  );
  return rows;
}

/** What came of an attempt. */
export interface DeliveryOutcome {
  readonly status: number | null;
  /** Null if it was delivered. */
  readonly failure: string | null;
  /** Seconds until the next attempt; null if there is none. */
  readonly retryIn: number | null;
}

/** Writes what came of an attempt, unless another worker has the delivery by now. */
export async function settleDelivery(
  db: Queryable,
  { id, attempt }: Pick<ClaimedDelivery, "id" | "attempt">,
  { status, failure, retryIn }: DeliveryOutcome,
): Promise<void> {
  await db.query(
    `update webhook_deliveries set response_status = $3, failure_message = $4,
       state = (case when $4::text is null then 'DELIVERED' when $5::float8 is null then 'FAILED' else 'WAITING' end)::delivery_state,
       due_at = now() + coalesce($5::float8, 0) * interval '1 second',
       finished_at = case when $4::text is null or $5::float8 is null then now() end
     where id = $1 and attempt = $2 and state = 'WAITING'`,
    [id, attempt, status, failure, retryIn],
  );
}
