import { DataError } from "../errors/data_error.ts";
import type { LabeledImages } from "./image_dataset.ts";

/** Bytes of one image: three planes of 32x32. */
const PLANE = 1024;

/** How CIFAR's binary files are read. */
export interface ReadCifarOptions {
  /** Name of the file in errors. */
  readonly path: string;
  readonly classes: number;
  /** Labels before each image: 1 for CIFAR-10, 2 (coarse, fine) for CIFAR-100, of which the last counts. */
  readonly labelBytes: 1 | 2;
}

/**
 * Reads a binary file of CIFAR-10 or CIFAR-100: 32x32 RGB images, plane by plane, each behind its label.
 * @throws {DataError} `FORMAT_INVALID` if it does not hold whole images, `LABEL_OUT_OF_RANGE` with the image at fault.
 * @see Krizhevsky, Learning Multiple Layers of Features from Tiny Images, 2009
 */
export function readCifar(bytes: Uint8Array, options: ReadCifarOptions): LabeledImages {
  const { path, classes, labelBytes } = options;
  const record = labelBytes + 3 * PLANE;
  const count = bytes.length / record;
  if (!Number.isInteger(count) || count === 0) {
    throw new DataError({
      code: "FORMAT_INVALID",
      path,
      message: `Cannot read ${path} as it must have a multiple of ${record} bytes, that of one image: current length is ${bytes.length}`,
      value: bytes.length,
    });
  }
  const images = new Uint8Array(count * 3 * PLANE);
  const labels = new Uint8Array(count);
  for (let image = 0; image < count; image++) {
    const start = image * record + labelBytes;
    const label = bytes[start - 1]!;
    if (label >= classes) {
      throw new DataError({
        code: "LABEL_OUT_OF_RANGE",
        path: `${path}[${image}]`,
        message: `Cannot read ${path}[${image}] as its label must be below ${classes}, the number of classes: current value is ${label}`,
        value: label,
      });
    }
    labels[image] = label;
    for (let pixel = 0; pixel < PLANE; pixel++) {
      const to = (image * PLANE + pixel) * 3;
      images[to] = bytes[start + pixel]!;
      images[to + 1] = bytes[start + PLANE + pixel]!;
      images[to + 2] = bytes[start + 2 * PLANE + pixel]!;
    }
  }
  return { images, labels, count };
}
