import { access } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** What the labels of Fashion-MNIST mean. */
export const fashionClasses: readonly string[] = [
  "T-shirt/top",
  "Trouser",
  "Pullover",
  "Dress",
  "Coat",
  "Sandal",
  "Shirt",
  "Sneaker",
  "Bag",
  "Ankle boot",
];

/** The four files of a dataset in the form of Fashion-MNIST. */
export interface FashionFiles {
  /** The name that the dataset gets in the zoo. */
  readonly name: string;
  readonly directory: string;
  readonly trainImages: string;
  readonly trainLabels: string;
  readonly testImages: string;
  readonly testLabels: string;
}

/** Which dataset `start` uses. */
export interface DatasetChoice {
  /** A directory that the person names. */
  readonly directory?: string | undefined;
  /** Whether to use the directory that CONVZOO_DATASET_DIR names. */
  readonly full: boolean;
}

const sampleDirectory = fileURLToPath(new URL("../../../../data/fashion-mnist-sample", import.meta.url));

const fileNames = {
  trainImages: "train-images-idx3-ubyte",
  trainLabels: "train-labels-idx1-ubyte",
  testImages: "t10k-images-idx3-ubyte",
  testLabels: "t10k-labels-idx1-ubyte",
} as const;

/**
 * Finds the files of the dataset, gzipped or not.
 * @throws {Error} If the directory or one of the files is missing.
 */
export async function findFashionFiles(choice: DatasetChoice): Promise<FashionFiles> {
  const directory = chooseDirectory(choice);
  const find = async (key: keyof typeof fileNames): Promise<string> => {
    const path = join(directory, fileNames[key]);
    for (const candidate of [`${path}.gz`, path]) {
      if (await exists(candidate)) {
        return candidate;
      }
    }
    throw new Error(
      `Cannot read the dataset as ${directory} must hold the file ${fileNames[key]}.gz: it is missing`,
    );
  };
  return {
    name: choice.full ? "fashion-mnist" : basename(directory),
    directory,
    trainImages: await find("trainImages"),
    trainLabels: await find("trainLabels"),
    testImages: await find("testImages"),
    testLabels: await find("testLabels"),
  };
}

function chooseDirectory({ directory, full }: DatasetChoice): string {
  if (!full) {
    return directory === undefined ? sampleDirectory : resolve(directory);
  }
  if (directory !== undefined) {
    throw new Error("Cannot start with both --full and --dataset: each names a dataset");
  }
  const named = process.env["CONVZOO_DATASET_DIR"];
  if (!named) {
    throw new Error(
      "Cannot start with --full as CONVZOO_DATASET_DIR must name a directory with the four files of Fashion-MNIST",
    );
  }
  return resolve(named);
}

async function exists(path: string): Promise<boolean> {
  return await access(path).then(
    () => true,
    () => false,
  );
}
