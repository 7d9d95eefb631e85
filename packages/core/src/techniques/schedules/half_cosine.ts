import { cos } from "../../graph/float_math.ts";

/** Half a cosine: 1 at 0, 1/2 at 1/2, 0 at 1. @param part From 0 to 1. */
export function halfCosine(part: number): number {
  return 0.5 * (1 + cos(Math.PI * part));
}
