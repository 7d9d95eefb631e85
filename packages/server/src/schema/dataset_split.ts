import { DatasetSplit } from "../generated/prisma/client.ts";
import { builder } from "./builder.ts";

/** A part of a dataset. */
export const datasetSplit = builder.enumType("DatasetSplit", {
  description: "A part of a dataset.",
  values: {
    [DatasetSplit.TRAIN]: { description: "The images to learn from." },
    [DatasetSplit.VALIDATION]: {
      description: "The images that a training is watched on, where the dataset came with such.",
    },
    [DatasetSplit.TEST]: { description: "The images to judge by." },
  } as const,
});
