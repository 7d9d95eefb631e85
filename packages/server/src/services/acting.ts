import type { Database } from "../postgres/database.ts";

/** Who asks, if nobody says. */
export const anonymous = "anonymous";

/** What a service needs that writes. */
export interface Acting {
  readonly database: Database;
  /** Who asks; what is written keeps it. @default {"anonymous"} */
  readonly actor?: string | undefined;
}
