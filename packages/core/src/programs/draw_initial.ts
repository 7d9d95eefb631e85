import type { Initializer } from "../graph/initializer.ts";
import { normalQuantile } from "../graph/normal_quantile.ts";
import { type PhiloxPlace, philoxUniform } from "../graph/philox.ts";
import { allocate, type TensorData, type TensorType } from "../graph/tensor_type.ts";
import { drawOrthogonal } from "./draw_orthogonal.ts";
import { HALF_STEP } from "./half_step.ts";

/** Probability that a standard normal number is below -2. */
const BELOW_TWO = 0.022750131948179212;
/** Standard deviation of a standard normal number that lies between -2 and 2. */
const TRUNCATED_DEVIATION = 0.8796256610342398;

function drawRandom(
  { distribution, scale, fan }: Extract<Initializer, { kind: "random" }>,
  place: PhiloxPlace,
  count: number,
): Float64Array {
  const uniform = philoxUniform(place, count);
  if (distribution === "uniform") {
    const limit = Math.sqrt((3 * scale) / fan);
    return Float64Array.from(uniform, (u) => (2 * u - 1) * limit);
  }
  const deviation = Math.sqrt(scale / fan) / TRUNCATED_DEVIATION;
  return Float64Array.from(uniform, (u) => {
    return normalQuantile(BELOW_TWO + (u + HALF_STEP) * (1 - 2 * BELOW_TWO)) * deviation;
  });
}

/** First value of a state variable: the same bits on every runtime. */
export function drawInitial(type: TensorType, initializer: Initializer, place: PhiloxPlace): TensorData {
  const values = allocate(type);
  switch (initializer.kind) {
    case "constant":
      return values.fill(initializer.value);
    case "random":
      values.set(drawRandom(initializer, place, values.length));
      return values;
    case "orthogonal":
      values.set(drawOrthogonal(type.shape, initializer.gain, place));
      return values;
  }
}
