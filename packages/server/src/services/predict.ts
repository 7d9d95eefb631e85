import type { Prediction } from "@convzoo/core";
import { ImageError } from "../errors/image_error.ts";
import { InvalidInputError } from "../errors/invalid_input_error.ts";
import { NotFoundError } from "../errors/not_found_error.ts";
import type { Version } from "../generated/prisma/client.ts";
import { createGate } from "../serving/create_gate.ts";
import type { LoadedModel, PreparedImage } from "../serving/prediction_pool.ts";
import { findAlias } from "../store/find_alias.ts";
import { findVersion } from "../store/find_version.ts";
import { readBlob } from "../store/read_blob.ts";
import { normalizeName } from "./check_name.ts";
import { readBytes } from "./read_bytes.ts";
import type { ServiceContext } from "./service_context.ts";

/** A version, or the alias that points to it. */
export type WantedVersion =
  | { readonly versionId: string }
  | { readonly alias: { readonly modelId: string; readonly name: string } };

/** What to classify, and with what. */
export interface PredictInput {
  readonly version: WantedVersion;
  readonly images: readonly File[];
  /** How many classes to name; all of them where there are fewer. */
  readonly topK: number;
}

/** What a version sees in one image. */
export interface ImagePrediction {
  readonly filename: string;
  readonly width: number;
  readonly height: number;
  /** Best first. */
  readonly scores: readonly Prediction[];
  /** The id under which it is kept a moment later; null if it is not. */
  readonly predictionId: string | null;
}

/** The most images of one request. */
export const mostImages = 64;

/** The most classes that can be asked for, whether or not there are as many. */
export const mostClasses = 1000;

/** Classes that are kept of a prediction. */
const mostKept = 5;

const largestImage = 10 * 1024 * 1024;

/** Copying the files of a large request in one go would hold up every other; a few at a time keep the thread busy. */
const sending = createGate(4);

/**
 * Classifies images with a version. Nothing of it runs on the event loop but the passing on of
 * bytes.
 *
 * @returns One prediction an image, in order.
 * @throws {InvalidInputError} If there are no images or too many, or `topK` is not 1 to {@linkcode mostClasses}.
 * @throws {NotFoundError} If there is no such version, or the alias points to none.
 * @throws {ImageError} With the first image that cannot be read.
 * @throws {OverloadError} If too many predictions are under way, or this one takes too long.
 */
export async function predict(
  context: Pick<ServiceContext, "database" | "predictions" | "predictionLog" | "actor">,
  { version: wanted, images, topK }: PredictInput,
): Promise<readonly ImagePrediction[]> {
  checkRange("images", images.length, { maximum: mostImages, what: "1 to", unit: " files" });
  checkRange("topK", topK, { maximum: mostClasses, what: "a number from 1 to", unit: "" });
  const { database, predictions, predictionLog, actor } = context;
  const started = performance.now();
  const { version, aliasId } = await findWanted(context, wanted);
  images.forEach(checkSize);
  const key = version.artifactDigest;
  return await predictions.use({ key, load: () => readBlob(database.pool, key) }, async (model) => {
    const prepared = await inOrder(images.map((image, index) => prepare(model, image, index)));
    const inputs = prepared.map(({ input }) => input);
    // as many are kept, however few are asked for
    const scores = await model.predict(inputs, Math.min(Math.max(topK, mostKept), version.classes.length));
    const milliseconds = performance.now() - started;
    const ids = predictionLog.add(
      prepared.map(({ digest }, index) => {
        const best = scores[index]!.slice(0, mostKept);
        return {
          versionId: version.id,
          aliasId,
          imageDigest: digest,
          classes: best.map((one) => one.index),
          scores: best.map(({ score }) => score),
          actor,
          milliseconds,
        };
      }),
    );
    return images.map(({ name }, index) => {
      const { width, height } = prepared[index]!;
      return {
        filename: name,
        width,
        height,
        scores: scores[index]!.slice(0, topK),
        predictionId: ids[index]!,
      };
    });
  });
}

async function findWanted(
  { database: { pool } }: Pick<ServiceContext, "database">,
  wanted: WantedVersion,
): Promise<{ readonly version: Version; readonly aliasId: string | null }> {
  const alias =
    "alias" in wanted
      ? await findAlias(pool, { ...wanted.alias, name: normalizeName(wanted.alias.name) })
      : undefined;
  if ("alias" in wanted && alias?.versionId == null) {
    throw new NotFoundError("alias", wanted.alias.name);
  }
  const versionId = "alias" in wanted ? alias!.versionId! : wanted.versionId;
  const version = await findVersion(pool, versionId);
  if (version === undefined) {
    throw new NotFoundError("version", versionId);
  }
  return { version, aliasId: alias?.id ?? null };
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
