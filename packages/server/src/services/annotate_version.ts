import type { PoolClient } from "pg";
import { NotFoundError } from "../errors/not_found_error.ts";
import type { Version } from "../generated/prisma/client.ts";
import { inTransaction } from "../postgres/database.ts";
import { holdVersion } from "../store/find_version.ts";
import { upsertVersionNote } from "../store/upsert_version_note.ts";
import { deleteVersionTag, insertVersionTag } from "../store/write_version_tag.ts";
import { checkName } from "./check_name.ts";
import { checkText } from "./check_text.ts";
import type { ServiceContext } from "./service_context.ts";

type NoteContext = Pick<ServiceContext, "database" | "actor">;

/** Tags to give to a version and to take from it. */
export interface TagVersionInput {
  readonly versionId: string;
  readonly add: readonly string[];
  readonly remove: readonly string[];
}

/**
 * Changes the tags of a version.
 *
 * @throws {NotFoundError} If there is no such version.
 * @throws {InvalidInputError} If a tag is not valid.
 */
export async function tagVersion({ database, actor }: NoteContext, input: TagVersionInput): Promise<Version> {
  const action = "Cannot tag the version";
  const { versionId } = input;
  const check = (path: string) => (tag: string, index: number) =>
    checkName(tag, { action, path: `${path}[${index}]` });
  const [add, remove] = [input.add.map(check("input.add")), input.remove.map(check("input.remove"))];
  return await inTransaction(database.pool, async (client) => {
    const version = await requireVersion(client, versionId);
    // In one order, so that two of them never wait for each other.
    for (const name of add.toSorted()) {
      await insertVersionTag(client, { versionId, name, actor });
    }
    for (const name of remove.toSorted()) {
      await deleteVersionTag(client, { versionId, name });
    }
    return version;
  });
}

/**
 * Writes the note of a version, as Markdown.
 *
 * @throws {NotFoundError} If there is no such version.
 * @throws {InvalidInputError} If the text is too long.
 */
export async function noteVersion(
  { database, actor }: NoteContext,
  { versionId, text }: { readonly versionId: string; readonly text: string },
): Promise<Version> {
  checkText(text, { action: "Cannot write the note", path: "input.text", minimum: 0, maximum: 50_000 });
  return await inTransaction(database.pool, async (client) => {
    const version = await requireVersion(client, versionId);
    await upsertVersionNote(client, { versionId, text, actor });
    return version;
  });
}

async function requireVersion(client: PoolClient, id: string): Promise<Version> {
  const version = await holdVersion(client, id);
  if (version === undefined) {
    throw new NotFoundError("version", id);
  }
  return version;
}
