import type { OpDefinition } from "../op.ts";
import { formatType } from "../tensor_type.ts";
import type { Value } from "../value.ts";
import { checkArity, checkDType, checkRank } from "./check.ts";

/** Attributes of `matMul`. */
export interface MatMulAttributes {
  readonly transposeA: boolean;
  readonly transposeB: boolean;
}

/** Product of two matrices `[m, k]` and `[k, n]`, either of which may be given transposed. */
export const matMulOp: OpDefinition<"matMul"> = {
  name: "matMul",
  summary: "Product of two matrices, either of which may be given transposed.",
  infer: (inputs, { transposeA, transposeB }) => {
    checkArity("matMul", inputs, 2);
    for (const input of inputs) {
      checkDType("matMul", input, ["float32"]);
      checkRank("matMul", input, 2);
    }
    const [a, b] = inputs;
    const [m, k] = transposeA ? [a!.shape[1]!, a!.shape[0]!] : [a!.shape[0]!, a!.shape[1]!];
    const [inner, n] = transposeB ? [b!.shape[1]!, b!.shape[0]!] : [b!.shape[0]!, b!.shape[1]!];
    if (k !== inner) {
      throw new RangeError(
        `Cannot multiply ${formatType(a!)} by ${formatType(b!)} (transposed: ${transposeA}, ${transposeB}) as the inner sizes must be equal: current values are ${k} and ${inner}`,
      );
    }
    return { dtype: "float32", shape: [m, n] };
  },
  gradient: ({ inputs: [a, b], upstream, attributes: { transposeA, transposeB }, t }) => [
    transposeA
      ? t.matMul(b!, upstream, { transposeA: transposeB, transposeB: true })
      : t.matMul(upstream, b!, { transposeB: !transposeB }),
    transposeB
      ? t.matMul(upstream, a!, { transposeA: true, transposeB: transposeA })
      : t.matMul(a!, upstream, { transposeA: !transposeA }),
  ],
};

/** Product of two matrices. Both options default to false. */
export function matMul(a: Value, b: Value, options: Partial<MatMulAttributes> = {}): Value {
  return a.builder.apply(matMulOp, [a, b], {
    transposeA: options.transposeA ?? false,
    transposeB: options.transposeB ?? false,
  });
}
