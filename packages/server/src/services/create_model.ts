import { ConflictError } from "../errors/conflict_error.ts";
import type { Model } from "../generated/prisma/client.ts";
import { insertModel } from "../store/insert_model.ts";
import { type Acting, anonymous } from "./acting.ts";
import { checkName } from "./check_name.ts";
import { checkText } from "./check_text.ts";

/** A model to be. */
export interface CreateModelInput {
  readonly name: string;
  readonly description: string;
}

/**
 * Creates a model: a name under which variants are gathered.
 *
 * @throws {InvalidInputError} If a text is empty or too long.
 * @throws {ConflictError} If the name is taken.
 */
export async function createModel(
  { database, actor = anonymous }: Acting,
  input: CreateModelInput,
): Promise<Model> {
  const action = "Cannot create the model";
  const { description } = input;
  const name = checkName(input.name, { action, path: "input.name" });
  checkText(description, { action, path: "input.description", minimum: 0, maximum: 10_000 });
  const model = await insertModel(database.pool, { name, description, actor });
  if (model === undefined) {
    throw new ConflictError(`${action} as its name must be free: current value is ${name}`);
  }
  return model;
}
