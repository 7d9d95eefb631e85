import type { Webhook } from "../generated/prisma/client.ts";
import type { Queryable } from "../postgres/database.ts";

/** Makes the id of a webhook that is yet to be kept: its secret is encrypted for it. */
export async function makeWebhookId(db: Queryable): Promise<string> {
  const { rows } = await db.query<{ id: string }>("select uuidv7()::text as id");
  return rows[0]!.id;
}

/** Keeps somebody who is told of events from now on. */
export async function insertWebhook(
  db: Queryable,
  webhook: Pick<Webhook, "id" | "url" | "topics" | "secret" | "secretKeyId" | "actor">,
): Promise<void> {
  const { id, url, topics, secret, secretKeyId, actor } = webhook;
  await db.query(
    `insert into webhooks (id, url, topics, secret, secret_key_id, actor)
     values ($1, $2, $3::webhook_topic[], $4, $5, $6)`,
    [id, url, topics, secret, secretKeyId, actor],
  );
}

/** A change of a webhook that somebody makes. */
interface WebhookChange {
  readonly id: string;
  readonly actor: string;
}

/** Has a webhook told of nothing any more. @returns Whether there is such a webhook. */
export async function disableWebhook(
  db: Queryable,
  { id, actor, reason }: WebhookChange & { readonly reason: string },
): Promise<boolean> {
  const { rowCount } = await db.query(
    `update webhooks set disabled_at = coalesce(disabled_at, now()), disabled_reason = $3, changed_by = $2, changed_at = now()
     where id = $1`,
    [id, actor, reason],
  );
  return rowCount === 1;
}

/** Has a webhook told of events from now on. @returns Whether there is such a webhook. */
export async function enableWebhook(db: Queryable, { id, actor }: WebhookChange): Promise<boolean> {
  const { rowCount } = await db.query(
    `update webhooks set disabled_at = null, disabled_reason = null, failure_count = 0, changed_by = $2, changed_at = now()
     where id = $1`,
    [id, actor],
  );
  return rowCount === 1;
}

/** Gives a webhook another secret. @returns Whether there is such a webhook. */
export async function changeWebhookSecret(
  db: Queryable,
  { id, actor, secret, secretKeyId }: WebhookChange & Pick<Webhook, "secret" | "secretKeyId">,
): Promise<boolean> {
  const { rowCount } = await db.query(
    "update webhooks set secret = $3, secret_key_id = $4, changed_by = $2, changed_at = now() where id = $1",
    [id, actor, secret, secretKeyId],
  );
  return rowCount === 1;
}

/** Removes a webhook with the history of its deliveries. @returns Whether there was one. */
export async function deleteWebhook(db: Queryable, id: string): Promise<boolean> {
  const { rowCount } = await db.query("delete from webhooks where id = $1", [id]);
  return rowCount === 1;
}
