import type { I32 } from "../assembler/expression.ts";
import type { FunctionBuilder } from "../assembler/function_builder.ts";
import type { Finish } from "../kernels/finish.ts";
import type { Operand } from "../kernels/operand.ts";
import type { Epilogue } from "./epilogue.ts";
import type { FusedPooling, Stage, Use } from "./stage.ts";

/** What a stage does with what its op gives before it writes. */
export interface FusedParts {
  /** With the op's own results. */
  readonly before?: Epilogue | undefined;
  /** Then. */
  readonly pooling?: FusedPooling | undefined;
  /** With what the pooling gives. */
  readonly after?: Epilogue | undefined;
}

/** The name of a stage with all that it does: `conv2d #12 add maxPool relu`. */
export function fusedName(name: string, { before, pooling, after }: FusedParts): string {
  return [name, before, pooling, after]
    .flatMap((part) => (typeof part === "string" ? part : (part?.name ?? [])))
    .join(" ");
}

/** What a stage reads besides. */
export function fusedReads({ before, after }: FusedParts): Use[] {
  return [...(before?.reads ?? []), ...(after?.reads ?? [])];
}

/** What a stage writes: first what takes the place of its op's own result, and last the positions of a pooling, if anybody asks for them. */
export function fusedWrites(output: Use, { before, pooling, after }: FusedParts): Use[] {
  return [
    after?.output ?? pooling?.pooled ?? before?.output ?? output,
    // none of the ops before a pooling
    ...((after ?? before)?.besides ?? []),
    ...(pooling?.positions ? [pooling.positions] : []),
  ];
}

/**
 * What may still join a stage. A pooling sees results that have no place of their own, so the ops before it may read and write nothing at the
 * place of a result.
 * @param make The stage with other parts.
 * @param canPool Whether the stage can do a pooling.
 */
export function takesMore(
  make: (parts: FusedParts) => Stage,
  parts: FusedParts,
  canPool: (pooling: FusedPooling) => boolean,
): Pick<Stage, "withEpilogue" | "withPooling"> {
  const { before, pooling, after } = parts;
  const isFull = pooling === undefined ? before !== undefined : after !== undefined;
  return {
    ...(!isFull && {
      withEpilogue: (epilogue) =>
        make(pooling === undefined ? { before: epilogue } : { ...parts, after: epilogue }),
    }),
    ...(pooling === undefined &&
      before?.needsPlaces !== true && {
        withPooling: (wanted) => (canPool(wanted) ? make({ before, pooling: wanted }) : null),
      }),
  };
}

/**
 * Begins the parts for an image: what is done with results, and with what a pooling gives, in columns that begin so many bytes into a row.
 * @param operands What the stage reads besides, then what it writes besides.
 */
export function startParts(
  fn: FunctionBuilder,
  { before, after }: FusedParts,
  operands: readonly Operand[],
  target: I32,
): Readonly<Record<"before" | "after", ((column: I32) => Finish) | undefined>> {
  return {
    before: before?.start(fn, operands, target),
    after: after?.start(fn, operands.slice(before?.reads.length ?? 0), target),
  };
}
