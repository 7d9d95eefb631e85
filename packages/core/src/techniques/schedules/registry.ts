import type { InputOf, ParametersOf, SpecInputOf, SpecOf } from "../../parameters/entry_definition.ts";
import type { RegistryEntry } from "../../parameters/registry_entry.ts";
import { registryOf } from "../../parameters/registry_of.ts";
import * as allSchedules from "./all_schedules.ts";
import type { ScheduleDefinition } from "./schedule_definition.ts";

type Definitions = typeof allSchedules;

/** Id of a schedule: its key in specs and in GraphQL. */
export type ScheduleId = keyof Definitions;

/** A schedule of a spec, complete: `{ cosine: { epochs: 0, floor: 0 } }`. */
export type ScheduleSpec = SpecOf<Definitions>;

/** A schedule as a person writes it: only what has no default must be there. */
export type ScheduleSpecInput = SpecInputOf<Definitions>;

/** Every schedule by id. */
export const SCHEDULES: {
  readonly [TId in ScheduleId]: ScheduleDefinition<
    TId,
    ParametersOf<Definitions[TId]>,
    InputOf<Definitions[TId]>
  >;
} = registryOf(allSchedules);

/** The schedules as a list for generators. */
export const scheduleRegistry: readonly RegistryEntry[] = Object.values(SCHEDULES);
