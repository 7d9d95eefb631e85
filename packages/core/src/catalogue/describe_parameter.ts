import type { ParameterDefinition, TechniqueParameter } from "../parameters/parameter_definition.ts";

/** A parameter as plain data: its definition, with ids in place of a registry. */
export type DescribedParameter =
  | Exclude<ParameterDefinition, TechniqueParameter>
  | (Omit<TechniqueParameter, "registry"> & { readonly values: readonly string[] });

/** The plain data of a parameter's definition: functions and registries left out, so that JSON keeps all of it. */
export function describeParameter(parameter: ParameterDefinition): DescribedParameter {
  if (parameter.kind !== "technique") {
    return parameter;
  }
  const { registry, ...rest } = parameter;
  return { ...rest, values: Object.keys(registry) };
}
