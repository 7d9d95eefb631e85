import type { ResultOf } from "../document.ts";
import type { InputOf } from "../input.ts";
import type { CallOptions, Transport } from "../transport/transport.ts";
import { unwrap } from "./unwrap.ts";

const fields = "filename width height predictionId scores { index label score }";

/** What a version sees in one image. */
export type ImagePrediction = ResultOf<`fragment F on ImagePrediction { ${typeof fields} }`>;

/** One class with its probability. */
export type ClassScore = ImagePrediction["scores"][number];

/** Options of `predict`. */
export interface PredictOptions extends CallOptions {
  /** How many classes to name, best first. @default {3} */
  readonly topK?: number | undefined;
}

/** The version that looks at images: its id, or an alias that points to it. */
export type PredictingVersion = string | InputOf<"AliasReference">;

/** Classifies images with a version; see `Client.predict`. */
export async function predict(
  transport: Transport,
  { version, images }: { readonly version: PredictingVersion; readonly images: readonly Blob[] },
  { topK = 3, ...options }: PredictOptions = {},
): Promise<readonly ImagePrediction[]> {
  const result = await transport.mutate(
    `mutation Predict($model: VersionReference!, $images: [File!]!, $topK: Int!) {
      predict(model: $model, images: $images, topK: $topK) {
        __typename
        ... on Error { message code }
        ... on InvalidInputError { path received }
        ... on ImageError { index }
        ... on MutationPredictSuccess { data { ${fields} } }
      }
    }`,
    { model: typeof version === "string" ? { version } : { alias: version }, images, topK },
    options,
  );
  return unwrap(result.predict);
}
