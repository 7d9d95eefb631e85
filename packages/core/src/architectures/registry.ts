import { parseParameters } from "../parameters/parse_parameters.ts";
import type { RegistryEntry } from "../parameters/registry_entry.ts";
import type { ModelSpec } from "../spec/model_spec.ts";
import { parseModelSpec } from "../spec/parse_model_spec.ts";
import { type AllConvParameters, allConv } from "./all_conv.ts";
import type { ArchitectureDefinition, ArchitectureTask } from "./architecture_definition.ts";
import { type Lenet5Parameters, lenet5 } from "./lenet5.ts";
import { type MobilenetParameters, mobilenet } from "./mobilenet.ts";
import { type ReferenceCnnParameters, referenceCnnArchitecture } from "./reference_cnn.ts";
import { type ResnetParameters, resnet } from "./resnet.ts";
import { type VggSmallParameters, vggSmall } from "./vgg_small.ts";
import { type ZooNetParameters, zooNet } from "./zoo_net.ts";

/** Every architecture's parameters by id. */
interface ArchitectureTypes {
  referenceCnn: ReferenceCnnParameters;
  lenet5: Lenet5Parameters;
  vggSmall: VggSmallParameters;
  allConv: AllConvParameters;
  resnet: ResnetParameters;
  mobilenet: MobilenetParameters;
  zooNet: ZooNetParameters;
}

/** Id of an architecture. */
export type ArchitectureId = keyof ArchitectureTypes;

/** Every architecture by id, simple ones first. */
export const ARCHITECTURES: {
  readonly [TId in ArchitectureId]: ArchitectureDefinition<TId, ArchitectureTypes[TId]>;
} = { referenceCnn: referenceCnnArchitecture, lenet5, vggSmall, allConv, resnet, mobilenet, zooNet };

/** The architectures as a list for generators. */
export const architectureRegistry: readonly RegistryEntry[] = Object.values(
  ARCHITECTURES,
) as unknown as readonly RegistryEntry[];

/**
 * Makes a network of a family.
 * @param id Which family.
 * @param task What goes in and what comes out.
 * @param parameters Those of the family; each has a default.
 * @throws {SpecError} If a parameter is not valid, or the images are too small for the network.
 * @example Usage
 * ```ts
 * const resnet20 = buildArchitecture("resnet", { input: { height: 32, width: 32, channels: 3 }, classes: 10 }, { blocks: 3 });
 * ```
 */
export function buildArchitecture<TId extends ArchitectureId>(
  id: TId,
  task: ArchitectureTask,
  parameters: Partial<ArchitectureTypes[TId]> = {},
): ModelSpec {
  const definition = ARCHITECTURES[id] as unknown as ArchitectureDefinition<string, ArchitectureTypes[TId]>;
  const schema = definition.parameters as unknown as RegistryEntry["parameters"];
  const location = { action: `Cannot build architecture "${id}"`, path: id };
  const complete = parseParameters<ArchitectureTypes[TId]>(parameters, schema, location);
  const { input, classes, preprocess } = task;
  return parseModelSpec({ input, preprocess, layers: definition.layers(task, complete), classes });
}
