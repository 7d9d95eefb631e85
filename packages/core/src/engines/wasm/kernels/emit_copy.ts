import { bytesPerElement, sizeOf } from "../../../graph/tensor_type.ts";
import type { FunctionBuilder } from "../assembler/function_builder.ts";
import { emitCopiedRun } from "./emit_run.ts";
import type { Operand } from "./operand.ts";

/** A tensor and its copy, of as many bytes. */
export interface Copy {
  readonly source: Operand;
  readonly target: Operand;
}

/** Emits copying a tensor's bytes as they are. */
export function emitCopy(fn: FunctionBuilder, { source, target }: Copy): void {
  const { dtype, shape } = source.type;
  emitCopiedRun(fn, {
    source: { address: source.address },
    target: { address: target.address },
    bytes: sizeOf(shape) * bytesPerElement(dtype),
  });
}
