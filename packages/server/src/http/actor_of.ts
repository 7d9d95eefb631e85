import { anonymous } from "../services/acting.ts";

/**
 * Says who asks, as what is written keeps it.
 *
 * @param header The header in which a proxy says it, if there is one that may be believed.
 */
export function actorOf(headers: Headers, header: string | undefined): string {
  const name = header === undefined ? undefined : headers.get(header)?.trim();
  return name === undefined || name === "" ? anonymous : name.slice(0, 200);
}
