import sharp from "sharp";
import { type FashionFiles, fashionClasses } from "./fashion_files.ts";
import { readUnzipped } from "./read_unzipped.ts";

/** A picture that the model has not been trained on. */
export interface TestGarment {
  readonly png: Uint8Array<ArrayBuffer>;
  /** What it shows. */
  readonly label: string;
}

const imageHeader = 16;
const labelHeader = 8;

/** Draws an image of the test set as a PNG file, as somebody might upload it. */
export async function drawTestGarment(files: FashionFiles, index: number): Promise<TestGarment> {
  const images = await readUnzipped(files.testImages);
  const labels = await readUnzipped(files.testLabels);
  const height = images.readUInt32BE(8);
  const width = images.readUInt32BE(12);
  const start = imageHeader + index * height * width;
  const pixels = images.subarray(start, start + height * width);
  const png = await sharp(pixels, { raw: { width, height, channels: 1 } })
    .png()
    .toBuffer();
  const label = fashionClasses[labels[labelHeader + index] ?? -1] ?? "unknown";
  return { png: new Uint8Array(png), label };
}
