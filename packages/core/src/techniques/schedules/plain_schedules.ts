import type { OneKey } from "../../parameters/one_key.ts";
import { type ConstantParameters, constant } from "./constant.ts";
import { type CosineParameters, cosine } from "./cosine.ts";
import { type CosineRestartsParameters, cosineRestarts } from "./cosine_restarts.ts";
import { type ExponentialParameters, exponential } from "./exponential.ts";
import { type OneCycleParameters, oneCycle } from "./one_cycle.ts";
import { type PiecewiseParameters, piecewise } from "./piecewise.ts";
import { type PolynomialParameters, polynomial } from "./polynomial.ts";
import { type ReduceOnPlateauParameters, reduceOnPlateau } from "./reduce_on_plateau.ts";
import type { ScheduleDefinition } from "./schedule_definition.ts";
import { type StepParameters, step } from "./step.ts";

/** Parameters of the schedules that hold no other, by id. */
export interface PlainScheduleTypes {
  constant: ConstantParameters;
  step: StepParameters;
  piecewise: PiecewiseParameters;
  exponential: ExponentialParameters;
  polynomial: PolynomialParameters;
  cosine: CosineParameters;
  cosineRestarts: CosineRestartsParameters;
  oneCycle: OneCycleParameters;
  reduceOnPlateau: ReduceOnPlateauParameters;
}

/** A schedule that holds no other, complete. */
export type PlainScheduleSpec = OneKey<PlainScheduleTypes>;

/** The schedules that hold no other, simple ones first. */
export const PLAIN_SCHEDULES: {
  readonly [TId in keyof PlainScheduleTypes]: ScheduleDefinition<TId, PlainScheduleTypes[TId]>;
} = {
  constant,
  step,
  piecewise,
  exponential,
  polynomial,
  cosine,
  cosineRestarts,
  oneCycle,
  reduceOnPlateau,
};
