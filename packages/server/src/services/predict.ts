import type { Prediction } from "@convzoo/core";
import { ImageError } from "../errors/image_error.ts";
import { InvalidInputError } from "../errors/invalid_input_error.ts";
import { NotFoundError } from "../errors/not_found_error.ts";
import { createGate } from "../serving/create_gate.ts";
import type { LoadedModel, PreparedImage } from "../serving/prediction_pool.ts";
import { findVersion } from "../store/find_version.ts";
import { readBlob } from "../store/read_blob.ts";
import { readBytes } from "./read_bytes.ts";
import type { ServiceContext } from "./service_context.ts";

/** What to classify, and with what. */
export interface PredictInput {
  readonly versionId: string;
  readonly images: readonly File[];
  /** How many classes to name. */
  readonly topK: number;
}

/** What a version sees in one image. */
export interface ImagePrediction {
  readonly filename: string;
  readonly width: number;
  readonly height: number;
  /** Best first. */
  readonly scores: readonly Prediction[];
}

/** The most images of one request. */
export const mostImages = 64;

const largestImage = 10 * 1024 * 1024;

/** Copying the files of a large request in one go would hold up every other; a few at a time keep the thread busy. */
const sending = createGate(4);

/**
 * Classifies images with a version. Nothing of it runs on the event loop but the passing on of
 * bytes.
 *
 * @returns One prediction an image, in order.
 * @throws {InvalidInputError} If there are no images or too many, or `topK` is not 1 to the number of classes.
 * @throws {NotFoundError} If there is no such version.
 * @throws {ImageError} With the first image that cannot be read.
 * @throws {OverloadError} If too many predictions are under way, or this one takes too long.
 */
export async function predict(
  { database, predictions }: Pick<ServiceContext, "database" | "predictions">,
  { versionId, images, topK }: PredictInput,
): Promise<readonly ImagePrediction[]> {
  checkRange("images", images.length, { maximum: mostImages, what: "1 to", unit: " files" });
  const version = await findVersion(database.pool, versionId);
  if (version === undefined) {
    throw new NotFoundError("version", versionId);
  }
  checkRange("topK", topK, { maximum: version.classes.length, what: "a number from 1 to", unit: "" });
  images.forEach(checkSize);
  const key = version.artifactDigest;
  return await predictions.use({ key, load: () => readBlob(database.pool, key) }, async (model) => {
    const prepared = await inOrder(images.map((image, index) => prepare(model, image, index)));
    const scores = await model.predict(
      prepared.map(({ input }) => input),
      topK,
    );
    return images.map(({ name }, index) => {
      const { width, height } = prepared[index]!;
      return { filename: name, width, height, scores: scores[index]! };
    });
  });
}

function prepare(model: LoadedModel, image: File, index: number): Promise<PreparedImage> {
  // A copy: what is moved to the thread must not be anybody else's.
  return sending(async () => await model.prepare(new Uint8Array(await readBytes(image)), index));
}

/** Waits for all, so that nothing goes on after an error, and throws the first error in the order of the list. */
async function inOrder<Result>(promises: readonly Promise<Result>[]): Promise<Result[]> {
  await Promise.allSettled(promises);
  const results: Result[] = [];
  for (const promise of promises) {
    results.push(await promise);
  }
  return results;
}

function checkSize({ size }: File, index: number): void {
  const received = `${size} bytes`;
  if (size === 0) {
    throw new ImageError({ index, code: "EMPTY", rule: "it must have bytes", received });
  }
  if (size > largestImage) {
    const rule = `it must have at most ${largestImage} bytes`;
    throw new ImageError({ index, code: "TOO_LARGE", rule, received });
  }
}

function checkRange(
  path: string,
  value: number,
  { maximum, what, unit }: { readonly maximum: number; readonly what: string; readonly unit: string },
): void {
  if (value < 1 || value > maximum) {
    throw new InvalidInputError({
      path,
      received: String(value),
      message: `Cannot predict as ${path} must be ${what} ${maximum}${unit}: current value is ${value}`,
    });
  }
}
