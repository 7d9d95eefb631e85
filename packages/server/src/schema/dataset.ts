import { ConflictError } from "../errors/conflict_error.ts";
import { InvalidInputError } from "../errors/invalid_input_error.ts";
import { normalizeName } from "../services/check_name.ts";
import { findImportDirectory } from "../services/find_import_directory.ts";
import { type ImportDataset, importDataset } from "../services/import_dataset.ts";
import { type DatasetFacts, loadDatasetFacts } from "../services/load_dataset_facts.ts";
import { readBytes } from "../services/read_bytes.ts";
import { registerDataset } from "../services/register_dataset.ts";
import { builder } from "./builder.ts";
import { checkCursor } from "./check_cursor.ts";
import { storable } from "./storable.ts";

const datasetSplit = builder.objectRef<NonNullable<DatasetFacts["split"]>>("DatasetSplitRule").implement({
  description: "How images were split into train and test when the dataset was registered, class by class.",
  fields: (t) => ({
    seed: t.exposeInt("seed", { description: "Decides which images." }),
    testFraction: t.exposeFloat("testFraction", { description: "Share of test images of each class." }),
  }),
});

const duplicatePair = builder.objectRef<DatasetFacts["pairs"][number]>("DuplicatePair").implement({
  description:
    "Two images that are alike, numbered through: training images first, then test images, then those to validate with.",
  fields: (t) => ({
    first: t.exposeInt("first", { description: "The number of the earlier image." }),
    second: t.exposeInt("second", { description: "The number of the later image." }),
    exact: t.exposeBoolean("exact", { description: "Whether every pixel is the same." }),
    leaks: t.exposeBoolean("leaks", {
      description:
        "Whether they are of two parts, such as one that is trained on and one that is tested with.",
    }),
  }),
});

const skippedFile = builder.objectRef<DatasetFacts["skipped"][number]>("SkippedFile").implement({
  description: "A file of the source, or a line of it, that is not part of the dataset.",
  fields: (t) => ({
    path: t.exposeString("path", { description: "Where it was." }),
    code: t.exposeString("code", { description: "What to decide by, such as TRUNCATED or UNSAFE_PATH." }),
    reason: t.exposeString("reason", { description: "One sentence for people." }),
  }),
});

const datasetFacts = builder.objectRef<DatasetFacts>("DatasetFacts").implement({
  description: "What was measured of a dataset when it was registered. It never changes.",
  fields: (t) => ({
    trainCounts: t.field({
      type: ["Int"],
      description: "Training images of each class.",
      resolve: ({ trainCounts }) => [...trainCounts],
    }),
    testCounts: t.field({
      type: ["Int"],
      description: "Test images of each class.",
      resolve: ({ testCounts }) => [...testCounts],
    }),
    validationCounts: t.field({
      type: ["Int"],
      description: "Images of each class to validate with; empty if there are none.",
      resolve: ({ validationCounts = [] }) => [...validationCounts],
    }),
    mean: t.field({
      type: ["Float"],
      description: "Mean of the training pixels, channel by channel, scaled to 0 to 1.",
      resolve: ({ mean }) => [...mean],
    }),
    standardDeviation: t.field({
      type: ["Float"],
      description: "Standard deviation of the training pixels, channel by channel.",
      resolve: ({ standardDeviation }) => [...standardDeviation],
    }),
    split: t.field({
      type: datasetSplit,
      nullable: true,
      description: "How it was split; null if the source was split already.",
      resolve: ({ split }) => split,
    }),
    exactDuplicates: t.exposeInt("exactCount", {
      description: "Images with every pixel of one before them.",
    }),
    nearDuplicates: t.exposeInt("nearCount", {
      description:
        "Images nearly as one before them: difference hashes (dHash, 64 bits) at most 3 bits apart and pixels at most 6 of 255 in the mean.",
    }),
    leaks: t.exposeInt("leakCount", { description: "Duplicates across the parts." }),
    duplicatesComplete: t.exposeBoolean("isComplete", {
      description: "Whether all candidates for near duplicates were compared.",
    }),
    duplicates: t.field({
      type: [duplicatePair],
      description: "The duplicates, those that leak first; at most 1000.",
      resolve: ({ pairs }) => [...pairs],
    }),
    skippedCount: t.exposeInt("skippedCount", { description: "Files that are not part of the dataset." }),
    skipped: t.field({
      type: [skippedFile],
      description: "Those files and why; at most 1000.",
      resolve: ({ skipped }) => [...skipped],
    }),
  }),
});

