import type { Database } from "../postgres/database.ts";
import { listWebhookAttempts as list, type WebhookAttempt } from "../store/list_webhook_attempts.ts";
import { type CutPage, type PageBounds, planPage } from "./plan_page.ts";
import { readNumberCursor } from "./read_cursor.ts";

export type { WebhookAttempt };

/**
 * Lists the tries at deliveries, latest first, also from the first one. Pages are found by the number of the try at their border:
 * while a delivery is tried again, none is skipped and none comes twice.
 *
 * @throws {InvalidInputError} If a cursor is none of ours, or the page is asked for from both ends.
 */
export async function listWebhookAttempts(
  { database }: { readonly database: Database },
  deliveryIds: readonly string[],
  bounds: PageBounds,
): Promise<readonly CutPage<WebhookAttempt>[]> {
  const plan = planPage(bounds);
  const lists = await list(database.pool, deliveryIds, {
    after: readNumberCursor("after", bounds.after),
    before: readNumberCursor("before", bounds.before),
    from: plan.fromEnd ? "first" : "latest",
    limit: plan.limit,
  });
  return lists.map((found) => plan.cut(found));
}
