import { parseAugmentations } from "../augmentations/parse_augmentations.ts";
import type { AugmentationSpec } from "../augmentations/registry.ts";

/**
 * Views of one image that differ in place, size and light, and that suit images of every kind: none is mirrored. They are mild, as small
 * networks hardly find a small image in a view that shows little of it.
 */
export const VIEW_AUGMENTATIONS: readonly AugmentationSpec[] = parseAugmentations(
  [
    { randomCrop: { padding: [3, 3], mode: "reflect" } },
    { zoom: { amount: 0.15 } },
    { brightness: { amount: 0.2 } },
    { contrast: { amount: 0.2 } },
  ],
  { action: "Cannot make views of images", path: "augmentations" },
);
