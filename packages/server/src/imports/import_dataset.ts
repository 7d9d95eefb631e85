import {
  type DuplicateReport,
  findDuplicates,
  type IdxSet,
  type ImageShape,
  type PixelStatistics,
  parseIdxDataset,
  pixelStatistics,
  writeIdx,
} from "@convzoo/core";
import { InvalidInputError } from "../errors/invalid_input_error.ts";
import { readClassFolders } from "./class_folders.ts";
import { type ImportLimits, importLimits, type SkippedFile } from "./found_file.ts";
import type { ImportSource, ImportSplit } from "./import_source.ts";
import { readCifarFiles, readCsv, readNpz } from "./read_arrays.ts";
import { readDirectory } from "./read_directory.ts";
import type { ReadSet, ReadSets } from "./read_sets.ts";
import { readTar } from "./read_tar.ts";
import { readZip } from "./read_zip.ts";
import { type SplitSet, splitSet } from "./split_set.ts";

/** A dataset as it is frozen: packed, split and measured. */
export interface ImportedDataset {
  readonly classes: readonly string[];
  readonly shape: ImageShape;
  readonly train: IdxSet;
  readonly test: IdxSet;
  /** Where the source has images to validate with. */
  readonly validation?: IdxSet | undefined;
  /** Images of each class. */
  readonly trainCounts: readonly number[];
  readonly testCounts: readonly number[];
  readonly validationCounts: readonly number[];
  /** Of the training images. */
  readonly statistics: PixelStatistics;
  /** Images are numbered through: those of the training set, of the test set, and then those to validate with. */
  readonly duplicates: DuplicateReport;
  readonly skipped: readonly SkippedFile[];
  /** Null if the source has a test set. */
  readonly split: ImportSplit | null;
}

/** What {@linkcode importDataset} is given. */
export interface ImportTask {
  readonly source: ImportSource;
  /** Left out: seed 0 and a fifth of the images, where the source has one set. */
  readonly split?: ImportSplit | undefined;
}

const defaultSplit: ImportSplit = { seed: 0, testFraction: 0.2 };

/**
 * Reads a dataset from where it comes from, splits it if it is not, and measures all that is to be known of it.
 *
 * @throws {InvalidInputError} With the argument at fault.
 * @throws {DataError} The same.
 */
export async function importDataset({ source, split }: ImportTask): Promise<ImportedDataset> {
  const sets = await readSource(source, importLimits);
  const { classes, shape, skipped } = sets;
  if (classes.length === 0 || classes.length > 256 || new Set(classes).size !== classes.length) {
    throw refuse("CLASSES_INVALID", `there must be 1 to 256 different classes`, String(classes.length));
  }
  if (sets.test !== undefined && split !== undefined) {
    throw refuse("SPLIT_GIVEN", "split must be left out where the source has test images", "a split");
  }
  const used = sets.test === undefined ? (split ?? defaultSplit) : null;
  const { train, test, validation, duplicates } = used === null ? keepSets(sets) : splitSets(sets, used);
  if (train.count === 0 || test.count === 0) {
    const counts = `${train.count} and ${test.count}`;
    throw refuse("DATASET_EMPTY", "there must be images to train on and to test with", counts);
  }
  return {
    classes,
    shape,
    skipped,
    split: used,
    train: writeIdx(train, shape),
    test: writeIdx(test, shape),
    validation: validation && writeIdx(validation, shape),
    trainCounts: countClasses(train, classes.length),
    testCounts: countClasses(test, classes.length),
    validationCounts: validation === undefined ? [] : countClasses(validation, classes.length),
    statistics: pixelStatistics(train, shape.channels),
    duplicates,
  };
}

async function readSource(source: ImportSource, limits: ImportLimits): Promise<ReadSets> {
  if ("archive" in source) {
    const { file, size } = source.archive;
    const path = "input.source.archive.file";
    const isZip = file[0] === 0x50 && file[1] === 0x4b;
    return await readClassFolders(await (isZip ? readZip : readTar)(file, path, limits), { path, size });
  }
  if ("directory" in source) {
    const { directory, size } = source.directory;
    const path = "input.source.directory.name";
    return await readClassFolders(await readDirectory(directory, path, limits), { path, size });
  }
  if ("npz" in source) {
    return await readNpz(source.npz, "input.source.npz.file", limits);
  }
  if ("idx" in source) {
    const { files, classes } = source.idx;
    const { height, width, channels, ...sets } = await parseIdxDataset({ ...files, classes });
    const { train, test, validation } = sets;
    return { classes, shape: { height, width, channels }, train, test, validation, skipped: [] };
  }
  return "cifar" in source
    ? readCifarFiles(source.cifar, "input.source.cifar")
    : readCsv(source.csv, "input.source.csv");
}

/** Sets as they are kept. */
interface KeptSets extends SplitSet {
  readonly validation?: ReadSet | undefined;
}

function keepSets({ train, test = train, validation, shape }: ReadSets): KeptSets {
  const sets = [train, test, ...(validation === undefined ? [] : [validation])];
  const all = new Uint8Array(sets.reduce((sum, { images }) => sum + images.length, 0));
  let start = 0;
  for (const { images } of sets) {
    all.set(images, start);
    start += images.length;
  }
  return { train, test, validation, duplicates: findDuplicates(all, shape) };
}

/** What is given to validate with is kept as it is: only the training images are split. */
function splitSets(sets: ReadSets, split: ImportSplit): KeptSets {
  const { train, test, duplicates } = splitSet(sets, split);
  return sets.validation === undefined ? { train, test, duplicates } : keepSets({ ...sets, train, test });
}

function countClasses({ labels }: ReadSet, classes: number): number[] {
  const counts = new Array<number>(classes).fill(0);
  for (const label of labels) {
    counts[label]! += 1;
  }
  return counts;
}

function refuse(code: string, rule: string, received: string): InvalidInputError {
  const message = `Cannot register the dataset as ${rule}: current value is ${received}`;
  return new InvalidInputError({ code, path: "input.source", received, message });
}
