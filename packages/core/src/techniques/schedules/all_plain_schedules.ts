// One line a schedule that holds no other: its key in specs is the name that it is exported by. What lists them has them in the order of the alphabet.
export { constant } from "./constant.ts";
export { cosine } from "./cosine.ts";
export { cosineRestarts } from "./cosine_restarts.ts";
export { exponential } from "./exponential.ts";
export { oneCycle } from "./one_cycle.ts";
export { piecewise } from "./piecewise.ts";
export { polynomial } from "./polynomial.ts";
export { reduceOnPlateau } from "./reduce_on_plateau.ts";
export { step } from "./step.ts";
