import type { LabeledImages } from "./image_dataset.ts";

/** Bytes of one image's row of targets: the number of classes, or 0 where the set has no targets. */
export function targetSize({ targets, count }: Pick<LabeledImages, "targets" | "count">): number {
  return targets === undefined || count === 0 ? 0 : targets.length / count;
}
