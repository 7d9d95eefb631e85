import { estimateCost, type LayerCost, type ModelCost, parseModelSpec } from "@convzoo/core";
import { NotFoundError } from "../errors/not_found_error.ts";
import type { SpecChange } from "../services/diff_specs.ts";
import { diffVariants } from "../services/diff_variants.ts";
import { builder } from "./builder.ts";
import { requireLocalId } from "./global_id.ts";

const layerCost = builder.objectRef<LayerCost>("LayerCost").implement({
  description: "What one layer costs, with all layers within it: a line of the shape table.",
  fields: (t) => ({
    path: t.exposeString("path", { description: "Such as `layers.0`." }),
    layer: t.exposeString("id", { description: "Its id in the catalogue." }),
    outputShape: t.intList({
      description: "Of one image after the layer.",
      resolve: ({ outputShape }) => [...outputShape],
    }),
    parameters: t.exposeInt("parameters", { description: "Number of learned weights." }),
    multiplyAdds: t.exposeFloat("multiplyAdds", { description: "For one image." }),
    activationBytes: t.exposeFloat("activationBytes", {
      description: "Of what the layer gives for one image.",
    }),
  }),
});

const modelCost = builder.objectRef<ModelCost>("ModelCost").implement({
  description: "What a network costs, before anything is trained.",
  fields: (t) => ({
    parameters: t.exposeInt("parameters", { description: "Number of learned weights." }),
    multiplyAdds: t.exposeFloat("multiplyAdds", {
      description:
        "For the prediction of one image; a step of the training takes about three times as many an image.",
    }),
    activationBytes: t.exposeFloat("activationBytes", {
      description: "Of what all layers give for one image.",
    }),
    layers: t.field({
      type: [layerCost],
      description: "The shape table, from the image to the classes.",
      resolve: ({ layers }) => [...layers],
    }),
  }),
});

builder.prismaObjectField("Variant", "cost", (t) =>
  t.field({
    type: modelCost,
    description: "What its network costs, and its shape table.",
    select: { modelSpec: true },
    resolve: ({ modelSpec }) => estimateCost(parseModelSpec(modelSpec)),
  }),
);

const changeKind = builder.enumType("SpecChangeKind", {
  description: "What became of a value.",
  values: {
    ADDED: { description: "Only the second has it." },
    REMOVED: { description: "Only the first has it." },
    CHANGED: { description: "Both have it, and it differs." },
  } as const,
});

const specChange = builder.objectRef<SpecChange>("SpecChange").implement({
  description: "One change between two variants, at the deepest place at which they differ.",
  fields: (t) => ({
    kind: t.expose("kind", { type: changeKind }),
    path: t.exposeString("path", {
      description: "Such as `spec.layers[2].dense.units` or `train.optimizer`.",
    }),
    before: t.exposeString("before", { nullable: true, description: "The value as JSON." }),
    after: t.exposeString("after", { nullable: true, description: "The value as JSON." }),
  }),
});

builder.queryField("diffVariants", (t) =>
  t.field({
    type: [specChange],
    description: "The changes that make one variant of another; none if their specs are equal.",
    errors: { types: [NotFoundError] },
    args: { before: t.arg.id({ required: true }), after: t.arg.id({ required: true }) },
    resolve: (_root, { before, after }, context) =>
      diffVariants(context, {
        beforeId: requireLocalId("Variant", before),
        afterId: requireLocalId("Variant", after),
      }),
  }),
);
