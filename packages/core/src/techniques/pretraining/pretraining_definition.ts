import type { Initializer } from "../../graph/initializer.ts";
import type { Shape, TensorData, TensorType } from "../../graph/tensor_type.ts";
import type { Value } from "../../graph/value.ts";
import type { EntryDefinition } from "../../parameters/entry_definition.ts";
import type { ImageSize } from "../augmentations/augmentation_definition.ts";
import type { ImageRandom } from "../augmentations/image_random.ts";
import type { AugmentationSpec } from "../augmentations/registry.ts";

/** What a pretext task is set up for. */
export interface PretextSetting {
  /** Of the images that the encoder takes. */
  readonly size: ImageSize;
  /** What the encoder makes of one image: `[height, width, channels]`, or a row `[length]`. */
  readonly features: Shape;
  /** Images a step. */
  readonly batchSize: number;
}

/** Something of a setting that a pretext task cannot work with. */
export interface PretextProblem {
  /** Where it stands: in the model spec, or in the train spec. */
  readonly path: string;
  /** What must hold: `input.width must be equal to input.height`. */
  readonly rule: string;
  readonly received: unknown;
}

/** A tensor that a pretext task learns beside the encoder, and that nobody needs afterwards. */
export interface PretextWeight {
  readonly name: string;
  readonly shape: Shape;
  readonly initializer: Initializer;
}

/** Images from which a pretext task makes its feeds. */
export interface PretextImages {
  /** For each view the pixels of all images, one behind the other. */
  readonly views: readonly Uint8Array[];
  readonly count: number;
  readonly size: ImageSize;
  /** Random numbers of an image, by its number in the batch; a function of seed, epoch and the image's index in its set. */
  readonly random: (image: number) => ImageRandom;
}

/** What a step is fed: `images`, one for each view of each image, and what else the task asks for. No labels. */
export interface PretextFeeds {
  readonly images: Uint8Array;
  readonly [name: string]: TensorData;
}

/** What the graph part of a pretext task may use. */
export interface PretextContext<TParameters> {
  readonly parameters: TParameters;
  /** What the encoder makes of the fed images: one row or map for each view of each image, the first views of all images first. */
  readonly features: Value;
  /** Images in the batch. */
  readonly count: number;
  readonly size: ImageSize;
  /** The task's own weight by name. */
  weight(name: string): Value;
  /** One of the task's own feeds. */
  feed(name: string, type: TensorType): Value;
  /** Pixels as the encoder sees them. */
  normalise(pixels: Value): Value;
}

/** What a pretext task measures of a batch, as float32 scalars. */
export interface PretextResult {
  /** Sum of the images' losses. */
  readonly loss: Value;
  /** Sum of the images' hits. */
  readonly correct: Value;
}

/** One task that trains an encoder without labels: data plus pure functions, on the host and in the graph. */
export interface PretrainingDefinition<TId extends string, TParameters>
  extends EntryDefinition<TId, TParameters> {
  /** How many views of each image the encoder sees. With more than one each is augmented for itself, in evaluations too. */
  readonly views: 1 | 2;
  /** Makes the views where the train spec has no augmentations. @default {nothing: the images as they are} */
  readonly augmentations?: readonly AugmentationSpec[];
  /** What the task cannot work with. @default {nothing} */
  readonly problemOf?: (setting: PretextSetting) => PretextProblem | null;
  /** What the task learns for itself. */
  readonly weights: (setting: PretextSetting, parameters: TParameters) => readonly PretextWeight[];
  /** What a step is fed: a pure function of bytes, the same on every runtime. */
  readonly prepare: (images: PretextImages, parameters: TParameters) => PretextFeeds;
  /** Appends the task to a graph, behind the encoder. */
  readonly build: (context: PretextContext<TParameters>) => PretextResult;
}
