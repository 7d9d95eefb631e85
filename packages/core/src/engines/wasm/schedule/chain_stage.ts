import type { Chain, ChainStep, ElementwiseOp } from "../kernels/chain.ts";
import { emitChain } from "../kernels/emit_chain.ts";
import type { ChainMember, ChainOperand, OpenChain } from "./open_chains.ts";
import type { Stage, Use, ValueId } from "./stage.ts";

/** A loop's steps, those that read memory and, by node, the step that gives its value. */
export function chainSteps(members: readonly ChainMember[]): {
  steps: ChainStep[];
  loads: { step: number; use: Use }[];
  stepOf: Map<number, number>;
} {
  const steps: ChainStep[] = [];
  const loads: { step: number; use: Use }[] = [];
  const stepOf = new Map<number, number>();
  const known = new Map<string, number>();
  const shared = (key: string, make: () => ChainStep): number => {
    const found = known.get(key);
    if (found !== undefined) {
      return found;
    }
    steps.push(make());
    known.set(key, steps.length - 1);
    return steps.length - 1;
  };
  const stepOfOperand = (operand: ChainOperand): number => {
    switch (operand.kind) {
      case "node":
        return stepOf.get(operand.id)!;
      case "constant": {
        const { dtype, value } = operand;
        const name = Object.is(value, -0) ? "-0" : String(value);
        return shared(`${dtype} ${name}`, () => ({ kind: "constant", dtype, value }));
      }
      case "load": {
        const { use, access } = operand;
        return shared(`${use.value} ${use.sliced} ${access}`, () => {
          loads.push({ step: steps.length, use: { ...use, isAligned: access === "element" } });
          // the address is known only when the code is emitted
          return { kind: "load", dtype: use.type.dtype, source: undefined as never, access };
        });
      }
    }
  };
  for (const { node, operands } of members) {
    const inputs = operands.map(stepOfOperand);
    const op = node.op as ElementwiseOp;
    steps.push({ kind: "apply", dtype: node.type.dtype, op, inputs, attributes: node.attributes as never });
    stepOf.set(node.id, steps.length - 1);
  }
  return { steps, loads, stepOf };
}

/**
 * Makes the stage of a chain.
 * @param chain All its ops.
 * @param stored Nodes whose values others read, with what is written for each.
 */
export function chainStage(chain: OpenChain, stored: ReadonlyMap<ValueId, Use>): Stage {
  const { steps, loads, stepOf } = chainSteps(chain.members);
  const cols = chain.cols ?? chain.elements;
  const [first] = chain.members;
  const last = chain.members.at(-1)!;
  const writes = [...stored.entries()];
  return {
    name: `${chain.members.map(({ node }) => node.op).join(" ")} #${first!.node.id}-${last.node.id}`,
    reads: loads.map(({ use }) => use),
    writes: writes.map(([, use]) => use),
    flops: chain.elements * chain.members.length,
    emit: (fn, { reads, writes: targets }, features) => {
      if (chain.elements === 0) {
        return;
      }
      const linked = steps.map((step, index): ChainStep => {
        const load = loads.findIndex((each) => each.step === index);
        return step.kind === "load" ? { ...step, source: reads[load]! } : step;
      });
      const whole: Chain = {
        rows: chain.elements / cols,
        cols,
        steps: linked,
        stores: writes.map(([id], index) => ({ step: stepOf.get(id)!, target: targets[index]! })),
      };
      emitChain(fn, whole, features);
    },
  };
}
