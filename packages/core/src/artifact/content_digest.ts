import { sha256 } from "../spec/sha256.ts";

/** Identity of a model file: the SHA-256 of its bytes, as 64 lower-case hex digits. */
export function contentDigest(bytes: Uint8Array): Promise<string> {
  return sha256(bytes);
}