/** A dataset. */
export const dataset = builder.prismaNode("Dataset", {
  id: { field: "id" },
  nullable: true,
  description:
    "A frozen, labelled set of images, split into train and test, and where it came so also validation.",
  fields: (t) => ({
    name: t.exposeString("name"),
    number: t.exposeInt("number", {
      description: "Counts the datasets of its name, from 1; later ones have other data.",
    }),
    actor: t.exposeString("actor", { description: "Who registered it first." }),
    digest: t.exposeString("digest", { description: "SHA-256 over its classes, images and labels." }),
    classes: t.exposeStringList("classes", {
      description: "Names of the classes; a label is an index into them.",
    }),
    height: t.exposeInt("height"),
    width: t.exposeInt("width"),
    channels: t.exposeInt("channels", { description: "1 (grey) or 3 (RGB)." }),
    trainCount: t.exposeInt("trainCount", { description: "Number of training images." }),
    testCount: t.exposeInt("testCount", { description: "Number of test images." }),
    validationCount: t.exposeInt("validationCount", {
      description:
        "Number of images to validate with, which a train spec asks for by `validation: { given: {} }`; 0 if there are none.",
    }),
    facts: t.field({
      type: datasetFacts,
      nullable: true,
      description:
        "What was measured when it was registered; null for one of an older server, until it is registered again.",
      resolve: ({ id }, _args, context) => loadDatasetFacts(context, id),
    }),
    createdAt: t.expose("createdAt", { type: "DateTime" }),
  }),
});

builder.queryFields((t) => ({
  dataset: t.prismaField({
    type: dataset,
    nullable: true,
    description: "The dataset of a name.",
    args: {
      name: t.arg.string({ required: true }),
      number: t.arg.int({ description: "Left out: the latest of the name." }),
    },
    resolve: (query, _root, { name, number }, { database }) =>
      storable(name)
        ? database.prisma.dataset.findFirst({
            ...query,
            where: { name: normalizeName(name), ...(number != null && { number }) },
            orderBy: { number: "desc" },
          })
        : null,
  }),
  datasets: t.prismaConnection({
    type: dataset,
    cursor: "id",
    description: "All datasets, newest first.",
    args: { name: t.arg.string({ description: "Only those of this name." }) },
    resolve: (query, _root, { name }, { database }) =>
      name == null || storable(name)
        ? database.prisma.dataset.findMany({
            ...checkCursor(query),
            ...(name != null && { where: { name: normalizeName(name) } }),
            orderBy: { id: "desc" },
          })
        : [],
  }),
}));

const asNextDescription =
  "Whether other data under a name that is taken becomes the next dataset of the name; otherwise it is a conflict.";

const registerDatasetInput = builder.inputType("RegisterDatasetInput", {
  description: "A dataset to be, as four official IDX files, each plain or gzip.",
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
    resolve: (_root, { input }, context) => registerDataset(context, input),
  }),
);

const imageSizeInput = builder.inputType("ImageSizeInput", {
  description: "The size that images are brought to.",
  fields: (t) => ({
    height: t.int({ required: true, description: "Pixels, 1 to 1024." }),
    width: t.int({ required: true, description: "Pixels, 1 to 1024." }),
    channels: t.int({ required: true, description: "1 (grey) or 3 (RGB)." }),
  }),
});

const classesDescription = "Names of the classes, in the order of their labels.";

const sourceInput = builder.inputType("DatasetSourceInput", {
  isOneOf: true,
  description: "Where a dataset comes from.",
  fields: (t) => ({
    archive: t.field({
      type: builder.inputType("ArchiveSourceInput", {
        description:
          "A zip or tar (also gzip) of pictures in one folder a class, below `train`, `test` and `validation` (or `val`) or not.",
        fields: (a) => ({
          file: a.field({ type: "File", required: true, description: "The archive." }),
          size: a.field({
            type: imageSizeInput,
            description: "Left out: that of the pictures, which must all have one.",
          }),
        }),
      }),
    }),
    directory: t.field({
      type: builder.inputType("DirectorySourceInput", {
        description: "The same in a directory of the server that its operator has named.",
        fields: (a) => ({
          name: a.string({ required: true, description: "The name that the operator gave it." }),
          size: a.field({
            type: imageSizeInput,
            description: "Left out: that of the pictures, which must all have one.",
          }),
        }),
      }),
    }),
    cifar: t.field({
      type: builder.inputType("CifarSourceInput", {
        description: "Binary files of CIFAR-10 or CIFAR-100.",
        fields: (a) => ({
          train: a.field({ type: ["File"], required: true, description: "One file or several." }),
          test: a.field({
            type: ["File"],
            required: true,
            defaultValue: [],
            description: "None: it is split.",
          }),
          validation: a.field({
            type: ["File"],
            required: true,
            defaultValue: [],
            description: "Kept as they are to validate with.",
          }),
          classes: a.stringList({ required: true, description: classesDescription }),
          fineLabels: a.boolean({
            required: true,
            defaultValue: false,
            description: "Whether each image has two labels, as in CIFAR-100; the second counts.",
          }),
        }),
      }),
    }),
    npz: t.field({
      type: builder.inputType("NpzSourceInput", {
        description:
          "NumPy arrays x_train, y_train and, where there are any, x_test, y_test and x_val, y_val (or valid, validation).",
        fields: (a) => ({
          file: a.field({ type: "File", required: true, description: "The npz file." }),
          classes: a.stringList({ required: true, description: classesDescription }),
        }),
      }),
    }),
    csv: t.field({
      type: builder.inputType("CsvSourceInput", {
        description: "Lines of a label and the pixels of an image, 0 to 255.",
        fields: (a) => ({
          train: a.field({ type: "File", required: true, description: "The training images." }),
          test: a.field({ type: "File", description: "The test images; none: it is split." }),
          validation: a.field({ type: "File", description: "Kept as they are to validate with." }),
          classes: a.stringList({ required: true, description: classesDescription }),
          size: a.field({ type: imageSizeInput, required: true, description: "The size of the images." }),
        }),
      }),
    }),
  }),
});

