import { InvalidInputError } from "../errors/invalid_input_error.ts";
import { NoFeaturesError } from "../errors/no_features_error.ts";
import { NotFoundError } from "../errors/not_found_error.ts";
import type { EvaluationImage } from "../generated/prisma/client.ts";
import { findNeighbours, type Neighbour } from "../services/find_neighbours.ts";
import { builder } from "./builder.ts";
import { evaluationImage } from "./evaluation_image.ts";

interface NeighbourNode extends Pick<Neighbour, "similarity"> {
  readonly image: EvaluationImage;
}

const neighbour = builder.objectRef<NeighbourNode>("Neighbour").implement({
  description: "An image that is alike to a model.",
  fields: (t) => ({
    similarity: t.exposeFloat("similarity", {
      description:
        "Cosine of the angle between what the model's head, its last layer with weights, is given for both: 1 for the same.",
    }),
    image: t.field({
      type: evaluationImage,
      description: "The image, and what the version sees in it.",
      resolve: ({ image }) => image,
    }),
  }),
});

builder.prismaObjectField("Evaluation", "neighbours", (t) =>
  t.field({
    type: [neighbour],
    description:
      "The images of the split that are most alike to one of them as the version sees them, nearest first. All features are looked at, so it is exact.",
    errors: { types: [InvalidInputError, NoFeaturesError, NotFoundError] },
    args: {
      index: t.arg.int({ required: true, description: "The image's place in the split, from 0." }),
      first: t.arg.int({ required: true, defaultValue: 10, description: "How many, 1 to 100." }),
    },
    resolve: async ({ id }, { index, first }, context) => {
      const found = await findNeighbours(context, { evaluationId: id, index, first });
      const images = await context.database.prisma.evaluationImage.findMany({
        where: { evaluationId: id, index: { in: found.map((each) => each.index) } },
      });
      const byIndex = new Map(images.map((image) => [image.index, image]));
      return found.map(({ similarity, ...each }) => ({ similarity, image: byIndex.get(each.index)! }));
    },
  }),
);
