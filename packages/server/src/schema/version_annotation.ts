import { InvalidInputError } from "../errors/invalid_input_error.ts";
import { NotFoundError } from "../errors/not_found_error.ts";
import { noteVersion, tagVersion } from "../services/annotate_version.ts";
import { builder } from "./builder.ts";
import { requireLocalId } from "./global_id.ts";
import { version } from "./version.ts";

const versionNote = builder.prismaObject("VersionNote", {
  description: "What people say of a version.",
  fields: (t) => ({
    text: t.exposeString("text", { description: "Markdown." }),
    actor: t.exposeString("actor", { description: "Who wrote it last." }),
    updatedAt: t.expose("updatedAt", { type: "DateTime" }),
  }),
});

builder.prismaObjectFields("Version", (t) => ({
  tags: t.stringList({
    description: "The words that people gave to it, in the order of the alphabet; the first hundred.",
    select: { tags: { select: { name: true }, orderBy: { name: "asc" }, take: 100 } },
    resolve: ({ tags }) => tags.map(({ name }) => name),
  }),
  note: t.relation("note", { type: versionNote, nullable: true }),
}));

const tagVersionInput = builder.inputType("TagVersionInput", {
  description: "Tags to give to a version and to take from it.",
  fields: (t) => ({
    versionId: t.id({ required: true }),
    add: t.stringList({ required: true, defaultValue: [] }),
    remove: t.stringList({ required: true, defaultValue: [] }),
  }),
});

const noteVersionInput = builder.inputType("NoteVersionInput", {
  description: "A note on a version, in place of the one that it has.",
  fields: (t) => ({
    versionId: t.id({ required: true }),
    text: t.string({ required: true, description: "Markdown." }),
  }),
});

builder.mutationFields((t) => ({
  tagVersion: t.field({
    type: version,
    description: "Changes the tags of a version.",
    errors: { types: [InvalidInputError, NotFoundError] },
    args: { input: t.arg({ type: tagVersionInput, required: true }) },
    resolve: (_root, { input }, context) =>
      tagVersion(context, { ...input, versionId: requireLocalId("Version", input.versionId) }),
  }),
  noteVersion: t.field({
    type: version,
    description: "Writes the note of a version.",
    errors: { types: [InvalidInputError, NotFoundError] },
    args: { input: t.arg({ type: noteVersionInput, required: true }) },
    resolve: (_root, { input }, context) =>
      noteVersion(context, { ...input, versionId: requireLocalId("Version", input.versionId) }),
  }),
}));
