import { SpecError } from "../errors/spec_error.ts";
import type { SpecLocation } from "../parameters/parse_object.ts";
import {
  GRADIENT_IDS,
  GRADIENTS,
  type GradientId,
  type GradientSpec,
} from "../techniques/gradients/registry.ts";
import { parseTechnique } from "./parse_technique.ts";

function idOf(gradient: GradientSpec): GradientId {
  return Object.keys(gradient)[0] as GradientId;
}

/**
 * Reads a list of gradient techniques. Their order means nothing, as each has its place around the optimizer: the result has the order of these places.
 * @param value Anything; nothing counts as an empty list.
 * @throws {SpecError} If it is not a list, names a technique twice, or an entry is not valid.
 */
export function parseGradients(value: unknown, location: SpecLocation): readonly GradientSpec[] {
  const list = value ?? [];
  if (!Array.isArray(list) || list.length > GRADIENT_IDS.length) {
    const rule = `${location.path} must be a list of at most ${GRADIENT_IDS.length} techniques`;
    throw new SpecError({ ...location, rule, received: value });
  }
  const gradients = list.map((one: unknown, index) => {
    const path = `${location.path}[${index}]`;
    return parseTechnique<GradientSpec>(one, {
      action: location.action,
      path,
      kind: "gradient technique",
      registry: GRADIENTS,
    });
  });
  const ids = gradients.map(idOf);
  if (new Set(ids).size !== ids.length) {
    throw new SpecError({
      ...location,
      rule: `${location.path} must name each technique once at most`,
      received: ids,
    });
  }
  return GRADIENT_IDS.flatMap((id) => gradients.filter((gradient) => idOf(gradient) === id));
}
