import { DataError } from "../errors/data_error.ts";
import type { ImageDataset, LabeledImages } from "./image_dataset.ts";
import { type IdxArray, readIdx } from "./read_idx.ts";

/** The files of a dataset in the form of MNIST, each plain or gzip, and the names of its classes. */
export interface IdxDatasetFiles {
  /** @default {"dataset"} */
  readonly name?: string;
  readonly classes: readonly string[];
  readonly trainImages: Uint8Array;
  readonly trainLabels: Uint8Array;
  readonly testImages: Uint8Array;
  readonly testLabels: Uint8Array;
  /** Where the dataset has images to validate with; then there are labels, too. */
  readonly validationImages?: Uint8Array;
  readonly validationLabels?: Uint8Array;
  /** Largest number of bytes of one file, inflated. @default {536870912} */
  readonly limit?: number;
}

/** Images of one set with their size. */
interface ImageSet extends LabeledImages {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

function checkClasses(classes: readonly string[]): void {
  const isValid = classes.length > 0 && classes.every((name) => name !== "");
  if (!isValid || new Set(classes).size !== classes.length || classes.length > 256) {
    throw new DataError({
      code: "CLASSES_INVALID",
      path: "classes",
      message: `Cannot read the dataset as classes must be 1 to 256 different names: current value is ${JSON.stringify(classes)}`,
      value: classes,
    });
  }
}

async function readAxes(
  bytes: Uint8Array,
  expected: {
    readonly path: string;
    readonly holds: "labels" | "images";
    readonly limit: number | undefined;
  },
): Promise<IdxArray> {
  const { path, holds, limit } = expected;
  const array = await readIdx(bytes, limit === undefined ? { path } : { path, limit });
  const found = array.shape.length === 1 ? "labels" : "images";
  if (found !== holds) {
    throw new DataError({
      code: "IDX_MAGIC",
      path,
      message: `Cannot read ${path} as it must hold ${holds}: current file holds ${found}`,
      value: array.shape,
    });
  }
  return array;
}

function checkLabels(labels: Uint8Array, classes: number, path: string): void {
  const index = labels.findIndex((label) => label >= classes);
  if (index >= 0) {
    throw new DataError({
      code: "LABEL_OUT_OF_RANGE",
      path: `${path}[${index}]`,
      message: `Cannot read ${path}[${index}] as it must be below ${classes}, the number of classes: current value is ${labels[index]}`,
      value: labels[index],
    });
  }
}

async function readSet(files: IdxDatasetFiles, set: "train" | "test" | "validation"): Promise<ImageSet> {
  const [imagesPath, labelsPath] = [`${set}Images`, `${set}Labels`] as const;
  const { limit } = files;
  const images = await readAxes(files[imagesPath] ?? new Uint8Array(), {
    path: imagesPath,
    holds: "images",
    limit,
  });
  const labels = await readAxes(files[labelsPath] ?? new Uint8Array(), {
    path: labelsPath,
    holds: "labels",
    limit,
  });
  const [count, height, width, channels = 1] = images.shape as [number, number, number, number?];
  if (images.data.length === 0) {
    throw new DataError({
      code: "DATASET_EMPTY",
      path: imagesPath,
      message: `Cannot read ${imagesPath} as it must have at least one pixel: current shape is [${images.shape.join(",")}]`,
      value: images.shape,
    });
  }
  if (channels !== 1 && channels !== 3) {
    throw new DataError({
      code: "SIZE_MISMATCH",
      path: imagesPath,
      message: `Cannot read ${imagesPath} as its images must have 1 or 3 channels: current number is ${channels}`,
      value: channels,
    });
  }
  if (labels.shape[0] !== count) {
    throw new DataError({
      code: "COUNT_MISMATCH",
      path: labelsPath,
      message: `Cannot read ${labelsPath} as there must be ${count} labels, one for each image: current number is ${labels.shape[0]}`,
      value: labels.shape[0],
    });
  }
  checkLabels(labels.data, files.classes.length, labelsPath);
  return { images: images.data, labels: labels.data, count, height, width, channels };
}

/** Reads a set whose images must be as the training images are. */
async function readSetLike(
  files: IdxDatasetFiles,
  set: "test" | "validation",
  { height, width, channels }: Pick<ImageSet, "height" | "width" | "channels">,
): Promise<LabeledImages> {
  const { height: ownHeight, width: ownWidth, channels: ownChannels, ...images } = await readSet(files, set);
  const path = `${set}Images`;
  if (ownHeight !== height || ownWidth !== width) {
    throw new DataError({
      code: "SIZE_MISMATCH",
      path,
      message: `Cannot read ${path} as they must be ${height}x${width} as the training images are: current size is ${ownHeight}x${ownWidth}`,
      value: [ownHeight, ownWidth],
    });
  }
  if (ownChannels !== channels) {
    throw new DataError({
      code: "SIZE_MISMATCH",
      path,
      message: `Cannot read ${path} as they must have ${channels} channels as the training images have: current number is ${ownChannels}`,
      value: ownChannels,
    });
  }
  return images;
}

/**
 * Reads a dataset in the form of MNIST: images in IDX files, grey ones with three axes or any with four.
 * @throws {DataError} With the file in `path`, if one is broken, or they do not fit together or the classes.
 */
export async function parseIdxDataset(files: IdxDatasetFiles): Promise<ImageDataset> {
  const { name = "dataset", classes, validationImages, validationLabels } = files;
  checkClasses(classes);
  const { height, width, channels, ...train } = await readSet(files, "train");
  const size = { height, width, channels };
  const test = await readSetLike(files, "test", size);
  const isValidated = validationImages !== undefined || validationLabels !== undefined;
  const validation = isValidated ? await readSetLike(files, "validation", size) : undefined;
  return { name, classes: [...classes], ...size, train, ...(validation && { validation }), test };
}
