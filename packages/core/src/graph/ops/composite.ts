import type { OpDefinition } from "../op.ts";
import { formatType } from "../tensor_type.ts";
import type { Value } from "../value.ts";
import { checkArity, checkDType, checkRank } from "./check.ts";

/** `max(x, 0)`. The gradient at 0 is 0, as in TensorFlow, and needs only the output. */
export const reluOp: OpDefinition<"relu"> = {
  name: "relu",
  summary: "The larger of x and 0.",
  infer: (inputs) => {
    checkArity("relu", inputs, 1);
    checkDType("relu", inputs[0]!, ["float32"]);
    return inputs[0]!;
  },
  gradient: ({ output, upstream, t }) => [t.select(t.greater(output, 0), upstream, 0)],
  decompose: ({ inputs: [x], t }) => t.maximum(x!, 0),
};

/** `exp(x - max) / sum(exp(x - max))` along the last axis. */
export const softmaxOp: OpDefinition<"softmax"> = {
  name: "softmax",
  summary: "exp(x - max) / sum(exp(x - max)) along the last axis.",
  infer: (inputs) => {
    checkArity("softmax", inputs, 1);
    checkDType("softmax", inputs[0]!, ["float32"]);
    if (inputs[0]!.shape.length === 0) {
      throw new RangeError(
        `Cannot apply "softmax" as its input must have an axis: current value is ${formatType(inputs[0]!)}`,
      );
    }
    return inputs[0]!;
  },
  gradient: ({ output, upstream, t }) => {
    const axes = [output.shape.length - 1];
    const weighted = t.mul(upstream, output);
    return [t.sub(weighted, t.mul(output, t.sum(weighted, { axes, keepDims: true })))];
  },
  decompose: ({ inputs: [x], t }) => {
    const axes = [x!.shape.length - 1];
    const shifted = t.exp(t.sub(x!, t.max(x!, { axes, keepDims: true })));
    return t.div(shifted, t.sum(shifted, { axes, keepDims: true }));
  },
};

/** Cross-entropy of `softmax(logits)` and integer labels: `log(sum(exp(x - max))) - (x[label] - max)`, one a row. */
export const sparseSoftmaxCrossEntropyOp: OpDefinition<"sparseSoftmaxCrossEntropy"> = {
  name: "sparseSoftmaxCrossEntropy",
  summary: "Cross-entropy of softmax(logits [batch, classes]) and integer labels [batch], one a row.",
  infer: (inputs) => {
    checkArity("sparseSoftmaxCrossEntropy", inputs, 2);
    const [logits, labels] = inputs;
    checkDType("sparseSoftmaxCrossEntropy", logits!, ["float32"]);
    checkRank("sparseSoftmaxCrossEntropy", logits!, 2);
    checkDType("sparseSoftmaxCrossEntropy", labels!, ["int32"]);
    if (labels!.shape.length !== 1 || labels!.shape[0] !== logits!.shape[0]) {
      throw new RangeError(
        `Cannot apply "sparseSoftmaxCrossEntropy" as labels must have one element for each row of ${formatType(logits!)}: current value is ${formatType(labels!)}`,
      );
    }
    return { dtype: "float32", shape: labels!.shape };
  },
  gradient: ({ inputs: [logits, labels], upstream, t }) => {
    const difference = t.sub(t.softmax(logits!), t.oneHot(labels!, logits!.shape[1]!));
    return [t.mul(difference, t.reshape(upstream, [logits!.shape[0]!, 1])), null];
  },
  decompose: ({ inputs: [logits, labels], t }) => {
    const shifted = t.sub(logits!, t.max(logits!, { axes: [1], keepDims: true }));
    const chosen = t.sum(t.mul(shifted, t.oneHot(labels!, logits!.shape[1]!)), { axes: [1] });
    return t.sub(t.log(t.sum(t.exp(shifted), { axes: [1] })), chosen);
  },
};

/** Its input, which counts as a constant when gradients are taken. */
export const stopGradientOp: OpDefinition<"stopGradient"> = {
  name: "stopGradient",
  summary: "Its input, which counts as a constant when gradients are taken.",
  infer: (inputs) => {
    checkArity("stopGradient", inputs, 1);
    return inputs[0]!;
  },
  gradient: () => [null],
  decompose: ({ inputs: [x] }) => x!,
};

/** The larger of `x` and 0. */
export function relu(x: Value): Value {
  return x.builder.apply(reluOp, [x], {});
}
/** Softmax along the last axis. */
export function softmax(x: Value): Value {
  return x.builder.apply(softmaxOp, [x], {});
}
/** Cross-entropy of `softmax(logits)` and integer labels, one a row. */
export function sparseSoftmaxCrossEntropy(logits: Value, labels: Value): Value {
  return logits.builder.apply(sparseSoftmaxCrossEntropyOp, [logits, labels], {});
}
/** `x`, through which no gradient flows. */
export function stopGradient(x: Value): Value {
  return x.builder.apply(stopGradientOp, [x], {});
}
