import { ConflictError } from "../errors/conflict_error.ts";
import { InvalidInputError } from "../errors/invalid_input_error.ts";
import { findImportDirectory } from "../services/find_import_directory.ts";
import { type ImportDataset, importDataset } from "../services/import_dataset.ts";
import { readBytes } from "../services/read_bytes.ts";
import { builder } from "./builder.ts";
import { dataset } from "./dataset.ts";
import { asNextDescription } from "./register_dataset.ts";

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
