import { allocate, type DType, type TensorData } from "../../graph/tensor_type.ts";
import type { Lowering, LoweringContext, LoweringTable } from "./lowering.ts";

type Comparison = "equal" | "greater" | "greaterEqual";
type Selection = Comparison | "select" | "cast" | "oneHot";

const LARGEST_INT32 = 0x7fff_ffff;
const SMALLEST_INT32 = -0x8000_0000;

function compare(holds: (x: number, y: number) => boolean): Lowering<Comparison> {
  return ({ inputs: [x, y], type }: LoweringContext<Comparison>) => {
    const result = allocate(type);
    for (let i = 0; i < result.length; i++) {
      result[i] = holds(x![i]!, y![i]!) ? 1 : 0;
    }
    return result;
  };
}

/** Cut towards zero; what int32 cannot hold becomes its nearest value, NaN becomes 0 (WebAssembly's saturating truncation). */
function truncate(x: number): number {
  return Number.isNaN(x) ? 0 : Math.trunc(Math.min(Math.max(x, SMALLEST_INT32), LARGEST_INT32));
}

function castElements(x: TensorData, result: TensorData, dtype: DType): TensorData {
  for (let i = 0; i < result.length; i++) {
    result[i] = dtype === "int32" ? truncate(x[i]!) : x[i]!;
  }
  return result;
}

/** Comparisons, choices and conversions, one element at a time. */
export const selectionLowerings: Pick<LoweringTable, Selection> = {
  equal: compare((x, y) => x === y),
  greater: compare((x, y) => x > y),
  greaterEqual: compare((x, y) => x >= y),
  select: ({ inputs: [condition, x, y], type }) => {
    const result = allocate(type);
    for (let i = 0; i < result.length; i++) {
      result[i] = condition![i] !== 0 ? x![i]! : y![i]!;
    }
    return result;
  },
  cast: ({ inputs: [x], type }) => castElements(x!, allocate(type), type.dtype),
  oneHot: ({ inputs: [indices], type, attributes: { depth } }) => {
    const result = allocate(type);
    for (const [row, index] of indices!.entries()) {
      if (index >= 0 && index < depth) {
        result[row * depth + index] = 1;
      }
    }
    return result;
  },
};
