import type { Dataset } from "@convzoo/client";
import type { Command } from "../command.ts";
import { openUpload } from "../open_upload.ts";
import { formatTable } from "../table.ts";
import { deleting } from "./delete_thing.ts";
import { firstOf, firstOption, formatTime } from "./list_options.ts";
import { type Given, nounCommand } from "./noun_command.ts";
import { classesOf, readDatasetSource, sourceOptions } from "./read_dataset_source.ts";
import { requiredText, textOf, wholeOf } from "./read_options.ts";

const nextOption = { summary: "Make other data under a name that is taken the next dataset of the name" };

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
        ...sourceOptions,
        seed: {
          value: "N",
          summary: "Decides which images are set apart to test with, where none are given",
        },
        next: nextOption,
      },
      run: importDataset,
    },
    register: {
      words: ["NAME"],
      summary: "Register a dataset of IDX files, as MNIST is published",
      options: {
        "train-images": { value: "FILE", summary: "The images to train on, plain or gzip; needed" },
        "train-labels": { value: "FILE", summary: "Their labels; needed" },
        "test-images": { value: "FILE", summary: "The images to test with; needed" },
        "test-labels": { value: "FILE", summary: "Their labels; needed" },
        "validation-images": {
          value: "FILE",
          summary: "Images to validate with; with their labels, or not at all",
        },
        "validation-labels": { value: "FILE", summary: "Their labels" },
        classes: { value: "A,B,...", summary: "Names of the classes, in the order of their labels; needed" },
        next: nextOption,
      },
      run: registerDataset,
    },
    delete: deleting("ID", "Delete one that nothing needs, with its images", (zoo, id, dryRun) =>
      zoo.datasets.delete(id, { dryRun }),
    ),
  },
});

async function importDataset({ zoo, words, options, tell }: Given): Promise<void> {
  const seed = wholeOf(options, "seed", { minimum: 0, maximum: 2 ** 31 - 1 });
  const dataset = await zoo.datasets.import({
    name: words[0]!,
    asNext: options["next"] === true,
    source: await readDatasetSource(options),
    ...(seed !== undefined && { split: { seed } }),
  });
  tell(dataset, (each) => describeDataset(each, null));
}

async function registerDataset({ zoo, words, options, tell }: Given): Promise<void> {
  const file = (name: string): Promise<File> => openUpload(requiredText(options, name));
  const isValidated = ["validation-images", "validation-labels"].some(
    (name) => textOf(options, name) !== undefined,
  );
  const dataset = await zoo.datasets.register({
    name: words[0]!,
    asNext: options["next"] === true,
    classes: classesOf(options),
    trainImages: await file("train-images"),
    trainLabels: await file("train-labels"),
    testImages: await file("test-images"),
    testLabels: await file("test-labels"),
    ...(isValidated && {
      validation: { images: await file("validation-images"), labels: await file("validation-labels") },
    }),
  });
  tell(dataset, (each) => describeDataset(each, null));
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
