import type { OneKey } from "../../parameters/one_key.ts";
import type { ParameterInput } from "../../parameters/parameter_definition.ts";
import type { RegistryEntry } from "../../parameters/registry_entry.ts";
import { type LinearWarmupParameters, linearWarmup } from "./linear_warmup.ts";
import { PLAIN_SCHEDULES, type PlainScheduleTypes } from "./plain_schedules.ts";
import type { ScheduleDefinition } from "./schedule_definition.ts";

/** Every schedule's parameters by id. */
interface ScheduleTypes extends PlainScheduleTypes {
  linearWarmup: LinearWarmupParameters;
}

/** Id of a schedule: its key in specs and in GraphQL. */
export type ScheduleId = keyof ScheduleTypes;

/** A schedule of a spec, complete: `{ cosine: { epochs: 0, floor: 0 } }`. */
export type ScheduleSpec = OneKey<ScheduleTypes>;

type PlainInputs = Omit<
  { [TId in keyof PlainScheduleTypes]: ParameterInput<PlainScheduleTypes[TId], never> },
  "piecewise"
> & { piecewise: PlainScheduleTypes["piecewise"] };

/** A schedule as a person writes it: only what has no default must be there. */
export type ScheduleSpecInput = OneKey<
  PlainInputs & {
    linearWarmup: ParameterInput<Omit<LinearWarmupParameters, "schedule">, never> & {
      readonly schedule?: OneKey<PlainInputs> | undefined;
    };
  }
>;

/** Every schedule by id, simple ones first. */
export const SCHEDULES: { readonly [TId in ScheduleId]: ScheduleDefinition<TId, ScheduleTypes[TId]> } = {
  ...PLAIN_SCHEDULES,
  linearWarmup,
};

/** The schedules as a list for generators. */
export const scheduleRegistry: readonly RegistryEntry[] = Object.values(
  SCHEDULES,
) as unknown as readonly RegistryEntry[];
