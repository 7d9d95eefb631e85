import type { Documentation } from "../parameters/documentation.ts";
import type { RegistryEntry } from "../parameters/registry_entry.ts";
import { type DescribedParameter, describeParameter } from "./describe_parameter.ts";

/** What every registry holds of an entry, whatever its kind. */
export type DocumentedEntry = RegistryEntry & { readonly documentation: Documentation };

/** An entry of a registry, as plain data. */
export interface DescribedEntry<TKind extends string> {
  readonly kind: TKind;
  /** Its key in specs and in GraphQL; unique within its kind. */
  readonly id: string;
  /** One sentence. */
  readonly summary: string;
  readonly parameters: Readonly<Record<string, DescribedParameter>>;
  readonly documentation: Documentation;
}

/** The plain data of all entries of some registries, kind by kind in their order. */
export function describeEntries<TKind extends string>(
  registries: Readonly<Record<TKind, Readonly<Record<string, DocumentedEntry>>>>,
): readonly DescribedEntry<TKind>[] {
  const kinds = Object.keys(registries) as TKind[];
  return kinds.flatMap((kind) =>
    Object.values(registries[kind]).map(({ id, summary, parameters, documentation }) => ({
      kind,
      id,
      summary,
      parameters: Object.fromEntries(
        Object.entries(parameters).map(([name, parameter]) => [name, describeParameter(parameter)]),
      ),
      documentation,
    })),
  );
}
