import {
  type AblatedSpecs,
  type AblatedTechnique,
  type AblationChange,
  ablate,
  checkTraining,
  parseModelSpec,
  parseTrainSpec,
  SpecError,
} from "@convzoo/core";
import { InvalidInputError } from "../errors/invalid_input_error.ts";
import { NotFoundError } from "../errors/not_found_error.ts";
import type { Ablation, Variant } from "../generated/prisma/client.ts";
import { findVariant } from "../store/find_variant.ts";
import { insertAblation } from "../store/insert_ablation.ts";
import { insertAblationRun } from "../store/insert_ablation_run.ts";
import { checkName } from "./check_name.ts";
import { type CreateVariantInput, createVariant } from "./create_variant.ts";
import { noteAct } from "./note_act.ts";
import { referring } from "./referring.ts";
import { type PreparedRun, prepareRun, queueRun, type RunContext } from "./start_run.ts";

/** A technique of an ablation. */
export interface AblationTechnique {
  /** Under what it is reported. @default {its id, such as mixup, or the name of the variant} */
  readonly name?: string | undefined;
  /** What it is: one that core takes out of the base or puts in, or a variant that differs from the base in it alone. */
  readonly technique: AblatedTechnique | { readonly variantId: string };
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
 * @throws {InvalidInputError} With the field at fault, such as `input.techniques[2].technique.augmentation`.
 */
export async function startAblation(context: RunContext, input: StartAblation): Promise<Ablation> {
  const { database, queue, actor = "anonymous" } = context;
  const { variantId, datasetId, kind, metric, higherIsBetter, mode, seeds } = input;
  const name = checkName(input.name, { action, path: "input.name" });
  checkEach("seeds", seeds);
  const base = await findVariant(database.pool, variantId);
  if (base === undefined) {
    throw new NotFoundError("variant", variantId);
  }
  const change = kind === "LEAVE_ONE_OUT" ? "leaveOut" : "add";
  // All are checked before any is stored.
  const trials: Trial[] = [];
  for (const [index, technique] of input.techniques.entries()) {
    trials.push(await planTrial(context, base, { technique, change, path: `input.techniques[${index}]` }));
  }
  const techniques = trials.map((trial) => trial.name);
  checkEach("techniques", techniques);
  const parts: { readonly technique: string; readonly run: PreparedRun }[] = [];
  const prepare = async (technique: string, id: string): Promise<void> => {
    for (const seed of seeds) {
      const run = await prepareRun(context, { variantId: id, datasetId, seed, mode });
      parts.push({ technique, run });
    }
  };
  await prepare("", variantId);
  for (const { name: technique, variant } of trials) {
    await prepare(
      technique,
      typeof variant === "string" ? variant : (await createVariant(context, variant)).id,
    );
  }
  return await referring(database, async (client) => {
    const ablation = await insertAblation(client, {
      ...{ name, variantId, datasetId, kind, metric, higherIsBetter, mode, seeds, techniques, actor },
    });
    for (const { technique, run } of parts) {
      const { id: runId, seed } = await queueRun(client, queue, run);
      await insertAblationRun(client, { ablationId: ablation.id, technique, seed, runId });
    }
    await noteAct(client, context, { kind: "ABLATION_STARTED", to: ablation.id });
    return ablation;
  });
}

/** What is trained to see what a technique is worth. */
interface Trial {
  readonly name: string;
  /** The id of a variant, or one to be. */
  readonly variant: string | CreateVariantInput;
}

interface TrialOptions {
  readonly technique: AblationTechnique;
  readonly change: AblationChange;
  /** The argument that holds the technique. */
  readonly path: string;
}

async function planTrial(
  { database }: RunContext,
  base: Variant,
  { technique: { name: given, technique }, change, path }: TrialOptions,
): Promise<Trial> {
  const named = (fallback: string): string =>
    checkName(given ?? fallback, { action, path: given === undefined ? path : `${path}.name` });
  if ("variantId" in technique) {
    const variant = await findVariant(database.pool, technique.variantId);
    if (variant === undefined) {
      throw new NotFoundError("variant", technique.variantId);
    }
    return { name: named(variant.name), variant: variant.id };
  }
  const [kind, spec] = Object.entries(technique)[0]!;
  const name = named(typeof spec === "object" ? (Object.keys(spec)[0] ?? kind) : kind);
  const { modelId } = base;
  const { model, train } = ablated(base, { technique, change, path: `${path}.technique` });
  const label = `${base.name} ${change === "leaveOut" ? "without" : "with"} ${name}`.slice(0, 200);
  return { name, variant: { modelId, name: label, spec: model, train } };
}

/** The specs of a trial, and that they can be trained. @throws {InvalidInputError} With the path of the technique. */
function ablated(
  { modelSpec, trainSpec }: Variant,
  { technique, change, path }: Omit<TrialOptions, "technique"> & { readonly technique: AblatedTechnique },
): AblatedSpecs {
  try {
    const base = { model: parseModelSpec(modelSpec), train: parseTrainSpec(trainSpec) };
    const specs = ablate(base, technique, change);
    checkTraining(specs.model, specs.train);
    return specs;
  } catch (error) {
    if (!(error instanceof SpecError)) {
      throw error;
    }
    const { message, received } = error;
    const place = `${path}.${Object.keys(technique)[0]}`;
    throw new InvalidInputError({ path: place, message, received, cause: error });
  }
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
