import { FLOOR, factor, interval } from "./common_parameters.ts";
import { fromStep } from "./from_step.ts";
import { halfCosine } from "./half_cosine.ts";
import { power } from "./power.ts";
import type { ScheduleDefinition } from "./schedule_definition.ts";

/** Parameters of `cosineRestarts`. */
export interface CosineRestartsParameters {
  readonly epochs: number;
  readonly growth: number;
  readonly peak: number;
  readonly floor: number;
}

/** Which period a step is in, and which part of it is over. Periods grow by a factor. */
function placeInPeriods(
  at: number,
  { first, growth }: { readonly first: number; readonly growth: number },
): { readonly number: number; readonly part: number } {
  if (growth === 1) {
    const number = Math.floor(at / first);
    return { number, part: at / first - number };
  }
  let number = 0;
  let begin = 0;
  let length = first;
  while (at >= begin + length) {
    begin += length;
    length *= growth;
    number += 1;
  }
  return { number, part: (at - begin) / length };
}

/**
 * Half a cosine again and again, each time longer.
 * `rate_t = rate (floor + (1 - floor) peak^i (1 + cos(pi part)) / 2)` in period i, counted from 0, of `epochs growth^i`.
 * @see Loshchilov and Hutter, SGDR, 2017, arXiv 1608.03983
 */
export const cosineRestarts: ScheduleDefinition<"cosineRestarts", CosineRestartsParameters> = {
  id: "cosineRestarts",
  summary: "Half a cosine again and again, each time longer.",
  parameters: {
    epochs: interval("Epochs of the first period.", 1),
    growth: {
      kind: "float",
      summary: "How much longer each period is than the one before.",
      minimum: 1,
      maximum: 100,
      default: 2,
    },
    peak: factor("Height of a period's begin over that of the one before.", 1),
    floor: FLOOR,
  },
  documentation: {
    formula:
      "rate_t = rate (floor + (1 - floor) peak^i (1 + cos(pi part)) / 2) in period i of epochs growth^i",
    advice:
      "A training can be ended at the end of any period: 1, 3, 7, 15 epochs with the defaults. For one known length `cosine` ends higher.",
    reference:
      "Loshchilov and Hutter, SGDR: stochastic gradient descent with warm restarts, 2017, arXiv 1608.03983",
    example: { cosineRestarts: { epochs: 2, growth: 2 } },
  },
  build: ({ epochs, growth, peak, floor }, { rate, stepsPerEpoch }) => {
    // A period of less than a step would only be walked through, for every step anew
    const first = Math.max(1, epochs * stepsPerEpoch);
    return fromStep((at) => {
      const { number, part } = placeInPeriods(at, { first, growth });
      return rate * (floor + (1 - floor) * power(peak, number) * halfCosine(part));
    });
  },
};
