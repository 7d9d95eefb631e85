import type { ParameterInput } from "../../parameters/parameter_definition.ts";
import { interval } from "./common_parameters.ts";
import { PLAIN_SCHEDULES, type PlainScheduleSpec, type PlainScheduleSpecInput } from "./plain_schedules.ts";
import type { ScheduleDefinition } from "./schedule_definition.ts";

/** Parameters of `linearWarmup`. */
export interface LinearWarmupParameters {
  readonly epochs: number;
  readonly start: number;
  readonly schedule: PlainScheduleSpec;
}

/** A warm-up as a person writes it. */
type LinearWarmupInput = ParameterInput<Omit<LinearWarmupParameters, "schedule">, never> & {
  readonly schedule?: PlainScheduleSpecInput | undefined;
};

/**
 * Raises the rate in a straight line at first, then hands over to any other schedule.
 * `rate_t = rate (start + (1 - start) t / epochs)`; after that the other schedule from its own beginning, over what is left of the training.
 * @see Goyal and others, Accurate, large minibatch SGD, 2017, arXiv 1706.02677
 */
export const linearWarmup: ScheduleDefinition<"linearWarmup", LinearWarmupParameters, LinearWarmupInput> = {
  id: "linearWarmup",
  summary: "Raises the rate in a straight line at first, then hands over to any other schedule.",
  parameters: {
    epochs: interval("Epochs until the optimizer's rate is reached.", 1),
    start: {
      kind: "float",
      summary: "The first rate, as a part of the optimizer's.",
      minimum: 0,
      maximum: 1,
      default: 0,
    },
    schedule: {
      kind: "technique",
      typeName: "PlainSchedule",
      summary: "What follows.",
      registry: PLAIN_SCHEDULES,
      default: { constant: {} },
    },
  },
  documentation: {
    formula: "rate_t = rate (start + (1 - start) t / epochs) for t < epochs, then schedule(t - epochs)",
    advice:
      "For large batches, high rates, and `adam` with batch normalisation, whose first steps are wild; half an epoch to five are usual.",
    reference:
      "Goyal and others, Accurate, large minibatch SGD: training ImageNet in 1 hour, 2017, arXiv 1706.02677",
    example: { linearWarmup: { epochs: 0.5, schedule: { cosine: {} } } },
  },
  build: ({ epochs, start, schedule }, context, build) => {
    const { rate, stepsPerEpoch, steps } = context;
    const rising = epochs * stepsPerEpoch;
    const then = build(schedule, { rate, stepsPerEpoch, steps: Math.max(1, steps - rising) });
    return {
      memory: then.memory,
      rateAt: (step, memory) =>
        step < rising ? rate * (start + (1 - start) * (step / rising)) : then.rateAt(step - rising, memory),
      afterEpoch: then.afterEpoch,
    };
  },
};
