import { readdir, readFile } from "node:fs/promises";
import { parseModelSpec, parseTrainSpec } from "@convzoo/core";
import type { Recipe } from "./recipe.ts";

const folder = new URL("../recipes/", import.meta.url);

/** Names of the recipes of the repository, in the order of the alphabet. */
export async function recipeNames(): Promise<readonly string[]> {
  const files = await readdir(folder);
  return files
    .filter((file) => file.endsWith(".json"))
    .map((file) => file.replace(/\.json$/, ""))
    .sort();
}

/**
 * Reads a recipe of the repository.
 * @throws {RangeError} If there is none of that name.
 * @throws {SpecError} If its specs are not valid.
 */
export async function readRecipe(name: string): Promise<Recipe> {
  const names = await recipeNames();
  if (!names.includes(name)) {
    throw new RangeError(
      `Cannot read a recipe as its name must be one of ${names.join(", ")}: current value is ${name}`,
    );
  }
  const recipe = JSON.parse(await readFile(new URL(`${name}.json`, folder), "utf8")) as Recipe;
  parseModelSpec(recipe.model);
  parseTrainSpec(recipe.train);
  return recipe;
}
