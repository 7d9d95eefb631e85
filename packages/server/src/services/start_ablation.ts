import { parseTrainSpec } from "@convzoo/core";
import { InvalidInputError } from "../errors/invalid_input_error.ts";
import { NotFoundError } from "../errors/not_found_error.ts";
import type { Ablation, Variant } from "../generated/prisma/client.ts";
import { inTransaction } from "../postgres/database.ts";
import { findVariant } from "../store/find_variant.ts";
import { insertAblation } from "../store/insert_ablation.ts";
import { insertAblationRun } from "../store/insert_ablation_run.ts";
import { ablatedSpec, type Technique } from "./ablated_spec.ts";
import { checkName } from "./check_name.ts";
import { createVariant } from "./create_variant.ts";
import { type PreparedRun, prepareRun, queueRun, type RunContext } from "./start_run.ts";

/** A technique of an ablation: exactly one of the fields beside its name. */
export interface AblationTechnique {
  readonly name: string;
  /** A variant that differs from the base in the technique alone. */
  readonly variantId?: string | undefined;
  readonly augmentation?: Technique | undefined;
  readonly gradient?: Technique | undefined;
}

/** An ablation to be. */
export type StartAblation = Pick<
  Ablation,
  "name" | "variantId" | "datasetId" | "kind" | "metric" | "higherIsBetter" | "mode" | "seeds"
> & { readonly techniques: readonly AblationTechnique[] };

const limits = { seeds: 20, techniques: 20 } as const;
const action = "Cannot start the ablation";

/**
 * Queues all runs of an ablation: those of the base and of each technique, with the same seeds. All are there together, or none.
 *
 * @throws {NotFoundError} If there is no such variant or dataset.
 * @throws {InvalidInputError} With the field at fault, such as `input.techniques[2].augmentation`.
 */
export async function startAblation(context: RunContext, input: StartAblation): Promise<Ablation> {
  const { database, queue, actor = "anonymous" } = context;
  const { variantId, datasetId, kind, metric, higherIsBetter, mode, seeds } = input;
  const name = checkName(input.name, { action, path: "input.name" });
  checkEach("seeds", seeds);
  const names = input.techniques.map((technique, index) =>
    checkName(technique.name, { action, path: `input.techniques[${index}].name` }),
  );
  checkEach("techniques", names);
  const base = await findVariant(database.pool, variantId);
  if (base === undefined) {
    throw new NotFoundError("variant", variantId);
  }
  const parts: { readonly technique: string; readonly run: PreparedRun }[] = [];
  const prepare = async (technique: string, id: string): Promise<void> => {
    for (const seed of seeds) {
      const run = await prepareRun(context, { variantId: id, datasetId, seed, mode });
      parts.push({ technique, run });
    }
  };
  await prepare("", variantId);
  for (const [index, technique] of input.techniques.entries()) {
    const path = `input.techniques[${index}]`;
    const id = await variantOf(context, base, { technique, path, leaveOut: kind === "LEAVE_ONE_OUT" });
    await prepare(names[index]!, id);
  }
  return await inTransaction(database.pool, async (client) => {
    const techniques = names;
    const ablation = await insertAblation(client, {
      ...{ name, variantId, datasetId, kind, metric, higherIsBetter, mode, seeds, techniques, actor },
    });
    for (const { technique, run } of parts) {
      const { id: runId, seed } = await queueRun(client, queue, run);
      await insertAblationRun(client, { ablationId: ablation.id, technique, seed, runId });
    }
    return ablation;
  });
}

interface TechniqueOptions {
  readonly technique: AblationTechnique;
  readonly path: string;
  readonly leaveOut: boolean;
}

async function variantOf(
  context: RunContext,
  base: Variant,
  { technique, path, leaveOut }: TechniqueOptions,
): Promise<string> {
  const { name, variantId, augmentation, gradient } = technique;
  const given = Object.entries({ variantId, augmentation, gradient }).filter(([, value]) => value != null);
  if (given.length !== 1) {
    const received = given.map(([key]) => key).join(", ") || "none";
    throw new InvalidInputError({
      path,
      received,
      message: `${action} as ${path} must have exactly one of variantId, augmentation, gradient: current value is ${received}`,
    });
  }
  if (variantId !== undefined) {
    return variantId;
  }
  const train = ablatedSpec(parseTrainSpec(base.trainSpec), {
    list: augmentation === undefined ? "gradients" : "augmentations",
    technique: (augmentation ?? gradient)!,
    leaveOut,
    path: `${path}.${given[0]![0]}`,
  });
  const { modelId, modelSpec } = base;
  const label = `${base.name} ${leaveOut ? "without" : "with"} ${name}`.slice(0, 200);
  return (await createVariant(context, { modelId, name: label, spec: modelSpec, train })).id;
}

/** There must be some, not too many, and each once. */
function checkEach(key: keyof typeof limits, items: readonly (string | number)[]): void {
  if (items.length < 1 || items.length > limits[key] || new Set(items).size !== items.length) {
    const received = JSON.stringify(items).slice(0, 80);
    throw new InvalidInputError({
      path: `input.${key}`,
      received,
      message: `${action} as ${key} must be 1 to ${limits[key]} different ones: current value is ${received}`,
    });
  }
}
