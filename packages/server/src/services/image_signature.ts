import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";

/** Servers of one database share it by the setting; without it, a server knows its own paths alone. */
const secret = process.env["CONVZOO_SIGNING_SECRET"] ?? randomBytes(32).toString("hex");

/** Seconds that a path can be used, at least; its end is a full quarter of an hour, so that browsers can keep what they have. */
const lifetime = 3600;
const quarter = 900;

/** Makes a path under which a picture can be fetched for an hour, by whoever has it. */
export function signImagePath(path: string, now: number = Date.now()): string {
  const expires = Math.ceil((now / 1000 + lifetime) / quarter) * quarter;
  return `${path}?expires=${expires}&signature=${signatureOf(path, String(expires))}`;
}

/** Whether a path was signed here, and is still good. */
export function checkImagePath(url: string, now: number = Date.now()): boolean {
  const [path, query] = url.split("?", 2);
  const values = new URLSearchParams(query);
  const [expires, signature] = [values.get("expires") ?? "", values.get("signature") ?? ""];
  const expected = Buffer.from(signatureOf(path!, expires));
  const given = Buffer.from(signature);
  const isSigned = given.length === expected.length && timingSafeEqual(given, expected);
  return isSigned && Number(expires) * 1000 > now;
}

function signatureOf(path: string, expires: string): string {
  return createHmac("sha256", secret).update(`${path}\n${expires}`).digest("base64url");
}
