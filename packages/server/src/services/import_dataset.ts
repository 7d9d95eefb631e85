import { datasetDigest, parseIdxDataset } from "@convzoo/core";
import { InvalidInputError } from "../errors/invalid_input_error.ts";
import type { Dataset } from "../generated/prisma/client.ts";
import type { ImportSource, ImportSplit } from "../imports/import_source.ts";
import { runImport } from "../imports/run_import.ts";
import { inTransaction } from "../postgres/database.ts";
import { type Acting, anonymous } from "./acting.ts";
import { checkName } from "./check_name.ts";
import { checkText } from "./check_text.ts";
import { factsOfImport } from "./facts_of_import.ts";
import { type DatasetName, registering, storeDataset } from "./store_dataset.ts";

/** A dataset to be, in any format. */
export interface ImportDataset extends DatasetName {
  readonly source: ImportSource;
  readonly split?: ImportSplit | undefined;
}

const action = "Cannot register the dataset";

/**
 * Registers a dataset from an upload or a directory of the operator, with all that is measured of it.
 *
 * The same data under the same name gives the dataset that is there already. Either everything is stored, or nothing.
 *
 * @throws {InvalidInputError} With the argument at fault.
 * @throws {ConflictError} If other data has the name, and `asNext` is not given.
 */
export async function importDataset(
  { database, actor = anonymous }: Acting,
  input: ImportDataset,
): Promise<Dataset> {
  const name = checkName(input.name, { action, path: "input.name" });
  const { source, split, asNext } = input;
  if (split !== undefined && !(split.testFraction > 0 && split.testFraction < 1)) {
    throw new InvalidInputError({
      path: "input.split.testFraction",
      received: String(split.testFraction),
      message: `${action} as testFraction must be above 0 and below 1: current value is ${split.testFraction}`,
    });
  }
  return await registering(async () => {
    const imported = await runImport({ source, split });
    for (const [index, label] of imported.classes.entries()) {
      checkText(label, { action, path: `input.source.classes[${index}]` });
    }
    const { train, test, validation, classes } = imported;
    const files = {
      trainImages: train.images,
      trainLabels: train.labels,
      testImages: test.images,
      testLabels: test.labels,
      ...(validation && { validationImages: validation.images, validationLabels: validation.labels }),
    };
    const dataset = await parseIdxDataset({ name, classes, ...files });
    const digest = await datasetDigest(dataset);
    const facts = factsOfImport(imported);
    return await inTransaction(database.pool, (client) =>
      storeDataset(client, { name, asNext, actor, dataset, digest, files, facts }),
    );
  });
}
