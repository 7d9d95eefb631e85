import { SpecError } from "../../errors/spec_error.ts";
import { parseOneKey, type SpecLocation } from "../../parameters/parse_object.ts";
import { parseEntry } from "../../parameters/parse_parameters.ts";
import { isMixing } from "./augment.ts";
import { AUGMENTATION_IDS, AUGMENTATIONS, type AugmentationId, type AugmentationSpec } from "./registry.ts";

/** The longest list of augmentations that is read. */
const MAXIMUM_AUGMENTATIONS = 32;

/**
 * Reads a list of augmentations and fills in defaults.
 * @param value Anything; nothing counts as an empty list.
 * @throws {SpecError} At the first thing that is not valid, with its path and value.
 */
export function parseAugmentations(value: unknown, location: SpecLocation): readonly AugmentationSpec[] {
  const list = value ?? [];
  if (!Array.isArray(list) || list.length > MAXIMUM_AUGMENTATIONS) {
    const rule = `${location.path} must be a list of at most ${MAXIMUM_AUGMENTATIONS} augmentations`;
    throw new SpecError({ ...location, rule, received: value });
  }
  const specs = list.map((one: unknown, index): AugmentationSpec => {
    const path = `${location.path}[${index}]`;
    const [id, given] = parseOneKey(one, AUGMENTATION_IDS, { action: location.action, path });
    const action = `Cannot build augmentation "${id}" at ${path}`;
    return {
      [id]: parseEntry(given, AUGMENTATIONS[id as AugmentationId], { action, path: `${path}.${id}` }),
    } as unknown as AugmentationSpec;
  });
  const mixing = specs.filter(isMixing);
  if (mixing.length > 1) {
    throw new SpecError({
      ...location,
      rule: `at most one of ${location.path} must mix labels`,
      received: mixing.map((spec) => Object.keys(spec)[0]),
    });
  }
  return specs;
}
