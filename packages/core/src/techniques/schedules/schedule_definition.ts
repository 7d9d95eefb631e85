import type { EntryDefinition } from "../../parameters/entry_definition.ts";
import type { ParameterInput } from "../../parameters/parameter_definition.ts";
import type { ScheduleSpec } from "./registry.ts";

/** What a schedule is made for. */
export interface ScheduleContext {
  /** The optimizer's rate, which the schedule moves. */
  readonly rate: number;
  readonly stepsPerEpoch: number;
  /** Steps of the whole training, or of the part that the schedule governs. */
  readonly steps: number;
}

/** What a schedule remembers from epoch to epoch: numbers by name, so that a checkpoint holds them as they are. */
export type ScheduleMemory = Readonly<Record<string, number>>;

/** The rate of every step: pure functions, the same numbers on every runtime. */
export interface Schedule {
  /** What it remembers before the first epoch; empty unless it listens to the loss. */
  readonly memory: ScheduleMemory;
  /** Rate of a step; 0 is the first. */
  rateAt(step: number, memory: ScheduleMemory): number;
  /** What it remembers after an epoch that ended with a loss. */
  afterEpoch(memory: ScheduleMemory, loss: number): ScheduleMemory;
}

/** One schedule: data plus pure functions. Durations are in epochs; parts of one are fine. */
export interface ScheduleDefinition<
  TId extends string,
  TParameters,
  TInput extends object = ParameterInput<TParameters, never>,
> extends EntryDefinition<TId, TParameters, TInput> {
  /** Whether it follows the loss of the validation images, so that there must be some. @default {false} */
  readonly listens?: true;
  /** @param build Makes the schedule within, for those that hold one. */
  readonly build: (
    parameters: TParameters,
    context: ScheduleContext,
    build: (schedule: ScheduleSpec, context: ScheduleContext) => Schedule,
  ) => Schedule;
}
