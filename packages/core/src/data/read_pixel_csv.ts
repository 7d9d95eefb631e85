import { DataError } from "../errors/data_error.ts";
import type { LabeledImages } from "./image_dataset.ts";

/** How a CSV file of pixels is read. */
export interface ReadPixelCsvOptions {
  /** Name of the file in errors. */
  readonly path: string;
  readonly classes: number;
  /** Numbers of one image: `height * width * channels`, row by row, channels side by side. */
  readonly pixels: number;
}

/** A line that is no image, and why. */
export interface UnreadLine {
  /** From 1, the header included. */
  readonly line: number;
  readonly reason: string;
}

/** The images of a CSV file, and the lines that are none. */
export interface PixelCsv extends LabeledImages {
  readonly unread: readonly UnreadLine[];
}

/** The numbers of a line go into `row`; @returns why not, if they do not. */
function parseLine(text: string, row: Uint8Array, options: ReadPixelCsvOptions): number | string {
  const fields = text.split(",");
  if (fields.length !== row.length + 1) {
    return `it must have ${row.length + 1} fields, the label and its pixels: current number is ${fields.length}`;
  }
  for (const [index, field] of fields.entries()) {
    const value = Number(field);
    const most = index === 0 ? options.classes - 1 : 255;
    if (field.trim() === "" || !Number.isInteger(value) || value < 0 || value > most) {
      return `field ${index + 1} must be a whole number from 0 to ${most}: current value is ${field.slice(0, 20)}`;
    }
    if (index > 0) {
      row[index - 1] = value;
    }
  }
  return Number(fields[0]);
}

/**
 * Reads a CSV file with one image a line: its label, then its pixels from 0 to 255. A first line that does not begin with a number is a header.
 * Lines that are no image are told, and left out.
 * @throws {DataError} `DATASET_EMPTY` if no line is an image.
 */
export function readPixelCsv(text: string, options: ReadPixelCsvOptions): PixelCsv {
  const { path, pixels } = options;
  const rows: Uint8Array[] = [];
  const labels: number[] = [];
  const unread: UnreadLine[] = [];
  let line = 0;
  for (let start = 0; start < text.length; ) {
    const end = text.indexOf("\n", start);
    const content = text.slice(start, end < 0 ? text.length : end).trim();
    start = end < 0 ? text.length : end + 1;
    line += 1;
    if (content === "" || (line === 1 && !/^\d/.test(content))) {
      continue;
    }
    const row = new Uint8Array(pixels);
    const label = parseLine(content, row, options);
    if (typeof label === "string") {
      unread.push({ line, reason: label });
    } else {
      rows.push(row);
      labels.push(label);
    }
  }
  if (rows.length === 0) {
    const first = unread[0] === undefined ? "" : `; line ${unread[0].line}: ${unread[0].reason}`;
    throw new DataError({
      code: "DATASET_EMPTY",
      path,
      message: `Cannot read ${path} as at least one line must be an image: current number is 0${first}`,
      value: 0,
    });
  }
  const images = new Uint8Array(rows.length * pixels);
  for (const [index, row] of rows.entries()) {
    images.set(row, index * pixels);
  }
  return { images, labels: Uint8Array.from(labels), count: rows.length, unread };
}
