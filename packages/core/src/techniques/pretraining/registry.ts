import type { OneKey } from "../../parameters/one_key.ts";
import type { ParameterInput } from "../../parameters/parameter_definition.ts";
import type { RegistryEntry } from "../../parameters/registry_entry.ts";
import { type ContrastiveParameters, contrastive } from "./contrastive.ts";
import { type DenoisingAutoencoderParameters, denoisingAutoencoder } from "./denoising_autoencoder.ts";
import type { PretrainingDefinition } from "./pretraining_definition.ts";
import { type RotationParameters, rotation } from "./rotation.ts";

/** Every pretext task's parameters by id. */
interface PretrainingTypes {
  denoisingAutoencoder: DenoisingAutoencoderParameters;
  rotation: RotationParameters;
  contrastive: ContrastiveParameters;
}

/** Id of a pretext task: its key in specs and in GraphQL. */
export type PretrainingId = keyof PretrainingTypes;

/** A pretext task of a spec, complete: `{ contrastive: { temperature: 0.5, width: 64 } }`. */
export type PretrainingSpec = OneKey<PretrainingTypes>;

/** A pretext task as a person writes it: every parameter has a default. */
export type PretrainingSpecInput = OneKey<{
  [TId in PretrainingId]: ParameterInput<PretrainingTypes[TId], never>;
}>;

/** Every pretext task by id, simple ones first. */
export const PRETRAININGS: {
  readonly [TId in PretrainingId]: PretrainingDefinition<TId, PretrainingTypes[TId]>;
} = { denoisingAutoencoder, rotation, contrastive };

/** The pretext tasks as a list for generators. */
export const pretrainingRegistry: readonly RegistryEntry[] = Object.values(
  PRETRAININGS,
) as unknown as readonly RegistryEntry[];

/** A pretext task with its parameters, whatever its kind. */
export interface ResolvedPretraining {
  readonly definition: PretrainingDefinition<string, unknown>;
  readonly parameters: unknown;
}

/** The definition behind a pretext task of a spec. */
export function resolvePretraining(pretraining: PretrainingSpec): ResolvedPretraining {
  const [id, parameters] = Object.entries(pretraining)[0]!;
  return {
    definition: PRETRAININGS[id as PretrainingId] as unknown as PretrainingDefinition<string, unknown>,
    parameters,
  };
}
