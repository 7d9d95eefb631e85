import type { OpDefinition } from "../op.ts";
import type { Shape } from "../tensor_type.ts";
import { formatType } from "../tensor_type.ts";
import type { Value } from "../value.ts";
import { checkArity } from "./check.ts";
import { add, mul, sub } from "./elementwise.ts";
import { erfInv } from "./inverse_error.ts";

/** Attributes of random ops. */
export interface RandomAttributes {
  readonly shape: Shape;
  /** Number of the op in its graph: two random ops of one step never share bits. */
  readonly stream: number;
}

/**
 * Uniform numbers in [0, 1), multiples of 2^-24, from (seed, step), two int32 scalars.
 * Element `e` is word `e mod 4` of Philox4x32-10 with key (seed, stream) and counter (e div 4, 0, step, 0), shifted right by 8 and scaled.
 */
export const randomUniformOp: OpDefinition<"randomUniform"> = {
  name: "randomUniform",
  summary: "Uniform numbers in [0, 1) that are a function of (seed, step, stream, element).",
  infer: (inputs, { shape }) => {
    checkArity("randomUniform", inputs, 2);
    for (const input of inputs) {
      if (input.dtype !== "int32" || input.shape.length !== 0) {
        throw new RangeError(
          `Cannot apply "randomUniform" as seed and step must be int32 scalars: current value is ${formatType(input)}`,
        );
      }
    }
    return { dtype: "float32", shape };
  },
  gradient: null,
};

/** Uniform numbers in [0, 1) of a shape; each call takes the next stream of its graph. */
export function randomUniform(seed: Value, step: Value, shape: Shape): Value {
  return seed.builder.apply(randomUniformOp, [seed, step], {
    shape: [...shape],
    stream: seed.builder.nextStream(),
  });
}

/**
 * Turns uniform numbers in [0, 1), multiples of 2^-24 as `randomUniform` gives them, into normal ones of mean 0 and deviation 1.
 * Each is taken as the middle of its interval, so the result is symmetric and finite: from -5.4 to 5.4. Against the exact quantile of that
 * middle the error is below 1e-6, relatively.
 * @param u What `randomUniform` gave.
 */
export function normalFromUniform(u: Value): Value {
  // 2 (u + 2^-25) - 1, every step exact
  const centred = add(sub(mul(u, 2), 1), 2 ** -24);
  return mul(erfInv(centred), Math.SQRT2);
}

/** Normal numbers of mean 0 and deviation 1; each call takes the next stream of its graph. */
export function randomNormal(seed: Value, step: Value, shape: Shape): Value {
  return normalFromUniform(randomUniform(seed, step, shape));
}
