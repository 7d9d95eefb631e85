import type { Prediction, RawImage } from "@convzoo/core";

/** What the prediction thread is asked to do. `key` names a model. */
export type ThreadTask =
  /** Makes a model ready. */
  | { readonly type: "load"; readonly key: string; readonly file: Uint8Array }
  /** Makes an image of any size what a model takes. */
  | { readonly type: "prepare"; readonly key: string; readonly image: RawImage }
  /** Classifies images that are prepared. */
  | {
      readonly type: "predict";
      readonly key: string;
      readonly images: readonly RawImage[];
      readonly topK: number;
    }
  /** Forgets a model. */
  | { readonly type: "unload"; readonly key: string };

/** What each task gives. */
export interface ThreadResults {
  readonly load: undefined;
  readonly prepare: RawImage;
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
  | { readonly id: number; readonly error: Error };
