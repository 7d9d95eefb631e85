import type { Client, Model } from "@convzoo/client";

/** Finds a model by its name, or by its id. */
export async function findModelId(zoo: Client, given: string): Promise<string> {
  if (/^Model_[0-9a-f-]{36}$/.test(given)) {
    return given;
  }
  const found: Model | null = await zoo.models.get(given);
  if (found === null) {
    throw new Error(`Cannot find the model as there must be one of the name: current value is ${given}`);
  }
  return found.id;
}
