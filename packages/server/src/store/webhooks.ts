import type { Webhook } from "../generated/prisma/client.ts";
import type { Queryable } from "../postgres/database.ts";

/** Keeps somebody who is told of events from now on. @returns Its id. */
export async function insertWebhook(
  db: Queryable,
  { url, topics, secret, actor }: Pick<Webhook, "url" | "topics" | "secret" | "actor">,
): Promise<string> {
  const { rows } = await db.query<{ id: string }>(
    "insert into webhooks (url, topics, secret, actor) values ($1, $2::webhook_topic[], $3, $4) returning id",
    [url, topics, secret, actor],
  );
  return rows[0]!.id;
}

/** Removes a webhook with the history of its deliveries. @returns Whether there was one. */
export async function deleteWebhook(db: Queryable, id: string): Promise<boolean> {
  const { rowCount } = await db.query("delete from webhooks where id = $1", [id]);
  return rowCount === 1;
}
