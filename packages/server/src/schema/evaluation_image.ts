import type { EvaluationImage } from "../generated/prisma/client.ts";
import { type ImageCell, listEvaluationImages } from "../services/list_evaluation_images.ts";
import { builder } from "./builder.ts";
import { confusionCell } from "./evaluation.ts";
import { type OwnedList, type OwnedPage, ownedPage, type PageArguments } from "./owned_page.ts";

/** What a version sees in one image. */
export const evaluationImage = builder.prismaObject("EvaluationImage", {
  description: "What a version sees in one image.",
  fields: (t) => ({
    index: t.exposeInt("index", { description: "Its place in the split, from 0." }),
    label: t.exposeInt("label", { description: "Index of the true class." }),
    predicted: t.exposeInt("predicted", { description: "Index of the predicted class." }),
    confidence: t.exposeFloat("confidence", { description: "Score of the predicted class." }),
    labelScore: t.exposeFloat("labelScore", { description: "Score of the true class." }),
  }),
});

const imageOrder = builder.enumType("EvaluationImageOrder", {
  description: "Which images come first.",
  values: {
    INDEX: { description: "As the split has them." },
    WORST: { description: "Those whose true class has the lowest score." },
  } as const,
});

/** A cell as a text, by which those of a request are loaded together. */
function writeCell({ evaluationId, label, predicted }: ImageCell): string {
  return `${evaluationId} ${label ?? ""} ${predicted ?? ""}`;
}

function readCell(text: string): ImageCell {
  const [evaluationId, label, predicted] = text.split(" ");
  const read = (part: string | undefined): number | null => (part === "" ? null : Number(part));
  return { evaluationId: evaluationId!, label: read(label), predicted: read(predicted) };
}

type ImageArguments = PageArguments & { readonly order: "INDEX" | "WORST" };

/** Makes a page of the images of a cell, all of whose images are loaded in two statements with those of other cells. */
function imagesOf(
  cell: ImageCell,
  { order, ...args }: ImageArguments,
  place: Parameters<typeof ownedPage>[2],
): Promise<OwnedPage<EvaluationImage>> {
  const list: OwnedList<EvaluationImage> = {
    noun: "images",
    typeName: "EvaluationImage",
    load: async (owners, page, query) => {
      const { context } = place;
      const lists = await listEvaluationImages(context, owners.map(readCell), { order, ...page });
      const wanted = Map.groupBy(lists, ({ evaluationId }) => evaluationId);
      const found = await context.database.prisma.evaluationImage.findMany({
        ...query,
        where: {
          OR: [...wanted].map(([evaluationId, ofOne]) => ({
            evaluationId,
            index: { in: ofOne.flatMap(({ indices }) => indices) },
          })),
        },
      });
      const byKey = new Map(found.map((each) => [`${each.evaluationId} ${each.index}`, each]));
      return lists.map(({ evaluationId, indices, ...rest }) => ({
        ...rest,
        nodes: indices.flatMap((index) => byKey.get(`${evaluationId} ${index}`) ?? []),
      }));
    },
    cursorOf: ({ index }) => String(index),
  };
  return ownedPage(list, { owner: writeCell(cell), args }, place);
}

builder.prismaObjectField("Evaluation", "images", (t) =>
  t.connection({
    type: evaluationImage,
    description: "The images, also those of one cell of the confusion matrix; at most 100 a page.",
    args: {
      label: t.arg.int({ description: "Only those of this class, by its index." }),
      predicted: t.arg.int({ description: "Only those taken for this class, by its index." }),
      order: t.arg({ type: imageOrder, required: true, defaultValue: "INDEX" }),
    },
    resolve: ({ id }, { label, predicted, ...args }, context, info) => {
      const cell = { evaluationId: id, label: label ?? null, predicted: predicted ?? null };
      return imagesOf(cell, args, { context, info });
    },
  }),
);

builder.objectField(confusionCell, "images", (t) =>
  t.connection({
    type: evaluationImage,
    description:
      "The images of the cell; at most 100 a page. Those of all cells of an answer are loaded together.",
    args: { order: t.arg({ type: imageOrder, required: true, defaultValue: "INDEX" }) },
    resolve: (cell, args, context, info) => imagesOf(cell, args, { context, info }),
  }),
);