const importDatasetInput = builder.inputType("ImportDatasetInput", {
  description: "A dataset to be, in any format.",
  fields: (t) => ({
    name: t.string({ required: true, description: "By which it is found." }),
    asNext: t.boolean({ required: true, defaultValue: false, description: asNextDescription }),
    source: t.field({ type: sourceInput, required: true, description: "Where it comes from." }),
    split: t.field({
      type: builder.inputType("DatasetSplitInput", {
        description: "How to split images that come as one set; each class keeps its share.",
        fields: (a) => ({
          seed: a.int({ required: true, defaultValue: 0, description: "Decides which images." }),
          testFraction: a.float({
            required: true,
            defaultValue: 0.2,
            description: "Share of test images, above 0 and below 1.",
          }),
        }),
      }),
      description: "Only for sources with one set.",
    }),
  }),
});

builder.mutationField("importDataset", (t) =>
  t.field({
    type: dataset,
    description:
      "Registers a dataset of any format, and measures it. The same data under the same name gives the dataset that is there already.",
    errors: { types: [InvalidInputError, ConflictError] },
    args: { input: t.arg({ type: importDatasetInput, required: true }) },
    resolve: async (_root, { input }, context) =>
      importDataset(context, {
        name: input.name,
        asNext: input.asNext,
        source: await readSource(input.source, context.datasetDirectories),
        split: input.split ?? undefined,
      }),
  }),
);

type SourceInput = typeof sourceInput.$inferInput;

/** The server's own copy of a file, as the bytes of a request may be a view on all of it. */
async function copyOf(file: File): Promise<Uint8Array> {
  return Uint8Array.from(await readBytes(file));
}

async function readSource(
  { archive, directory, cifar, npz, csv }: SourceInput,
  directories: ReadonlyMap<string, string>,
): Promise<ImportDataset["source"]> {
  if (archive) {
    return { archive: { file: await copyOf(archive.file), size: checkSize(archive.size, "archive") } };
  }
  if (directory) {
    const size = checkSize(directory.size, "directory");
    return { directory: { directory: findImportDirectory(directory.name, directories), size } };
  }
  if (cifar) {
    const { classes, fineLabels } = cifar;
    const train = await Promise.all(cifar.train.map(copyOf));
    const test = await Promise.all((cifar.test ?? []).map(copyOf));
    const validation = await Promise.all((cifar.validation ?? []).map(copyOf));
    return { cifar: { train, test, validation, classes, labelBytes: fineLabels ? 2 : 1 } };
  }
  if (npz) {
    return { npz: { file: await copyOf(npz.file), classes: npz.classes } };
  }
  const { train, test, validation, classes, size } = csv!;
  const checked = checkSize(size, "csv")!;
  return {
    csv: {
      train: await copyOf(train),
      test: test ? await copyOf(test) : undefined,
      validation: validation ? await copyOf(validation) : undefined,
      classes,
      size: checked,
    },
  };
}

type SizeInput = typeof imageSizeInput.$inferInput;

function checkSize(size: SizeInput | null | undefined, source: string): SizeInput | undefined {
  if (size == null) {
    return undefined;
  }
  for (const [key, value] of Object.entries(size)) {
    const isValid = key === "channels" ? value === 1 || value === 3 : value >= 1 && value <= 1024;
    if (!isValid) {
      const rule = key === "channels" ? "1 or 3" : "from 1 to 1024";
      throw new InvalidInputError({
        path: `input.source.${source}.size.${key}`,
        received: String(value),
        message: `Cannot register the dataset as ${key} must be ${rule}: current value is ${value}`,
      });
    }
  }
  return size;
}
