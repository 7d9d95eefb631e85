import type { ParameterInput } from "../../parameters/parameter_definition.ts";
import type { RegistryEntry } from "../../parameters/registry_entry.ts";
import type { AugmentationDefinition } from "./augmentation_definition.ts";
import { type BrightnessParameters, brightness } from "./brightness.ts";
import { type ContrastParameters, contrast } from "./contrast.ts";
import { type CutmixParameters, cutmix } from "./cutmix.ts";
import { type CutoutParameters, cutout } from "./cutout.ts";
import { type GrayscaleParameters, grayscale } from "./grayscale.ts";
import { type HorizontalFlipParameters, horizontalFlip } from "./horizontal_flip.ts";
import { type HueParameters, hue } from "./hue.ts";
import { type MixupParameters, mixup } from "./mixup.ts";
import { type NoiseParameters, noise } from "./noise.ts";
import { type RandAugmentParameters, randAugment } from "./rand_augment.ts";
import { type RandomCropParameters, randomCrop } from "./random_crop.ts";
import { type RandomErasingParameters, randomErasing } from "./random_erasing.ts";
import { type RotateParameters, rotate } from "./rotate.ts";
import { type SaturationParameters, saturation } from "./saturation.ts";
import { type ShiftParameters, shift } from "./shift.ts";
import { type VerticalFlipParameters, verticalFlip } from "./vertical_flip.ts";
import { type ZoomParameters, zoom } from "./zoom.ts";

/** Every augmentation's parameters by id. */
interface AugmentationTypes {
  horizontalFlip: HorizontalFlipParameters;
  verticalFlip: VerticalFlipParameters;
  shift: ShiftParameters;
  randomCrop: RandomCropParameters;
  rotate: RotateParameters;
  zoom: ZoomParameters;
  brightness: BrightnessParameters;
  contrast: ContrastParameters;
  saturation: SaturationParameters;
  hue: HueParameters;
  grayscale: GrayscaleParameters;
  noise: NoiseParameters;
  cutout: CutoutParameters;
  randomErasing: RandomErasingParameters;
  randAugment: RandAugmentParameters;
  mixup: MixupParameters;
  cutmix: CutmixParameters;
}

/** Id of an augmentation: its key in specs and in GraphQL. */
export type AugmentationId = keyof AugmentationTypes;

/** An augmentation of a spec, complete: `{ rotate: { degrees: 10, fill: 0 } }`. */
export type AugmentationSpec = {
  [TId in AugmentationId]: { readonly [TKey in TId]: AugmentationTypes[TId] };
}[AugmentationId];

/** An augmentation as a person writes it: every parameter has a default. */
export type AugmentationSpecInput = {
  [TId in AugmentationId]: { readonly [TKey in TId]: ParameterInput<AugmentationTypes[TId], never> };
}[AugmentationId];

/** Every augmentation by id: of places, of colours, of parts, then mixtures. */
export const AUGMENTATIONS: {
  readonly [TId in AugmentationId]: AugmentationDefinition<TId, AugmentationTypes[TId]>;
} = {
  horizontalFlip,
  verticalFlip,
  shift,
  randomCrop,
  rotate,
  zoom,
  brightness,
  contrast,
  saturation,
  hue,
  grayscale,
  noise,
  cutout,
  randomErasing,
  randAugment,
  mixup,
  cutmix,
};

/** Ids of the augmentations in the registry's order. */
export const AUGMENTATION_IDS: readonly AugmentationId[] = Object.keys(AUGMENTATIONS) as AugmentationId[];

/** The augmentations as a list for generators. */
export const augmentationRegistry: readonly RegistryEntry[] = AUGMENTATION_IDS.map(
  (id) => AUGMENTATIONS[id] as unknown as RegistryEntry,
);
