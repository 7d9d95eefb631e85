import { ConflictError } from "../errors/conflict_error.ts";
import type { Model } from "../generated/prisma/client.ts";
import { inTransaction } from "../postgres/database.ts";
import { insertModel } from "../store/insert_model.ts";
import { type Acting, anonymous } from "./acting.ts";
import { checkName } from "./check_name.ts";
import { checkText } from "./check_text.ts";
import { noteAct } from "./note_act.ts";

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
export async function createModel(acting: Acting, input: CreateModelInput): Promise<Model> {
  const { database, actor = anonymous } = acting;
  const action = "Cannot create the model";
  const { description } = input;
  const name = checkName(input.name, { action, path: "input.name" });
  checkText(description, { action, path: "input.description", minimum: 0, maximum: 10_000 });
  return await inTransaction(database.pool, async (client) => {
    const model = await insertModel(client, { name, description, actor });
    if (model === undefined) {
      throw new ConflictError(`${action} as its name must be free: current value is ${name}`);
    }
    await noteAct(client, acting, { kind: "MODEL_CREATED", to: model.id });
    return model;
  });
}
