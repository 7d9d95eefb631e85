import type { Database } from "../postgres/database.ts";
import { findAliasAt } from "../store/find_alias_at.ts";
import { normalizeName } from "./check_name.ts";

/** Says to which version an alias of a model pointed at a moment; undefined if to none. */
export async function aliasAt(
  { database }: { readonly database: Database },
  { modelId, name, time }: { readonly modelId: string; readonly name: string; readonly time: Date },
): Promise<string | undefined> {
  return await findAliasAt(database.pool, { modelId, name: normalizeName(name), time });
}
