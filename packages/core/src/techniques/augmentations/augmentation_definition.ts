import type { EntryDefinition } from "../../parameters/entry_definition.ts";
import type { ImageRandom } from "./image_random.ts";

/** Size of an image: rows, columns, and 1 (grey) or 3 (RGB) bytes a pixel. */
export interface ImageSize {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

/** What an augmentation may use while it changes one image. */
export interface AugmentationContext<TParameters> {
  readonly parameters: TParameters;
  readonly size: ImageSize;
  readonly random: ImageRandom;
}

/** An augmentation that changes an image and keeps its label. */
export interface ImageAugmentation<TId extends string, TParameters>
  extends EntryDefinition<TId, TParameters> {
  /** Writes every byte of `target`, which is not `source`. */
  readonly transform: (
    source: Uint8Array,
    target: Uint8Array,
    context: AugmentationContext<TParameters>,
  ) => void;
}

/** An augmentation that puts two images together, so that the result has two labels. */
export interface MixingAugmentation<TId extends string, TParameters>
  extends EntryDefinition<TId, TParameters> {
  /**
   * Writes every byte of `target`, which is neither `source` nor `partner`.
   * @returns Weight of the partner's label, 0 to 1; the image's own has the rest.
   */
  readonly mix: (
    images: { readonly source: Uint8Array; readonly partner: Uint8Array; readonly target: Uint8Array },
    context: AugmentationContext<TParameters>,
  ) => number;
}

/** One augmentation: data plus a pure function of bytes and random numbers, in arithmetic that is exact or defined to the bit. */
export type AugmentationDefinition<TId extends string, TParameters> =
  | ImageAugmentation<TId, TParameters>
  | MixingAugmentation<TId, TParameters>;
