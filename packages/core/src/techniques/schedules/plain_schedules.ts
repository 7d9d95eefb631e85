import type { InputOf, ParametersOf, SpecInputOf, SpecOf } from "../../parameters/entry_definition.ts";
import { registryOf } from "../../parameters/registry_of.ts";
import * as allPlainSchedules from "./all_plain_schedules.ts";
import type { ScheduleDefinition } from "./schedule_definition.ts";

type Definitions = typeof allPlainSchedules;

/** A schedule that holds no other, complete. */
export type PlainScheduleSpec = SpecOf<Definitions>;

/** A schedule that holds no other, as a person writes it. */
export type PlainScheduleSpecInput = SpecInputOf<Definitions>;

/** The schedules that hold no other, by id. */
export const PLAIN_SCHEDULES: {
  readonly [TId in keyof Definitions]: ScheduleDefinition<
    TId,
    ParametersOf<Definitions[TId]>,
    InputOf<Definitions[TId]>
  >;
} = registryOf(allPlainSchedules);
