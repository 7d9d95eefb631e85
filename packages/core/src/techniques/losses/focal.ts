import { exp, log, maximum, mul, neg, sub, sum } from "../../graph/ops/mod.ts";
import type { Value } from "../../graph/value.ts";
import { LABEL_SMOOTHING, smoothRows } from "./label_smoothing.ts";
import { logSoftmax } from "./log_softmax.ts";
import type { LossDefinition } from "./loss_definition.ts";
import { targetRows } from "./target_rows.ts";

/** Parameters of `focal`. */
export interface FocalParameters {
  readonly gamma: number;
  readonly alpha: number;
  readonly labelSmoothing: number;
}

/** Below this a fractional power has no slope that float32 can hold. Keras clips scores here. */
const LEAST = 1e-7;

/** `x` to a power of at least 0, for `x` from 0 to 1; null: the power is 0. The whole part is multiplied, as that has a slope at 0, too. */
function power(x: Value, exponent: number): Value | null {
  const whole = Math.floor(exponent);
  const factors: Value[] = Array.from({ length: whole }, () => x);
  if (exponent > whole) {
    factors.push(exp(mul(log(maximum(x, LEAST)), exponent - whole)));
  }
  return factors.length === 0 ? null : factors.reduce((product, factor) => mul(product, factor));
}

/** Cross-entropy in which an example counts the less the better it is known: `-alpha (1 - score)^gamma log(score)`. */
export const focal: LossDefinition<"focal", FocalParameters> = {
  id: "focal",
  summary: "Cross-entropy of a softmax in which examples that are known well count little.",
  parameters: {
    gamma: {
      kind: "float",
      summary: "How fast an example fades as its score rises; 0 is plain cross-entropy.",
      minimum: 0,
      maximum: 16,
      default: 2,
    },
    alpha: {
      kind: "float",
      summary: "Factor of the whole loss.",
      minimum: 0,
      exclusiveMinimum: true,
      default: 0.25,
    },
    labelSmoothing: LABEL_SMOOTHING,
  },
  documentation: {
    formula:
      "loss = -alpha sum over c of y_c (1 - score_c)^gamma log(score_c), y = onehot(label) (1 - labelSmoothing) + labelSmoothing / classes",
    advice:
      "For classes of very different sizes, or many easy images, where sparseCategoricalCrossentropy is ruled by what it knows already. gamma from 0.5 to 5; alpha of 0.25 also makes steps smaller with plain sgd, so raise the rate, or set it to 1. One factor a class: classWeights. Keras: CategoricalFocalCrossentropy.",
    reference: "Lin and others, Focal Loss for Dense Object Detection, 2017, arXiv 1708.02002",
    example: { focal: { gamma: 2, alpha: 1 } },
  },
  ending: "softmax",
  multiLabel: false,
  losses: ({ gamma, alpha, labelSmoothing }, logits, targets) => {
    const classes = logits.shape[1]!;
    const rows = smoothRows(targetRows(targets, classes), labelSmoothing, 1 / classes);
    const logScores = logSoftmax(logits);
    const fading = power(sub(1, exp(logScores)), gamma);
    const parts = mul(rows, logScores);
    return mul(neg(sum(fading === null ? parts : mul(parts, fading), { axes: [1] })), alpha);
  },
};
