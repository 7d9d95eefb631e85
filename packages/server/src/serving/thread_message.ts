import type { Prediction, RawImage } from "@convzoo/core";
import type { ImageProblem } from "../errors/image_error.ts";

/** What the prediction thread is asked to do. `key` names a model. */
export type ThreadTask =
  /** Makes a model ready. */
  | { readonly type: "load"; readonly key: string; readonly file: Uint8Array }
  /** Decodes an image file, and makes it what a model takes; `index` is for errors. */
  | { readonly type: "prepare"; readonly key: string; readonly file: Uint8Array; readonly index: number }
  /** Classifies images that are prepared. */
  | {
      readonly type: "predict";
      readonly key: string;
      readonly images: readonly RawImage[];
      readonly topK: number;
    }
  /** Forgets a model. */
  | { readonly type: "unload"; readonly key: string };

/** An image that a model can take. */
export interface PreparedImage {
  /** Of the picture as it was decoded, upright. */
  readonly width: number;
  readonly height: number;
  readonly input: RawImage;
  /** store/picture_digest.ts */
  readonly digest: Uint8Array;
}

/** What each task gives. */
export interface ThreadResults {
  readonly load: undefined;
  readonly prepare: PreparedImage;
  readonly predict: readonly (readonly Prediction[])[];
  readonly unload: undefined;
}

/** A task on its way to the thread. */
export interface ThreadRequest {
  readonly id: number;
  readonly task: ThreadTask;
}

/** The answer to the request of the same id. */
export type ThreadAnswer =
  | { readonly id: number; readonly result: ThreadResults[keyof ThreadResults] }
  /** An error loses its class on the way, so one that callers must know comes as what it is made of. */
  | { readonly id: number; readonly problem: ImageProblem }
  | { readonly id: number; readonly error: Error };
