import { parseOneKey, type SpecLocation } from "../parameters/parse_object.ts";
import { parseEntry } from "../parameters/parse_parameters.ts";
import type { RegistryEntry } from "../parameters/registry_entry.ts";

/** Techniques among which one is chosen. */
interface TechniqueChoice extends SpecLocation {
  /** What they are, such as `optimizer`. */
  readonly kind: string;
  readonly registry: Readonly<Record<string, RegistryEntry>>;
}

/**
 * Reads one technique of a registry and fills in its defaults: `{ adam: {} }`.
 * @throws {SpecError} At the first thing that is not valid, with its path and value.
 */
export function parseTechnique<TSpec>(value: unknown, choice: TechniqueChoice): TSpec {
  const { action, path, kind, registry } = choice;
  const [id, given] = parseOneKey(value, Object.keys(registry), { action, path });
  const location = { action: `Cannot build ${kind} "${id}"`, path: `${path}.${id}` };
  return { [id]: parseEntry(given, registry[id]!, location) } as TSpec;
}
