import { parseAugmentations } from "../augmentations/parse_augmentations.ts";
import type { AugmentationSpec } from "../augmentations/registry.ts";

/** Views of one image that differ in place, size, light and what is covered, and that suit images of every kind: none is mirrored. */
export const VIEW_AUGMENTATIONS: readonly AugmentationSpec[] = parseAugmentations(
  [
    { randomCrop: { padding: [4, 4], mode: "reflect" } },
    { zoom: { amount: 0.25 } },
    { brightness: { amount: 0.3 } },
    { contrast: { amount: 0.3 } },
    { randomErasing: { probability: 0.5, maximumArea: 0.2 } },
  ],
  { action: "Cannot make views of images", path: "augmentations" },
);
