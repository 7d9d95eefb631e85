import { openAsBlob } from "node:fs";
import { basename } from "node:path";
import type { Dataset, ImportDataset } from "@convzoo/client";
import type { Command } from "../command.ts";
import { formatTable } from "../table.ts";
import { firstOf, firstOption, formatTime } from "./list_options.ts";
import { type Given, nounCommand } from "./noun_command.ts";
import { requiredText, textOf, wholeOf } from "./read_options.ts";

/** `convzoo datasets`. */
export const datasets: Command = nounCommand({
  name: "datasets",
  summary: "Lists the datasets of a running server, and registers new ones.",
  actions: {
    list: {
      summary: "Datasets, newest first",
      options: firstOption,
      run: async ({ zoo, options, tell }) =>
        tell((await zoo.datasets.page({ first: firstOf(options) })).items, describeDatasets),
    },
    show: {
      words: ["NAME"],
      summary: "The latest dataset of a name, and what was measured of it",
      async run({ zoo, words, tell }) {
        const [name] = words as [string];
        const [dataset, facts] = [await zoo.datasets.get(name), await zoo.datasets.facts(name)];
        if (dataset === null) {
          throw new Error(
            `Cannot show the dataset as there must be one of the name: current value is ${name}`,
          );
        }
        tell({ ...dataset, facts }, () => describeDataset(dataset, facts));
      },
    },
    import: {
      words: ["NAME"],
      summary: "Register a dataset",
      options: {
        archive: {
          value: "FILE",
          summary: "A zip or tar of pictures, in one folder a class, below train, test and val or not",
        },
        directory: {
          value: "NAME",
          summary: "The same in a directory of the server, by the name that its operator gave it",
        },
        npz: { value: "FILE", summary: "NumPy arrays x_train, y_train, x_test, ...; needs --classes" },
        csv: { value: "FILE", summary: "Lines of a label and pixels; needs --classes and --size" },
        "csv-test": { value: "FILE", summary: "The same of images to test with" },
        "csv-validation": { value: "FILE", summary: "The same of images to validate with" },
        classes: { value: "A,B,...", summary: "Names of the classes, in the order of their labels" },
        size: {
          value: "HxWxC",
          summary: "The size of the images, such as 28x28x1; pictures are brought to it",
        },
        seed: {
          value: "N",
          summary: "Decides which images are set apart to test with, where none are given",
        },
        next: { summary: "Make other data under a name that is taken the next dataset of the name" },
      },
      run: importDataset,
    },
  },
});

async function importDataset({ zoo, words, options, tell }: Given): Promise<void> {
  const seed = wholeOf(options, "seed", { minimum: 0, maximum: 2 ** 31 - 1 });
  const dataset = await zoo.datasets.import({
    name: words[0]!,
    asNext: options["next"] === true,
    source: await sourceOf(options),
    ...(seed !== undefined && { split: { seed } }),
  });
  tell(dataset, (each) => describeDataset(each, null));
}

const sources = ["archive", "directory", "npz", "csv"] as const;

async function sourceOf(options: Given["options"]): Promise<ImportDataset["source"]> {
  const given = sources.filter((name) => textOf(options, name) !== undefined);
  if (given.length !== 1) {
    const list = sources.map((name) => `--${name}`).join(", ");
    throw new Error(
      `Cannot import the dataset as exactly one of ${list} must be given: current value is ${given.map((name) => `--${name}`).join(", ") || "none"}`,
    );
  }
  const [name] = given as [(typeof sources)[number]];
  const value = requiredText(options, name);
  const size = sizeOf(options);
  switch (name) {
    case "archive":
      return { archive: { file: await fileOf(value), ...(size && { size }) } };
    case "directory":
      return { directory: { name: value, ...(size && { size }) } };
    case "npz":
      return { npz: { file: await fileOf(value), classes: classesOf(options) } };
    case "csv": {
      const [test, validation] = [textOf(options, "csv-test"), textOf(options, "csv-validation")];
      if (size === undefined) {
        throw new Error("Cannot import the dataset as --size must be given with --csv");
      }
      return {
        csv: {
          ...{ train: await fileOf(value), classes: classesOf(options), size },
          ...(test !== undefined && { test: await fileOf(test) }),
          ...(validation !== undefined && { validation: await fileOf(validation) }),
        },
      };
    }
  }
}

async function fileOf(path: string): Promise<File> {
  return new File([await openAsBlob(path)], basename(path));
}

function classesOf(options: Given["options"]): string[] {
  return requiredText(options, "classes").split(",");
}

function sizeOf(options: Given["options"]): { height: number; width: number; channels: number } | undefined {
  const text = textOf(options, "size");
  const [, height, width, channels] = /^(\d+)x(\d+)x(\d+)$/.exec(text ?? "") ?? [];
  if (text !== undefined && height === undefined) {
    throw new Error(`Cannot import the dataset as --size must be like 28x28x1: current value is ${text}`);
  }
  return text === undefined
    ? undefined
    : { height: Number(height), width: Number(width), channels: Number(channels) };
}

function describeDatasets(list: readonly Dataset[]): string {
  return formatTable(
    ["ID", "NAME", "CLASSES", "SIZE", "TRAIN", "VALIDATION", "TEST", "CREATED"],
    list.map((each) => [
      each.id,
      `${each.name} #${each.number}`,
      String(each.classes.length),
      `${each.height}x${each.width}x${each.channels}`,
      String(each.trainCount),
      String(each.validationCount),
      String(each.testCount),
      formatTime(each.createdAt),
    ]),
  );
}

interface Measured {
  readonly exactDuplicates: number;
  readonly nearDuplicates: number;
  readonly leaks: number;
  readonly skippedCount: number;
}

function describeDataset(each: Dataset, facts: Measured | null): string {
  const lines = [
    `${each.name} #${each.number} (${each.id})`,
    `images   ${each.trainCount} to train on, ${each.validationCount} to validate and ${each.testCount} to test with, ${each.height}x${each.width}x${each.channels}`,
    `classes  ${each.classes.join(", ")}`,
    `digest   ${each.digest}`,
  ];
  return facts === null
    ? lines.join("\n")
    : [
        ...lines,
        `twice    ${facts.exactDuplicates} exactly and ${facts.nearDuplicates} nearly, of which ${facts.leaks} leak`,
        `left out ${facts.skippedCount} files`,
      ].join("\n");
}
