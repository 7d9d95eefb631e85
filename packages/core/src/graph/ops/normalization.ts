import type { OpDefinition, Operations } from "../op.ts";
import type { Value } from "../value.ts";
import { checkArity, checkAxis, checkDType } from "./check.ts";

/** Attributes of `standardise`. */
export interface StandardiseAttributes {
  /** Axes over which mean and variance are taken. */
  readonly axes: readonly number[];
  /** Added to the variance, so that it is never 0. */
  readonly epsilon: number;
}

/** What a tensor is centred by, and divided by. */
function centredBy(
  t: Operations,
  x: Value,
  { axes, epsilon }: StandardiseAttributes,
): { centred: Value; deviation: Value } {
  const centred = t.sub(x, t.mean(x, { axes, keepDims: true }));
  // of the centred values, which loses nothing where the mean is far from 0
  const variance = t.mean(t.mul(centred, centred), { axes, keepDims: true });
  return { centred, deviation: t.sqrt(t.add(variance, epsilon)) };
}

/**
 * `(x - mean) / sqrt(variance + epsilon)`, both over some axes.
 * Its gradient `(u - mean(u) - y mean(u y)) / sqrt(variance + epsilon)` takes two sums, where that of its parts one by one takes five.
 * @see Ioffe and Szegedy, Batch Normalization, 2015, arXiv 1502.03167
 */
export const standardiseOp: OpDefinition<"standardise"> = {
  name: "standardise",
  summary: "Mean 0 and variance 1 over some axes.",
  infer: (inputs, { axes }) => {
    checkArity("standardise", inputs, 1);
    checkDType("standardise", inputs[0]!, ["float32"]);
    for (const axis of axes) {
      checkAxis("standardise", inputs[0]!, axis);
    }
    return inputs[0]!;
  },
  gradient: ({ inputs: [x], output, upstream, attributes, t }) => {
    const options = { axes: attributes.axes, keepDims: true };
    const { deviation } = centredBy(t, x!, attributes);
    const along = t.mul(output, t.mean(t.mul(upstream, output), options));
    return [t.div(t.sub(t.sub(upstream, t.mean(upstream, options)), along), deviation)];
  },
  decompose: ({ inputs: [x], attributes, t }) => {
    const { centred, deviation } = centredBy(t, x!, attributes);
    return t.div(centred, deviation);
  },
};

/** `(x - mean) / sqrt(variance + epsilon)`, mean and variance over `axes`. */
export function standardise(x: Value, { axes, epsilon }: StandardiseAttributes): Value {
  return x.builder.apply(standardiseOp, [x], { axes: [...axes], epsilon });
}
