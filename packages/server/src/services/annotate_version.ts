import type { PoolClient } from "pg";
import { NotFoundError } from "../errors/not_found_error.ts";
import type { Version } from "../generated/prisma/client.ts";
import { inTransaction } from "../postgres/database.ts";
import { holdVersion } from "../store/find_version.ts";
import { upsertVersionNote } from "../store/upsert_version_note.ts";
import { deleteVersionTag, insertVersionTag } from "../store/write_version_tag.ts";
import { checkName } from "./check_name.ts";
import { checkText } from "./check_text.ts";
import { noteAct } from "./note_act.ts";
import type { ServiceContext } from "./service_context.ts";

type NoteContext = Pick<ServiceContext, "database" | "actor">;

/** Tags to give to a version and to take from it. */
export interface TagVersionInput {
  readonly versionId: string;
  readonly add: readonly string[];
  readonly remove: readonly string[];
}

/**
 * Changes the tags of a version; one that is to be given and taken it loses.
 *
 * @throws {NotFoundError} If there is no such version.
 * @throws {InvalidInputError} If a tag is not valid.
 */
export async function tagVersion(context: NoteContext, input: TagVersionInput): Promise<Version> {
  const action = "Cannot tag the version";
  const { versionId } = input;
  const check = (path: string) => (tag: string, index: number) =>
    checkName(tag, { action, path: `${path}[${index}]` });
  const [add, remove] = [input.add.map(check("input.add")), input.remove.map(check("input.remove"))];
  return await inTransaction(context.database.pool, async (client) => {
    const version = await requireVersion(client, versionId);
    const [tagsAdded, tagsRemoved]: [string[], string[]] = [[], []];
    // In one order, so that two of them never wait for each other.
    for (const name of add.filter((tag) => !remove.includes(tag)).toSorted()) {
      if (await insertVersionTag(client, { versionId, name, actor: context.actor })) {
        tagsAdded.push(name);
      }
    }
    for (const name of remove.toSorted()) {
      if (await deleteVersionTag(client, { versionId, name })) {
        tagsRemoved.push(name);
      }
    }
    if (tagsAdded.length + tagsRemoved.length > 0) {
      await noteAct(client, context, { kind: "VERSION_TAGGED", to: versionId, tagsAdded, tagsRemoved });
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
  context: NoteContext,
  { versionId, text }: { readonly versionId: string; readonly text: string },
): Promise<Version> {
  checkText(text, { action: "Cannot write the note", path: "input.text", minimum: 0, maximum: 50_000 });
  return await inTransaction(context.database.pool, async (client) => {
    const version = await requireVersion(client, versionId);
    await upsertVersionNote(client, { versionId, text, actor: context.actor });
    await noteAct(client, context, { kind: "VERSION_NOTED", to: versionId });
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
