import { ConflictError } from "../errors/conflict_error.ts";
import { InvalidInputError } from "../errors/invalid_input_error.ts";
import { registerDataset } from "../services/register_dataset.ts";
import { builder } from "./builder.ts";
import { dataset } from "./dataset.ts";

/** What `asNext` says, of each way to register a dataset. */
export const asNextDescription =
  "Whether other data under a name that is taken becomes the next dataset of the name; otherwise it is a conflict.";

const registerDatasetInput = builder.inputType("RegisterDatasetInput", {
  description:
    "A dataset to be, as four official IDX files and, where there are images to validate with, two more, each plain or gzip.",
  fields: (t) => ({
    name: t.string({ required: true }),
    classes: t.stringList({
      required: true,
      description: "Names of the classes, in the order of their labels.",
    }),
    trainImages: t.field({ type: "File", required: true }),
    trainLabels: t.field({ type: "File", required: true }),
    testImages: t.field({ type: "File", required: true }),
    testLabels: t.field({ type: "File", required: true }),
    validation: t.field({
      type: builder.inputType("IdxPairInput", {
        description:
          "Images of one part of a dataset with their labels, as two IDX files, each plain or gzip.",
        fields: (p) => ({
          images: p.field({
            type: "File",
            required: true,
            description: "The images, of the size of all others.",
          }),
          labels: p.field({ type: "File", required: true, description: "Their labels, in the same order." }),
        }),
      }),
      description:
        "Images to validate with, which a train spec asks for by `validation: { given: {} }`; left out: there are none.",
    }),
    asNext: t.boolean({ required: true, defaultValue: false, description: asNextDescription }),
  }),
});

builder.mutationField("registerDataset", (t) =>
  t.field({
    type: dataset,
    description:
      "Registers a dataset. The same data under the same name gives the dataset that is there already.",
    errors: { types: [InvalidInputError, ConflictError] },
    args: { input: t.arg({ type: registerDatasetInput, required: true }) },
    resolve: (_root, { input: { validation, ...input } }, context) =>
      registerDataset(context, { ...input, validation: validation ?? undefined }),
  }),
);
