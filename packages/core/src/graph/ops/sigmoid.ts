import type { OpDefinition } from "../op.ts";
import type { Value } from "../value.ts";
import { checkArity, checkDType } from "./check.ts";

/** `1 / (1 + exp(-x))`. */
export const sigmoidOp: OpDefinition<"sigmoid"> = {
  name: "sigmoid",
  summary: "1 / (1 + exp(-x)).",
  infer: (inputs) => {
    checkArity("sigmoid", inputs, 1);
    checkDType("sigmoid", inputs[0]!, ["float32"]);
    return inputs[0]!;
  },
  gradient: ({ output, upstream, t }) => [t.mul(upstream, t.mul(output, t.sub(1, output)))],
  decompose: ({ inputs: [x], t }) => t.div(1, t.add(t.exp(t.neg(x!)), 1)),
};

/** `log(1 + exp(x))`, in a form that never overflows and keeps its digits where it is small; for large x it is x. The gradient is `sigmoid(x)`, at 0 too. */
export const softplusOp: OpDefinition<"softplus"> = {
  name: "softplus",
  summary: "log(1 + exp(x)), in a form that never overflows.",
  infer: (inputs) => {
    checkArity("softplus", inputs, 1);
    checkDType("softplus", inputs[0]!, ["float32"]);
    return inputs[0]!;
  },
  gradient: ({ inputs: [x], upstream, t }) => [t.mul(upstream, t.sigmoid(x!))],
  decompose: ({ inputs: [x], t }) => {
    const e = t.exp(t.neg(t.abs(x!)));
    const sum = t.add(e, 1);
    // what the sum lost of a small e, the quotient gives back to the logarithm
    const logarithm = t.mul(t.log(sum), t.div(e, t.sub(sum, 1)));
    return t.add(t.maximum(x!, 0), t.select(t.equal(sum, 1), e, logarithm));
  },
};

/** `1 / (1 + exp(-x))`. */
export function sigmoid(x: Value): Value {
  return x.builder.apply(sigmoidOp, [x], {});
}
/** `log(1 + exp(x))`, without overflow. */
export function softplus(x: Value): Value {
  return x.builder.apply(softplusOp, [x], {});
}
