import type { Initializer } from "../../graph/initializer.ts";

/** Zeros, for biases. */
export const ZEROS: Initializer = { kind: "constant", value: 0 };

/** Normal numbers of variance `scale / fan`, cut off at two deviations: 2 before a relu (He), 1 before nothing (LeCun). */
export function fanIn(fan: number, scale: 1 | 2): Initializer {
  return { kind: "random", distribution: "truncatedNormal", scale, fan };
}
