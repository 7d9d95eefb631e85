import {
  checkTraining,
  describeModel,
  parseModelSpec,
  parseTrainSpec,
  SpecError,
  variantDigest,
} from "@convzoo/core";
import type { PoolClient } from "pg";
import { InvalidInputError } from "../errors/invalid_input_error.ts";
import { NotFoundError } from "../errors/not_found_error.ts";
import type { Variant } from "../generated/prisma/client.ts";
import { findModel } from "../store/find_model.ts";
import { insertVariant, type NewVariant } from "../store/insert_variant.ts";
import { type Acting, anonymous } from "./acting.ts";
import { checkName } from "./check_name.ts";
import { checkText } from "./check_text.ts";
import { noteAct } from "./note_act.ts";
import { referring } from "./referring.ts";

/** A variant to be; its specs are read, and not believed. */
export interface CreateVariantInput {
  readonly modelId: string;
  readonly name: string;
  readonly spec: unknown;
  readonly train: unknown;
}

/** Enough for every network that this server could train, and not enough to fill its memory. */
const largestModel = 100_000_000;

/** A variant that may be stored, if there is a model for it. */
export type CheckedVariant = Omit<NewVariant, "modelId" | "actor">;

/**
 * Creates a variant of a model, or gives back the one with the same specs, whatever its name.
 *
 * @throws {InvalidInputError} With the field at fault, such as `input.spec.layers[3].conv2d.filters`.
 * @throws {NotFoundError} If there is no such model.
 */
export async function createVariant(
  acting: Acting,
  { modelId, ...input }: CreateVariantInput,
): Promise<Variant> {
  const variant = await checkVariant(input);
  if ((await findModel(acting.database.pool, modelId)) === undefined) {
    throw new NotFoundError("model", modelId);
  }
  return await referring(acting.database, (client) => storeVariant(client, acting, { ...variant, modelId }));
}

/**
 * Stores a variant within the caller's transaction, unless the model has one with the same specs.
 *
 * @returns The variant that there is now.
 */
export async function storeVariant(
  client: PoolClient,
  { actor = anonymous }: Pick<Acting, "actor">,
  checked: Omit<NewVariant, "actor">,
): Promise<Variant> {
  const { variant, isNew } = await insertVariant(client, { ...checked, actor });
  if (isNew) {
    await noteAct(client, { actor }, { kind: "VARIANT_CREATED", to: variant.id });
  }
  return variant;
}

/**
 * Reads the specs of a variant to be, and stores nothing.
 *
 * @throws {InvalidInputError} As {@linkcode createVariant} does.
 */
export async function checkVariant(input: Omit<CreateVariantInput, "modelId">): Promise<CheckedVariant> {
  const name = checkName(input.name, { action: "Cannot create the variant", path: "input.name" });
  const modelSpec = readSpec("input.spec", () => parseModelSpec(input.spec));
  const trainSpec = readSpec("input.train", () => parseTrainSpec(input.train));
  for (const { path, text } of namesIn(modelSpec.layers, "input.spec.layers")) {
    checkText(text, { action: "Cannot create the variant", path, minimum: 0 });
  }
  const { parameters } = describeModel(modelSpec);
  if (parameters > largestModel) {
    throw new InvalidInputError({
      code: "SPEC_INVALID",
      path: "input.spec.layers",
      received: String(parameters),
      message: `Cannot create the variant as its layers must have at most ${largestModel} weights: current value is ${parameters}`,
    });
  }
  // What does not go together stands in either of the two; their keys differ
  const holder = (path: string): string =>
    Object.hasOwn(trainSpec, path.split(/[.[]/u)[0]!) ? "input.train" : "input.spec";
  readSpec(holder, () => checkTraining(modelSpec, trainSpec));
  const digest = await variantDigest(modelSpec, trainSpec);
  return { digest, name, modelSpec, trainSpec, parameterCount: parameters };
}

/** The names that people give to layers, also to those within others. */
function* namesIn(value: unknown, path: string): Generator<{ readonly path: string; readonly text: string }> {
  if (typeof value === "object" && value !== null) {
    for (const [key, inner] of Object.entries(value)) {
      const place = Array.isArray(value) ? `${path}[${key}]` : `${path}.${key}`;
      if (key === "name" && typeof inner === "string") {
        yield { path: place, text: inner };
      } else {
        yield* namesIn(inner, place);
      }
    }
  }
}

/** Turns an error of a spec into one of the argument that holds it, or that holds its path. */
function readSpec<Spec>(holder: string | ((path: string) => string), parse: () => Spec): Spec {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof SpecError)) {
      throw error;
    }
    const { code, message, path, received } = error;
    const argument = typeof holder === "string" ? holder : holder(path);
    throw new InvalidInputError({
      code,
      message,
      path: path === "" ? argument : `${argument}.${path}`,
      received,
      cause: error,
    });
  }
}
