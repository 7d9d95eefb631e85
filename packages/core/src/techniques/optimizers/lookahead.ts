import { add, equal, greaterEqual, mul, select, sub } from "../../graph/ops/mod.ts";
import type { ParameterInput } from "../../parameters/parameter_definition.ts";
import type { OptimizerDefinition } from "./optimizer_definition.ts";
import {
  PLAIN_OPTIMIZERS,
  type PlainOptimizerSpec,
  type PlainOptimizerSpecInput,
} from "./plain_optimizers.ts";

/** Parameters of `lookahead`. */
export interface LookaheadParameters {
  readonly optimizer: PlainOptimizerSpec;
  readonly interval: number;
  readonly pull: number;
}

/** Lookahead as a person writes it. */
type LookaheadInput = ParameterInput<Omit<LookaheadParameters, "optimizer">, never> & {
  readonly optimizer?: PlainOptimizerSpecInput | undefined;
};

/**
 * Lets another optimizer run ahead, and goes a part of the way after it every few steps.
 * Slow weights `s` begin as the weights; after every `interval` steps `s = s + pull (w - s)`, `w = s`.
 * @see Zhang, Lucas, Hinton and Ba, Lookahead optimizer, 2019, arXiv 1907.08610
 */
export const lookahead: OptimizerDefinition<"lookahead", LookaheadParameters, LookaheadInput> = {
  id: "lookahead",
  summary: "Lets another optimizer run ahead, and goes a part of the way after it every few steps.",
  parameters: {
    optimizer: {
      kind: "technique",
      typeName: "PlainOptimizer",
      summary: "The one that runs ahead; its rate counts.",
      registry: PLAIN_OPTIMIZERS,
      default: { adam: {} },
    },
    interval: {
      kind: "int",
      summary: "Steps that it runs ahead.",
      minimum: 1,
      maximum: 1_000_000,
      default: 6,
    },
    pull: {
      kind: "float",
      summary: "Part of the way that is gone after it.",
      minimum: 0,
      exclusiveMinimum: true,
      maximum: 1,
      default: 0.5,
    },
  },
  documentation: {
    formula: "w moves as the optimizer says; every interval steps: s = s + pull (w - s); w = s",
    advice:
      "Calms an optimizer with a high rate; TensorFlow Addons has the same defaults, the paper 5 to 10 steps and 0.5 to 0.8. Check that it is on a whole interval when the training ends.",
    reference:
      "Zhang, Lucas, Hinton and Ba, Lookahead optimizer: k steps forward, 1 step back, 2019, arXiv 1907.08610",
    example: { lookahead: { optimizer: { adam: { learningRate: 0.002 } }, interval: 5 } },
  },
  wrapped: ({ optimizer }) => optimizer,
  build: (context, build) => {
    const { optimizer, interval, pull } = context.parameters;
    // Steps since the weights were last drawn back; -1 before the first step, when there are no slow weights yet
    const count = context.slot("count", [], -1);
    const isFirst = equal(count.value, -1);
    const next = add(select(isFirst, 0, count.value), 1);
    const isDue = greaterEqual(next, interval);
    count.assign(select(isDue, 0, next));
    build(optimizer, {
      ...context,
      assign: (weight, fast) => {
        const slow = context.slot(`slow.${weight.name}`, weight.value.shape, 0);
        const before = select(isFirst, weight.value, slow.value);
        const after = add(before, mul(sub(fast, before), pull));
        slow.assign(select(isDue, after, before));
        context.assign(weight, select(isDue, after, fast));
      },
    });
  },
};
