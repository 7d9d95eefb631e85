import { philoxUniform } from "../../graph/philox.ts";
import { sizeOf } from "../../graph/tensor_type.ts";
import type { LoweringTable } from "./lowering.ts";

/** Random numbers. */
export const randomLowerings: Pick<LoweringTable, "randomUniform"> = {
  randomUniform: ({ inputs: [seed, step], attributes: { stream }, type }) =>
    philoxUniform({ seed: seed![0]!, stream, step: step![0]! }, sizeOf(type.shape)),
};
