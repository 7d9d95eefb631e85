import type { OpDefinition } from "../op.ts";
import type { Value } from "../value.ts";
import { unary } from "./unary.ts";

/** Size without sign. The gradient at 0 is 0. */
export const absOp: OpDefinition<"abs"> = unary(
  "abs",
  "Size without sign.",
  ({ inputs: [x], upstream, t }) => [t.mul(upstream, t.sign(x!))],
);
/** -1 below 0, 1 above 0; 0 of either sign and NaN stay as they are. Flat, so no gradient flows through it. */
export const signOp: OpDefinition<"sign"> = unary("sign", "-1 below 0, 0 at 0, 1 above 0.", () => [null]);
/** The largest whole number that is not larger. Flat between whole numbers, so no gradient flows through it. */
export const floorOp: OpDefinition<"floor"> = unary(
  "floor",
  "The largest whole number that is not larger.",
  () => [null],
);
/** `2 / sqrt(pi)`: the slope of the error function at 0. */
const ERF_SLOPE = 1.128_379_167_095_512_6;
/** The error function: `2 / sqrt(pi)` times the integral of `exp(-t^2)` from 0 to x. */
export const erfOp: OpDefinition<"erf"> = unary(
  "erf",
  "The error function: 2 / sqrt(pi) times the integral of exp(-t^2) from 0 to x.",
  ({ inputs: [x], upstream, t }) => [t.mul(upstream, t.mul(t.exp(t.neg(t.mul(x!, x!))), ERF_SLOPE))],
);

/** Size of `x` without its sign. */
export function abs(x: Value): Value {
  return x.builder.apply(absOp, [x], {});
}
/** -1 where `x` is below 0, 1 where it is above, and 0 where it is 0. */
export function sign(x: Value): Value {
  return x.builder.apply(signOp, [x], {});
}
/** The largest whole number that is not larger than `x`. */
export function floor(x: Value): Value {
  return x.builder.apply(floorOp, [x], {});
}
/** The error function. */
export function erf(x: Value): Value {
  return x.builder.apply(erfOp, [x], {});
}
