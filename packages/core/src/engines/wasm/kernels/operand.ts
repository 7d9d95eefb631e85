import type { TensorType } from "../../../graph/tensor_type.ts";
import type { I32 } from "../assembler/expression.ts";

/**
 * A tensor as a kernel sees it: where its first element is, and its type.
 * Where a stage runs image by image it is one image's part, without the batch axis.
 * Elements are row-major and dense; `bool` is a byte of 0 or 1. An address need not be aligned.
 */
export interface Operand {
  /** Cheap to compute again: a variable or a constant. */
  readonly address: I32;
  readonly type: TensorType;
}
