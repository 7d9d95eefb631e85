import type { Queryable } from "../postgres/database.ts";

/** A secret as it is kept; without a key, it is not encrypted. */
interface KeptSecret {
  readonly keyId: string | null;
  readonly text: string;
}

/** Finds and locks the secrets that were not encrypted with a key. */
export async function listStaleSecrets(
  db: Queryable,
  keyId: string,
): Promise<readonly (KeptSecret & { readonly id: string })[]> {
  const { rows } = await db.query<KeptSecret & { id: string }>(
    `select id, secret_key_id as "keyId", secret as text from webhooks
     where secret_key_id is distinct from $1 order by id for no key update skip locked`,
    [keyId],
  );
  return rows;
}

/** Keeps the secret of a webhook encrypted anew. */
export async function updateSecret(db: Queryable, id: string, { keyId, text }: KeptSecret): Promise<void> {
  await db.query("update webhooks set secret_key_id = $2, secret = $3 where id = $1", [id, keyId, text]);
}
