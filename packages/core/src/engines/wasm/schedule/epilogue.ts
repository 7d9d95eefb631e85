import { sizeOf } from "../../../graph/tensor_type.ts";
import type { I32 } from "../assembler/expression.ts";
import type { FunctionBuilder } from "../assembler/function_builder.ts";
import { i32 } from "../assembler/scalar_instructions.ts";
import type { ChainStep, ElementwiseOp } from "../kernels/chain.ts";
import { ChainEmitter } from "../kernels/chain_emitter.ts";
import type { Finish } from "../kernels/finish.ts";
import { loadLanes, loadSplat } from "../kernels/lanes_in_memory.ts";
import type { Operand } from "../kernels/operand.ts";
import { placeOf } from "../kernels/place_of.ts";
import { chainSteps } from "./chain_stage.ts";
import type { OpenChain } from "./open_chains.ts";
import type { Use, ValueId } from "./stage.ts";

/** Element-wise ops on what another op gives, done before that is written: bias, activation, a sum with another branch. */
export interface Epilogue {
  /** For people: `add relu`. */
  readonly name: string;
  /** What it reads beside the op's own result. */
  readonly reads: readonly Use[];
  /** Whether some of that has an element for each result, and not one a channel. */
  readonly readsElements: boolean;
  /** What is written in place of the op's own result. */
  readonly output: Use;
  readonly flops: number;
  /**
   * Begins for an image.
   * @param operands What it reads.
   * @param target Where the image's result begins.
   * @returns What to do with results in columns that begin so many bytes into a row.
   */
  readonly start: (fn: FunctionBuilder, operands: readonly Operand[], target: I32) => (column: I32) => Finish;
}

/** Ops of few instructions: they are written out for each vector of a tile. */
const CHEAP: ReadonlySet<string> = new Set<ElementwiseOp>([
  "add",
  "sub",
  "mul",
  "div",
  "neg",
  "abs",
  "relu",
  "maximum",
  "minimum",
  "greater",
  "greaterEqual",
  "equal",
  "select",
]);
function isElement(step: ChainStep): boolean {
  return step.kind === "load" && step.access === "element";
}

/** Longer ones would need more registers than a tile leaves. */
const LONGEST = 8;

/**
 * A loop of element-wise ops as an epilogue of the op whose result it reads.
 * @param input The op's result; nothing but the loop may read it.
 * @param stored What the loop writes.
 * @returns Null if it does not fit: it must be short, of cheap ops, read numbers only, at their own place or one a channel, and write once.
 */
export function findEpilogue(
  chain: OpenChain,
  { input, stored }: { readonly input: Use; readonly stored: ReadonlyMap<ValueId, Use> },
): Epilogue | null {
  const { steps, loads, stepOf } = chainSteps(chain.members);
  const columns = input.type.shape.at(-1)!;
  const fits =
    stored.size === 1 &&
    chain.elements === sizeOf(input.type.shape) &&
    (chain.cols === null || chain.cols === columns) &&
    chain.members.length <= LONGEST &&
    chain.members.every(({ node: { op } }) => CHEAP.has(op)) &&
    steps.every((step) => step.kind !== "load" || (step.dtype === "float32" && step.access !== "row")) &&
    loads.every(({ step, use }) => use.value !== input.value || isElement(steps[step]!));
  const own = loads.find(({ use }) => use.value === input.value);
  if (!fits || own === undefined) {
    return null;
  }
  const [[id, output]] = [...stored] as [[ValueId, Use]];
  if (output.type.dtype !== "float32") {
    return null;
  }
  const others = loads.filter((load) => load !== own);
  return {
    name: chain.members.map(({ node }) => node.op).join(" "),
    reads: others.map(({ use }) => use),
    readsElements: others.some(({ step }) => isElement(steps[step]!)),
    output,
    flops: chain.elements * chain.members.length,
    start: (fn, operands, target) => {
      const sourceOf = new Map(others.map(({ step }, index) => [step, operands[index]!]));
      const linked = steps.map((step, index) =>
        step.kind === "load" ? { ...step, source: sourceOf.get(index) ?? operands[0]! } : step,
      );
      const emitter = new ChainEmitter(fn, { rows: 1, cols: columns, steps: linked, stores: [] });
      emitter.compute([0], ({ source, dtype }) => loadSplat(placeOf(source), dtype));
      // an element of another tensor lies as far from the result's as the tensors do from each other
      const shifts = new Map(
        others
          .filter(({ step }) => isElement(steps[step]!))
          .map(({ step }) => [step, fn.let(i32.sub(sourceOf.get(step)!.address, target))]),
      );
      return (column) =>
        (sum, { place, offset, count }) => {
          emitter.compute([2], ({ access, dtype, source }, index) => {
            if (index === own.step) {
              return sum;
            }
            const start =
              access === "column"
                ? { address: i32.add(source.address, column), offset }
                : { ...place, address: i32.add(place.address, shifts.get(index)!) };
            return loadLanes(start, dtype, count);
          });
          return emitter.value(stepOf.get(id)!);
        };
    },
  };
}
