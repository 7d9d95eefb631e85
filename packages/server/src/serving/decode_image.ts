import type { RawImage } from "@convzoo/core";
import sharp from "sharp";
import { ImageError, type ImageErrorCode } from "../errors/image_error.ts";

/** The most pixels of one image: enough for a photo, and decoded not more than 50 MB. */
const mostPixels = 4096 * 4096;

/** Seconds that decoding one image may take. */
const patience = 5;

// Whatever libvips could load beyond these (SVG, PDF, TIFF, ...) has more ways to be attacked than uses here.
sharp.block({ operation: ["VipsForeignLoad"] });
sharp.unblock({
  operation: ["VipsForeignLoadJpeg", "VipsForeignLoadPng", "VipsForeignLoadWebp", "VipsForeignLoadNsgif"],
});
// One thread an image: images are decoded side by side, and nobody sends the same one twice.
sharp.concurrency(1);
sharp.cache(false);

/**
 * Decodes a JPEG, PNG, WebP or GIF (its first frame) to RGB, upright, transparent parts white.
 *
 * It runs in libvips' own threads, not on the event loop.
 *
 * @param bytes The file.
 * @param index Which of a request's images it is, for errors.
 * @throws {ImageError} With what is wrong.
 */
export async function decodeImage(bytes: Uint8Array, index: number): Promise<RawImage> {
  if (bytes.length === 0) {
    throw new ImageError({ index, code: "EMPTY", rule: "it must have bytes", received: "0 bytes" });
  }
  try {
    const { data, info } = await sharp(bytes, { limitInputPixels: mostPixels, failOn: "error" })
      .autoOrient()
      .flatten({ background: "#fff" })
      .toColourspace("srgb")
      .removeAlpha()
      .timeout({ seconds: patience })
      .raw({ depth: "uchar" })
      .toBuffer({ resolveWithObject: true });
    if (info.channels !== 3) {
      throw new Error(
        `Cannot use a decoded image as it must have 3 channels: current value is ${info.channels}`,
      );
    }
    return { width: info.width, height: info.height, channels: 3, data };
  } catch (error) {
    throw explain(error, { index, size: bytes.length });
  }
}

/** What libvips' messages mean; whatever is not listed is damage that a decoder came upon. */
const meanings: readonly { pattern: RegExp; code: ImageErrorCode; rule: string }[] = [
  {
    pattern: /unsupported image format/,
    code: "UNSUPPORTED_FORMAT",
    rule: "it must be a JPEG, PNG, WebP or GIF",
  },
  {
    pattern: /exceeds pixel limit/,
    code: "TOO_MANY_PIXELS",
    rule: `it must have at most ${mostPixels} pixels`,
  },
  { pattern: /timeout:/, code: "TIMEOUT", rule: `it must be decoded within ${patience} s` },
  { pattern: /./, code: "TRUNCATED", rule: "it must be whole and undamaged" },
];

function explain(error: unknown, { index, size }: { index: number; size: number }): unknown {
  const message = error instanceof Error ? error.message : "";
  if (message === "" || message.startsWith("Cannot ")) {
    return error;
  }
  const { code, rule } = meanings.find(({ pattern }) => pattern.test(message))!;
  return new ImageError({ index, code, rule, received: `${size} bytes`, cause: error });
}
