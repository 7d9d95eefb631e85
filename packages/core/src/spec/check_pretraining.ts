import { SpecError } from "../errors/spec_error.ts";
import { isMixing } from "../techniques/augmentations/augment.ts";
import { GRADIENTS, type GradientId, type GradientSpec } from "../techniques/gradients/registry.ts";
import type { TrainSpec } from "./train_spec.ts";

function idOf(gradient: GradientSpec): GradientId {
  return Object.keys(gradient)[0] as GradientId;
}

/** Fails if a train spec with a pretraining asks for something that needs labels or a head. @throws {SpecError} With its path and value. */
export function checkPretraining(spec: TrainSpec, action: string): void {
  const { classWeights, augmentations, gradients } = spec;
  if (classWeights !== null) {
    const rule = `classWeights must be null with pretraining, which has no labels`;
    throw new SpecError({ action, path: "classWeights", rule, received: classWeights });
  }
  const mixing = augmentations.findIndex(isMixing);
  if (mixing >= 0) {
    const path = `augmentations[${mixing}]`;
    throw new SpecError({
      action,
      path,
      rule: `${path} must not mix labels with pretraining, which has none`,
      received: Object.keys(augmentations[mixing]!)[0],
    });
  }
  const freezing = gradients.findIndex((gradient) => GRADIENTS[idOf(gradient)].frozen !== undefined);
  if (freezing >= 0) {
    const path = `gradients[${freezing}]`;
    const rule = `${path} must not freeze layers with pretraining, which has no head`;
    throw new SpecError({ action, path, rule, received: idOf(gradients[freezing]!) });
  }
}
