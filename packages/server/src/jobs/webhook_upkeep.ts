import type { Logger } from "../log.ts";
import { type Database, inTransaction } from "../postgres/database.ts";
import { deleteOldDeliveries } from "../store/delete_old_deliveries.ts";
import { listStaleSecrets, updateSecret } from "../store/webhook_secrets.ts";
import { MissingKeyError, type SecretBox } from "./secret_box.ts";
import { type Polling, startPolling } from "./start_polling.ts";

/** What the upkeep of webhooks needs. */
export interface WebhookUpkeepTools {
  readonly database: Database;
  readonly log: Logger;
  readonly secrets: SecretBox;
  /** Days after which a delivery that is over is removed. */
  readonly historyDays: number;
}

/** Milliseconds between two rounds. */
const pause = 10 * 60 * 1000;
/** Rows of one statement: nobody waits for long. */
const batch = 1000;

/** Removes old deliveries and encrypts secrets with the present key, at once and then again and again, until it is stopped. */
export function startWebhookUpkeep(tools: WebhookUpkeepTools): Polling {
  return startPolling(
    async () => {
      await sealSecrets(tools);
      const removed = await deleteOldDeliveries(tools.database.pool, {
        days: tools.historyDays,
        most: batch,
      });
      if (removed > 0) {
        tools.log.debug({ removed }, "Old deliveries of webhooks were removed");
      }
      return removed === batch;
    },
    (error) => tools.log.warn({ error }, "The upkeep of webhooks failed"),
    pause,
  );
}

/** Encrypts with the present key what is not yet, so that the one before can be taken away. */
async function sealSecrets({ database, log, secrets }: WebhookUpkeepTools): Promise<void> {
  const { keyId } = secrets;
  if (keyId === undefined) {
    return;
  }
  const sealed = await inTransaction(database.pool, async (client) => {
    let count = 0;
    for (const { id, ...old } of await listStaleSecrets(client, keyId)) {
      try {
        await updateSecret(client, id, secrets.seal(secrets.open(old, id), id));
        count += 1;
      } catch (error) {
        if (!(error instanceof MissingKeyError)) {
          throw error;
        }
        log.error({ id, keyId: old.keyId }, "The secret of a webhook cannot be read, as its key is not set");
      }
    }
    return count;
  });
  if (sealed > 0) {
    log.info({ sealed, keyId }, "Secrets of webhooks were encrypted with the present key");
  }
}
