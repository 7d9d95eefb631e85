import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

/** A secret as it is kept. */
export interface SealedSecret {
  /** The key that it was encrypted with; null for one from before there were keys, which is not. */
  readonly keyId: string | null;
  readonly text: string;
}

/** Encrypts secrets before they are kept. */
export interface SecretBox {
  /** The key that encrypts; undefined if the operator set none. */
  readonly keyId: string | undefined;
  /**
   * Encrypts a secret.
   *
   * @param owner What the secret belongs to: nowhere else can it be decrypted.
   * @throws {MissingKeyError} If there is no key.
   */
  seal(secret: string, owner: string): SealedSecret;
  /**
   * Decrypts a secret.
   *
   * @throws {MissingKeyError} If its key is not there any more.
   * @throws {Error} If it was damaged, or is another owner's.
   */
  open(sealed: SealedSecret, owner: string): string;
}

/** The operator has to set the key of a secret. */
export class MissingKeyError extends Error {
  override readonly name: string = "MissingKeyError";
}

const algorithm = "aes-256-gcm";
/** Bytes before the secret: what makes each encryption another one, and what shows damage. */
const [nonceLength, tagLength] = [12, 16];

/**
 * Makes a box of AES-256-GCM.
 *
 * A key is replaced in three steps, each for all servers and workers: add the new one behind the old, put it in front, and
 * take the old one away once workers have encrypted everything anew (`jobs/webhook_upkeep.ts`).
 *
 * @param keys Keys of 32 bytes by their names: the first encrypts, all decrypt.
 */
export function createSecretBox(keys: ReadonlyMap<string, Uint8Array>): SecretBox {
  const keyOf = (keyId: string): Uint8Array => {
    const key = keys.get(keyId);
    if (key === undefined) {
      throw new MissingKeyError(
        `Cannot decrypt as CONVZOO_SECRET_KEYS must have the key of the secret: current value is ${keyId}`,
      );
    }
    return key;
  };
  const [keyId] = keys.keys();
  return {
    keyId,
    seal(secret, owner) {
      if (keyId === undefined) {
        throw new MissingKeyError(
          "Cannot encrypt as CONVZOO_SECRET_KEYS must have a key: current value is none",
        );
      }
      const nonce = randomBytes(nonceLength);
      const cipher = createCipheriv(algorithm, keyOf(keyId), nonce).setAAD(Buffer.from(`${keyId} ${owner}`));
      const encrypted = Buffer.concat([cipher.update(secret, "utf8"), cipher.final()]);
      return { keyId, text: Buffer.concat([nonce, cipher.getAuthTag(), encrypted]).toString("base64url") };
    },
    open({ keyId, text }, owner) {
      if (keyId === null) {
        return text;
      }
      const bytes = Buffer.from(text, "base64url");
      const decipher = createDecipheriv(algorithm, keyOf(keyId), bytes.subarray(0, nonceLength), {
        authTagLength: tagLength,
      })
        .setAAD(Buffer.from(`${keyId} ${owner}`))
        .setAuthTag(bytes.subarray(nonceLength, nonceLength + tagLength));
      const encrypted = bytes.subarray(nonceLength + tagLength);
      return Buffer.concat([decipher.update(encrypted), decipher.final()]).toString("utf8");
    },
  };
}
