import type { ImageDataset } from "@convzoo/core";
import { readRecipe } from "../read_recipe.ts";
import type { Recipe } from "../recipe.ts";

/** Where the parts of the reference CNN stand among its layers. */
export const CONVOLUTIONS: readonly number[] = [0, 2, 4];
export const POOLINGS: readonly number[] = [1, 3];
export const FLATTEN = 5;
export const HIDDEN_DENSE = 6;
export const DROPOUT = 7;

/** Below so many images the reference training is that of the sample. */
const FEW_IMAGES = 30_000;

/** The reference CNN in its reference training: what every technique is added to. */
export function readBaseline({ train }: ImageDataset): Promise<Recipe> {
  return readRecipe(train.count < FEW_IMAGES ? "reference_cnn_sample" : "reference_cnn");
}
