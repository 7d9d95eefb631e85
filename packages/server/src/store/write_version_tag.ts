import type { Queryable } from "../postgres/database.ts";

/** A word on a version. */
interface VersionTagInput {
  readonly versionId: string;
  readonly name: string;
}

/** Gives a version a tag, unless it has it. @returns Whether it had not. */
export async function insertVersionTag(
  db: Queryable,
  { versionId, name, actor }: VersionTagInput & { readonly actor: string },
): Promise<boolean> {
  const { rowCount } = await db.query(
    "insert into version_tags (version_id, name, actor) values ($1, $2, $3) on conflict (version_id, name) do nothing",
    [versionId, name, actor],
  );
  return rowCount === 1;
}

/** Takes a tag from a version, if it has it. @returns Whether it had. */
export async function deleteVersionTag(
  db: Queryable,
  { versionId, name }: VersionTagInput,
): Promise<boolean> {
  const { rowCount } = await db.query("delete from version_tags where version_id = $1 and name = $2", [
    versionId,
    name,
  ]);
  return rowCount === 1;
}
