import type { ImportDataset } from "@convzoo/client";
import type { OptionValues } from "../command.ts";
import { openUpload } from "../open_upload.ts";
import { requiredText, textOf } from "./read_options.ts";

/** The options that say where a dataset comes from. */
export const sourceOptions = {
  archive: {
    value: "FILE",
    summary: "A zip or tar of pictures, in one folder a class, below train, test and val or not",
  },
  directory: {
    value: "NAME",
    summary: "The same in a directory of the server, by the name that its operator gave it",
  },
  cifar: {
    value: "FILE,...",
    summary: "Binary files of CIFAR-10, or with --fine-labels of CIFAR-100; needs --classes",
  },
  "cifar-test": { value: "FILE,...", summary: "The same of images to test with" },
  "cifar-validation": { value: "FILE,...", summary: "The same of images to validate with" },
  "fine-labels": { summary: "Each image of --cifar has two labels, of which the second counts" },
  npz: { value: "FILE", summary: "NumPy arrays x_train, y_train, x_test, ..., x_val, ...; needs --classes" },
  csv: { value: "FILE", summary: "Lines of a label and pixels; needs --classes and --size" },
  "csv-test": { value: "FILE", summary: "The same of images to test with" },
  "csv-validation": { value: "FILE", summary: "The same of images to validate with" },
  classes: { value: "A,B,...", summary: "Names of the classes, in the order of their labels" },
  size: {
    value: "HxWxC",
    summary: "The size of the images, such as 28x28x1; pictures are brought to it",
  },
};

const sources = ["archive", "directory", "cifar", "npz", "csv"] as const;

/** Options that go with one source alone. */
const owners: Readonly<Record<string, (typeof sources)[number]>> = {
  "cifar-test": "cifar",
  "cifar-validation": "cifar",
  "fine-labels": "cifar",
  "csv-test": "csv",
  "csv-validation": "csv",
};

/** Reads where a dataset comes from. @throws {Error} If it is not exactly one source, or lacks what that needs. */
export async function readDatasetSource(options: OptionValues): Promise<ImportDataset["source"]> {
  const given = sources.filter((name) => textOf(options, name) !== undefined);
  if (given.length !== 1) {
    const list = sources.map((name) => `--${name}`).join(", ");
    throw new Error(
      `Cannot import the dataset as exactly one of ${list} must be given: current value is ${given.map((name) => `--${name}`).join(", ") || "none"}`,
    );
  }
  const [name] = given as [(typeof sources)[number]];
  checkOwner(options, name);
  const value = requiredText(options, name);
  const size = sizeOf(options);
  switch (name) {
    case "archive":
      return { archive: { file: await openUpload(value), ...(size && { size }) } };
    case "directory":
      return { directory: { name: value, ...(size && { size }) } };
    case "cifar":
      return {
        cifar: {
          train: await filesOf(value),
          test: await filesOf(textOf(options, "cifar-test")),
          validation: await filesOf(textOf(options, "cifar-validation")),
          classes: classesOf(options),
          fineLabels: options["fine-labels"] === true,
        },
      };
    case "npz":
      return { npz: { file: await openUpload(value), classes: classesOf(options) } };
    case "csv": {
      const [test, validation] = [textOf(options, "csv-test"), textOf(options, "csv-validation")];
      if (size === undefined) {
        throw new Error("Cannot import the dataset as --size must be given with --csv");
      }
      return {
        csv: {
          ...{ train: await openUpload(value), classes: classesOf(options), size },
          ...(test !== undefined && { test: await openUpload(test) }),
          ...(validation !== undefined && { validation: await openUpload(validation) }),
        },
      };
    }
  }
}

/** An option of another source would be left out in silence, such as images to validate with. */
function checkOwner(options: OptionValues, source: (typeof sources)[number]): void {
  for (const [option, owner] of Object.entries(owners)) {
    if (options[option] !== undefined && options[option] !== false && owner !== source) {
      throw new Error(
        `Cannot import the dataset as --${option} must be given with --${owner}: current value is --${source}`,
      );
    }
  }
}

async function filesOf(paths: string | undefined): Promise<File[]> {
  return await Promise.all((paths?.split(",") ?? []).map(openUpload));
}

/** The names of classes. */
export function classesOf(options: OptionValues): string[] {
  return requiredText(options, "classes").split(",");
}

function sizeOf(options: OptionValues): { height: number; width: number; channels: number } | undefined {
  const text = textOf(options, "size");
  const [, height, width, channels] = /^(\d+)x(\d+)x(\d+)$/.exec(text ?? "") ?? [];
  if (text !== undefined && height === undefined) {
    throw new Error(`Cannot import the dataset as --size must be like 28x28x1: current value is ${text}`);
  }
  return text === undefined
    ? undefined
    : { height: Number(height), width: Number(width), channels: Number(channels) };
}
