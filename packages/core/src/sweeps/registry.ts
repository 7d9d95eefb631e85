import type { EntriesOf, ParametersOf, SpecInputOf, SpecOf } from "../parameters/entry_definition.ts";
import type { RegistryEntry } from "../parameters/registry_entry.ts";
import { registryOf } from "../parameters/registry_of.ts";
import { parseTechnique } from "../spec/parse_technique.ts";
import * as allSamplers from "./all_samplers.ts";
import * as allTrialStoppings from "./all_trial_stoppings.ts";
import type { SampleContext, SamplerDefinition } from "./sampler_definition.ts";
import type { Coordinates } from "./search_space.ts";

type Samplers = typeof allSamplers;
type TrialStoppings = typeof allTrialStoppings;

/** How the trials of a sweep are chosen, complete: `{ grid: { points: 5 } }`. */
export type SamplerSpec = SpecOf<Samplers>;

/** The same as a person writes it. */
export type SamplerSpecInput = SpecInputOf<Samplers>;

/** When trials of a sweep are stopped, complete: `{ asha: { minEpochs: 1, ... } }`. */
export type TrialStoppingSpec = SpecOf<TrialStoppings>;

/** The same as a person writes it. */
export type TrialStoppingSpecInput = SpecInputOf<TrialStoppings>;

/** Every sampler by id. */
export const SAMPLERS: {
  readonly [TId in keyof Samplers]: SamplerDefinition<TId, ParametersOf<Samplers[TId]>>;
} = registryOf(allSamplers);

/** Every way of stopping trials by id. */
export const TRIAL_STOPPINGS: EntriesOf<TrialStoppings> = registryOf(allTrialStoppings);

/** The samplers as a list for generators. */
export const samplerRegistry: readonly RegistryEntry[] = Object.values(SAMPLERS);

/** The ways of stopping trials as a list for generators. */
export const trialStoppingRegistry: readonly RegistryEntry[] = Object.values(TRIAL_STOPPINGS);

/** Reads a sampler and fills in its defaults. @throws {SpecError} At the first thing that is not valid, with its path and value. */
export function parseSampler(value: unknown): SamplerSpec {
  const action = "Cannot read the method";
  return parseTechnique(value, { action, path: "method", kind: "sampler", registry: SAMPLERS });
}

/** Reads how trials are stopped. @throws {SpecError} At the first thing that is not valid, with its path and value. */
export function parseTrialStopping(value: unknown): TrialStoppingSpec {
  const action = "Cannot read the stopping";
  return parseTechnique(value, { action, path: "stopping", kind: "stopping", registry: TRIAL_STOPPINGS });
}

/** The coordinates of a sweep's next trial; null if there is nothing new to try. Equal arguments give equal trials. */
export function sampleTrial(sampler: SamplerSpec, context: SampleContext): Coordinates | null {
  const [[id, parameters]] = Object.entries(sampler) as [[keyof Samplers, never]];
  return SAMPLERS[id].sample(context, parameters);
}
