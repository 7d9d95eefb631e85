import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";

/** Seconds that a path can be used, at least; its end is a full quarter of an hour, so that browsers can keep what they have. */
const lifetime = 3600;
const quarter = 900;

/** Signs the paths of pictures, so that whoever has one can fetch what it names, for a while. */
export interface ImageSigner {
  /**
   * Makes a path that is good for an hour at least, and for an hour and a quarter at most.
   *
   * @param now Milliseconds since 1970. @default {Date.now()}
   */
  sign(path: string, now?: number): string;
  /** Whether a path was signed with this secret, and is still good. */
  check(url: string, now?: number): boolean;
}

/**
 * Makes a signer.
 *
 * @param secret Servers of one database share it; without it, a signer knows its own paths alone.
 */
export function createImageSigner(secret: string = randomBytes(32).toString("hex")): ImageSigner {
  return {
    sign(path, now = Date.now()) {
      const expires = Math.ceil((now / 1000 + lifetime) / quarter) * quarter;
      return `${path}?expires=${expires}&signature=${signatureOf(path, String(expires))}`;
    },
    check(url, now = Date.now()) {
      const [path, query] = url.split("?", 2);
      const values = new URLSearchParams(query);
      const [expires, signature] = [values.get("expires") ?? "", values.get("signature") ?? ""];
      const expected = Buffer.from(signatureOf(path!, expires));
      const given = Buffer.from(signature);
      const isSigned = given.length === expected.length && timingSafeEqual(given, expected);
      return isSigned && Number(expires) * 1000 > now;
    },
  };

  function signatureOf(path: string, expires: string): string {
    return createHmac("sha256", secret).update(`${path}\n${expires}`).digest("base64url");
  }
}
