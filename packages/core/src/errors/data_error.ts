import { formatReceived } from "./spec_error.ts";

/** What is wrong with data. */
export type DataErrorCode =
  /** A gzip body is not gzip all the way. */
  | "GZIP_INVALID"
  /** The data is larger than the reader accepts. */
  | "DATA_TOO_LARGE"
  /** The first four bytes are not those of an IDX file of images or labels. */
  | "IDX_MAGIC"
  /** An IDX file is shorter than its header says. */
  | "IDX_TRUNCATED"
  /** An IDX file is longer than its header says. */
  | "IDX_TRAILING_BYTES"
  /** A file is not in the format that it should have, such as NPY, CIFAR binary or CSV. */
  | "FORMAT_INVALID"
  /** There are not as many labels as images. */
  | "COUNT_MISMATCH"
  /** The test images have another size than the training images. */
  | "SIZE_MISMATCH"
  /** A label is not the index of a class. */
  | "LABEL_OUT_OF_RANGE"
  /** A set has no images, or its images no pixels. */
  | "DATASET_EMPTY"
  /** There is nothing to measure: no examples, no pairs, no runs. */
  | "NOTHING_TO_MEASURE"
  /** A score or a measurement is NaN or infinite, or no probability where it must be one. */
  | "SCORE_INVALID"
  /** Class names are missing, empty or not distinct. */
  | "CLASSES_INVALID"
  /** A dataset does not suit a model. */
  | "DATASET_MISMATCH";

/** What a data error is made of. */
export interface DataProblem {
  readonly code: DataErrorCode;
  /** Which part of the data, such as `trainImages`. */
  readonly path: string;
  /** The whole sentence. */
  readonly message: string;
  /** The value that was there. */
  readonly value?: unknown;
  readonly cause?: unknown;
}

/** Data that cannot be read or used. */
export class DataError extends Error {
  override readonly name = "DataError";
  readonly code: DataErrorCode;
  /** Which part of the data, such as `trainImages`. */
  readonly path: string;
  /** The value that was there, as text; empty if there is none to show. */
  readonly received: string;

  constructor({ code, path, message, value, cause }: DataProblem) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.path = path;
    this.received = value === undefined ? "" : formatReceived(value);
  }
}
