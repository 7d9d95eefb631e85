import { InvalidInputError } from "../errors/invalid_input_error.ts";
import { NotFoundError } from "../errors/not_found_error.ts";
import { createVariant } from "../services/create_variant.ts";
import { builder } from "./builder.ts";
import { checkCursor } from "./check_cursor.ts";
import { findLocalId, requireLocalId } from "./global_id.ts";
import { modelSpecInput, trainSpecInput } from "./spec_inputs.ts";

/** The node of variants. */
export const variant = builder.prismaNode("Variant", {
  id: { field: "id" },
  nullable: true,
  description: "An architecture and how to train it, as data.",
  fields: (t) => ({
    name: t.exposeString("name"),
    digest: t.exposeString("digest", {
      description: "SHA-256 over both specs: equal variants have equal digests.",
    }),
    modelSpec: t.expose("modelSpec", {
      type: "JSON",
      description: "The network, with every default filled in.",
    }),
    trainSpec: t.expose("trainSpec", {
      type: "JSON",
      description: "The training, with every default filled in.",
    }),
    parameterCount: t.exposeInt("parameterCount", { description: "Number of learned weights." }),
    actor: t.exposeString("actor", { description: "Who made it." }),
    createdAt: t.expose("createdAt", { type: "DateTime" }),
    model: t.relation("model"),
  }),
});

builder.queryField("variants", (t) =>
  t.prismaConnection({
    type: variant,
    cursor: "id",
    description: "Variants, newest first.",
    args: { modelId: t.arg.id({ description: "Only those of this model." }) },
    resolve: (query, _root, { modelId }, { database }) =>
      database.prisma.variant.findMany({
        ...checkCursor(query),
        where: modelId == null ? {} : { modelId: findLocalId("Model", modelId) ?? "" },
        orderBy: { id: "desc" },
      }),
  }),
);

/** A variant to be. */
export const createVariantInput = builder.inputType("CreateVariantInput", {
  description: "A variant to be.",
  fields: (t) => ({
    modelId: t.id({ required: true }),
    name: t.string({ required: true }),
    spec: t.field({ type: modelSpecInput, required: true }),
    train: t.field({ type: trainSpecInput, required: true }),
  }),
});

builder.mutationField("createVariant", (t) =>
  t.field({
    type: variant,
    description: "Creates a variant, or gives back the one of the model that has the same specs.",
    errors: { types: [InvalidInputError, NotFoundError] },
    args: { input: t.arg({ type: createVariantInput, required: true }) },
    resolve: (_root, { input }, context) =>
      createVariant(context, { ...input, modelId: requireLocalId("Model", input.modelId) }),
  }),
);
