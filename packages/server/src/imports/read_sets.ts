import type { ImageShape, LabeledImages } from "@convzoo/core";
import type { SkippedFile } from "./found_file.ts";

/** Images of one set, and where each came from. */
export interface ReadSet extends LabeledImages {
  readonly names?: readonly string[];
}

/** What a source holds, before it is split. */
export interface ReadSets {
  readonly classes: readonly string[];
  readonly shape: ImageShape;
  readonly train: ReadSet;
  /** Left out where the source has one set only. */
  readonly test?: ReadSet | undefined;
  /** Images to validate with, where the source has any. */
  readonly validation?: ReadSet | undefined;
  readonly skipped: readonly SkippedFile[];
}
