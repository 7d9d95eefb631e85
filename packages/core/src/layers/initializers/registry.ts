import type { Initializer } from "../../graph/initializer.ts";
import type { TechniqueParameter } from "../../parameters/parameter_definition.ts";
import { type ConstantParameters, constant, ones, zeros } from "./constant.ts";
import type { Fans, InitializerDefinition } from "./initializer_definition.ts";
import { type OrthogonalParameters, orthogonal } from "./orthogonal.ts";
import {
  glorotNormal,
  glorotUniform,
  heNormal,
  heUniform,
  lecunNormal,
  lecunUniform,
  type NoParameters,
} from "./variance_scaling.ts";

/** Every initialiser's parameters by id. */
interface InitializerTypes {
  zeros: NoParameters;
  ones: NoParameters;
  constant: ConstantParameters;
  glorotUniform: NoParameters;
  glorotNormal: NoParameters;
  heUniform: NoParameters;
  heNormal: NoParameters;
  lecunUniform: NoParameters;
  lecunNormal: NoParameters;
  orthogonal: OrthogonalParameters;
}

/** An initialiser of a spec, complete: `{ heNormal: {} }`. */
export type InitializerSpec = {
  [TId in keyof InitializerTypes]: { readonly [TKey in TId]: InitializerTypes[TId] };
}[keyof InitializerTypes];

/** Every initialiser by id, simple ones first. */
export const INITIALIZERS: {
  readonly [TId in keyof InitializerTypes]: InitializerDefinition<TId, InitializerTypes[TId]>;
} = {
  zeros,
  ones,
  constant,
  glorotUniform,
  glorotNormal,
  heUniform,
  heNormal,
  lecunUniform,
  lecunNormal,
  orthogonal,
};

/** Definition of a parameter that names an initialiser. */
export function initializerParameter(summary: string, initial: InitializerSpec): TechniqueParameter {
  return { kind: "technique", typeName: "Initializer", registry: INITIALIZERS, summary, default: initial };
}

/** How a weight of a layer gets its first values. */
export function buildInitializer(spec: InitializerSpec, fans: Fans): Initializer {
  const [id, parameters] = Object.entries(spec)[0]!;
  const definition = INITIALIZERS[id as keyof InitializerTypes] as InitializerDefinition<
    string,
    typeof parameters
  >;
  return definition.build(parameters, fans);
}
