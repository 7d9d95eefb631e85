import { allocate } from "../../graph/tensor_type.ts";
import type { LoweringTable } from "./lowering.ts";

/** Feeds, state and constants. */
export const leafLowerings: Pick<LoweringTable, "placeholder" | "variable" | "constant"> = {
  placeholder: ({ attributes, feeds }) => feeds[attributes.name]!,
  variable: ({ attributes, state }) => state[attributes.name]!,
  constant: ({ attributes: { values }, type }) => {
    const result = allocate(type);
    if (values.length === 1) {
      result.fill(values[0]!);
    } else {
      result.set(values);
    }
    return result;
  },
};
