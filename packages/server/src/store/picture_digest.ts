import { createHash } from "node:crypto";

/** Pixels of a picture, row by row. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  /** 1 (grey) or 3 (RGB). */
  readonly channels: number;
  readonly data: Uint8Array;
}

/**
 * Names a picture by what is to be seen: SHA-256 over its size and its RGB pixels. A grey picture and its copy in colour
 * have one digest, and so have all lossless files of a picture.
 */
export function pictureDigest({ width, height, channels, data }: Picture): Buffer {
  const hash = createHash("sha256").update(`${width}x${height}\n`);
  return hash.update(channels === 1 ? inColour(data) : data).digest();
}

function inColour(grey: Uint8Array): Uint8Array {
  const rgb = new Uint8Array(grey.length * 3);
  for (let pixel = 0; pixel < grey.length; pixel += 1) {
    rgb.fill(grey[pixel]!, pixel * 3, pixel * 3 + 3);
  }
  return rgb;
}
