import { ConflictError } from "../errors/conflict_error.ts";
import { InvalidInputError } from "../errors/invalid_input_error.ts";
import { normalizeName } from "../services/check_name.ts";
import { createModel } from "../services/create_model.ts";
import { builder } from "./builder.ts";
import { checkCursor } from "./check_cursor.ts";
import { storable } from "./storable.ts";

/** The node of models. */
export const model = builder.prismaNode("Model", {
  id: { field: "id" },
  nullable: true,
  description: "A named family of variants and of the versions trained from them.",
  fields: (t) => ({
    name: t.exposeString("name"),
    description: t.exposeString("description"),
    actor: t.exposeString("actor", { description: "Who made it." }),
    createdAt: t.expose("createdAt", { type: "DateTime" }),
  }),
});

builder.queryFields((t) => ({
  model: t.prismaField({
    type: model,
    nullable: true,
    description: "The model of a name.",
    args: { name: t.arg.string({ required: true }) },
    resolve: (query, _root, { name }, { database }) =>
      storable(name)
        ? database.prisma.model.findUnique({ ...query, where: { name: normalizeName(name) } })
        : null,
  }),
  models: t.prismaConnection({
    type: model,
    cursor: "id",
    description: "All models, newest first.",
    resolve: (query, _root, _args, { database }) =>
      database.prisma.model.findMany({ ...checkCursor(query), orderBy: { id: "desc" } }),
  }),
}));

const createModelInput = builder.inputType("CreateModelInput", {
  description: "A model to be.",
  fields: (t) => ({
    name: t.string({ required: true }),
    description: t.string({ required: true, defaultValue: "" }),
  }),
});

builder.mutationField("createModel", (t) =>
  t.field({
    type: model,
    description: "Creates a model.",
    errors: { types: [InvalidInputError, ConflictError] },
    args: { input: t.arg({ type: createModelInput, required: true }) },
    resolve: (_root, { input }, context) => createModel(context, input),
  }),
);
