import { ServiceError } from "./service_error.ts";

/** Why an evaluation has no features of its images. */
export type NoFeaturesCode = "NO_LAYER" | "TOO_LARGE" | "NOT_KEPT" | "WAITING" | "NOT_EVALUATED";

const rules: Readonly<Record<NoFeaturesCode, string>> = {
  NO_LAYER: "layers with weights must stand before the last one that has some: the model has none there",
  TOO_LARGE: "the features of all images must take at most 64 MiB: the model's take more",
  NOT_KEPT:
    "its features must have been kept, which an older server did not: evaluate the version on the split again",
  WAITING:
    "its features must have been kept, which an older server did not: they are being computed, ask again",
  NOT_EVALUATED: "it must have succeeded: it has not",
};

/** An evaluation knows no features of its images, so it cannot say which are alike to its model. */
export class NoFeaturesError extends ServiceError {
  override readonly name = "NoFeaturesError";

  constructor(code: NoFeaturesCode) {
    super(code, `Cannot find neighbours in the evaluation as ${rules[code]}`);
  }
}
