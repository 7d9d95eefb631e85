import type { Queryable } from "../postgres/database.ts";

/** A delivery that a worker has. */
export interface ClaimedDelivery {
  readonly id: string;
  readonly webhookId: string;
  readonly attempt: number;
  readonly body: string;
  readonly url: string;
  readonly secretKeyId: string | null;
  readonly sealedSecret: string;
  readonly replayOfId: string | null;
  /** Whether it is not to be sent, as somebody disabled the webhook; tests and replays are asked for and go all the same. */
  readonly isDisabled: boolean;
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

/** Queues the body of a delivery, or of the one that it repeats, once more. @returns The new one, undefined if there is nothing to repeat. */
export async function insertReplay(
  db: Queryable,
  { deliveryId, actor }: { readonly deliveryId: string; readonly actor: string },
): Promise<{ readonly id: string; readonly webhookId: string } | undefined> {
  const { rows } = await db.query<{ id: string; webhookId: string }>(
    `insert into webhook_deliveries (webhook_id, topic, body, actor, replay_of_id)
     select webhook_id, topic, body, $2, coalesce(replay_of_id, id) from webhook_deliveries where id = $1
     returning id, webhook_id as "webhookId"`,
    [deliveryId, actor],
  );
  return rows[0];
}

/** Seconds after which a worker is believed to be lost; no attempt takes as long. */
const lease = 60;

/** How many deliveries a worker takes. */
export interface DeliveryClaim {
  readonly most: number;
  /** How many of one webhook it takes at once. */
  readonly mostOfOne: number;
  /** Webhooks that it is delivering to, one entry a delivery. */
  readonly busy: readonly string[];
}

/** Takes deliveries that are due, or whose worker is lost, and notes that they are tried. */
export async function claimDeliveries(
  db: Queryable,
  { most, mostOfOne, busy }: DeliveryClaim,
): Promise<readonly ClaimedDelivery[]> {
  const { rows } = await db.query<ClaimedDelivery>(
    `with due as (
       select found.id from webhooks cross join lateral (
         select id, due_at from webhook_deliveries
         where webhook_id = webhooks.id and state = 'WAITING' and due_at <= now()
         order by due_at
         limit greatest($2::int - cardinality(array_positions($3::text[], webhooks.id)), 0)
         for update skip locked
       ) as found
       order by found.due_at limit $1
     ), claimed as (
       update webhook_deliveries set attempt = attempt + 1, due_at = now() + interval '${lease} seconds'
       where id in (select id from due) returning *
     ), noted as (
       insert into webhook_attempts (delivery_id, attempt) select id, attempt from claimed
     )
     select claimed.id, webhook_id as "webhookId", attempt, body, url, secret_key_id as "secretKeyId",
       secret as "sealedSecret", replay_of_id as "replayOfId",
       disabled_at is not null and topic <> 'TEST' and replay_of_id is null as "isDisabled"
     from claimed join webhooks on webhooks.id = webhook_id`,
    [most, mostOfOne, busy],
  );
  return rows;
}

/** What came of an attempt. */
export interface DeliveryOutcome {
  readonly status: number | null;
  readonly excerpt: string | null;
  /** Null if it was delivered. */
  readonly failure: string | null;
  readonly milliseconds: number;
  /** Seconds until the next attempt; null if there is none. */
  readonly retryIn: number | null;
}

/** A webhook is disabled when so many of its deliveries in a row were given up. */
const mostFailures = 10;

/**
 * Writes what came of an attempt, unless another worker has the delivery by now; a webhook of which nothing arrives any more
 * is disabled.
 *
 * @returns Whether it was.
 */
export async function settleDelivery(
  db: Queryable,
  { id, attempt }: Pick<ClaimedDelivery, "id" | "attempt">,
  { status, excerpt, failure, milliseconds, retryIn }: DeliveryOutcome,
): Promise<boolean> {
  const { rows } = await db.query<{ failureCount: number }>(
    `with noted as (
       update webhook_attempts set response_status = $3, response_excerpt = $6, failure_message = $4, milliseconds = $7
       where delivery_id = $1 and attempt = $2
     ), settled as (
       update webhook_deliveries set response_status = $3, failure_message = $4,
         state = (case when $4::text is null then 'DELIVERED' when $5::float8 is null then 'FAILED' else 'WAITING' end)::delivery_state,
         due_at = now() + coalesce($5::float8, 0) * interval '1 second',
         finished_at = case when $4::text is null or $5::float8 is null then now() end
       where id = $1 and attempt = $2 and state = 'WAITING'
       returning webhook_id, state
     )
     update webhooks set
       failure_count = case settled.state when 'FAILED' then failure_count + 1 else 0 end,
       disabled_at = case when settled.state = 'FAILED' and failure_count + 1 >= ${mostFailures}
         then coalesce(disabled_at, now()) else disabled_at end,
       disabled_reason = case when settled.state = 'FAILED' and failure_count + 1 >= ${mostFailures}
         then coalesce(disabled_reason, '${mostFailures} deliveries in a row were given up') else disabled_reason end
     from settled
     where webhooks.id = settled.webhook_id
       and (settled.state = 'FAILED' or settled.state = 'DELIVERED' and failure_count > 0)
     returning failure_count as "failureCount"`,
    [id, attempt, status, failure, retryIn, excerpt, milliseconds],
  );
  return rows[0]?.failureCount === mostFailures;
}
