import { bytesPerElement, sizeOf } from "../../../graph/tensor_type.ts";
import type { I32, Place } from "../assembler/expression.ts";
import type { FunctionBuilder } from "../assembler/function_builder.ts";
import { i32 } from "../assembler/scalar_instructions.ts";
import type { ChainStep, ElementwiseOp } from "../kernels/chain.ts";
import { ChainEmitter } from "../kernels/chain_emitter.ts";
import type { Finish } from "../kernels/finish.ts";
import { loadLanes, loadSplat, storeLanes } from "../kernels/lanes_in_memory.ts";
import type { Operand } from "../kernels/operand.ts";
import { placeOf } from "../kernels/place_of.ts";
import { chainSteps } from "./chain_stage.ts";
import type { OpenChain } from "./open_chains.ts";
import type { Use, ValueId } from "./stage.ts";

/** Element-wise ops on what another op gives, done before that is written: bias, activation, dropout, a sum with another branch. */
export interface Epilogue {
  /** For people: `add relu`. */
  readonly name: string;
  /** What it reads beside the op's own result. */
  readonly reads: readonly Use[];
  /** What is written in place of the op's own result. */
  readonly output: Use;
  /** What is written besides, such as the elements that dropout keeps, for the way back. */
  readonly besides: readonly Use[];
  /** Whether it reads or writes anything besides that has an element for each result, and not one a channel. */
  readonly needsPlaces: boolean;
  readonly flops: number;
  /**
   * Begins for an image.
   * @param operands What it reads, then what it writes besides.
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

/** Gives the place in a tensor that belongs to the place of a result: as many elements behind the tensor's first as that is behind `target`. */
function besideResults(
  fn: FunctionBuilder,
  { address, type }: Operand,
  target: I32,
): (place: Place) => Place {
  if (bytesPerElement(type.dtype) === 4) {
    const shift = fn.let(i32.sub(address, target));
    return (place) => ({ ...place, address: i32.add(place.address, shift) });
  }
  return ({ address: at, offset = 0 }) => {
    const bytes = i32.sub(i32.add(at, i32.constant(offset)), target);
    return { address: fn.let(i32.add(address, i32.shrUnsigned(bytes, i32.constant(2)))) };
  };
}

/** The place in a tensor of one element a channel, for channels that begin so many bytes into a row of numbers. */
function atColumn({ address, type }: Operand, column: I32, offset: number): Place {
  return bytesPerElement(type.dtype) === 4
    ? { address: i32.add(address, column), offset }
    : { address: i32.add(address, i32.shrUnsigned(column, i32.constant(2))), offset: offset / 4 };
}

/**
 * A loop of element-wise ops as an epilogue of the op whose result it reads.
 * @param input The op's result; nothing but the loop may read it.
 * @param stored What the loop writes: a tensor of numbers at least.
 * @returns Null if it does not fit: it must be short, of cheap ops, and read at the place of a result or one a channel.
 */
export function findEpilogue(
  chain: OpenChain,
  { input, stored }: { readonly input: Use; readonly stored: ReadonlyMap<ValueId, Use> },
): Epilogue | null {
  const { steps, loads, stepOf } = chainSteps(chain.members);
  const columns = input.type.shape.at(-1)!;
  const fits =
    chain.elements === sizeOf(input.type.shape) &&
    (chain.cols === null || chain.cols === columns) &&
    chain.members.length <= LONGEST &&
    chain.members.every(({ node: { op } }) => CHEAP.has(op)) &&
    steps.every((step) => step.kind !== "load" || step.access !== "row") &&
    loads.every(({ step, use }) => use.value !== input.value || isElement(steps[step]!));
  const own = loads.find(({ use }) => use.value === input.value);
  const results = [...stored];
  const main = results.findLast(([, { type }]) => type.dtype === "float32");
  if (!fits || own === undefined || main === undefined) {
    return null;
  }
  const others = loads.filter((load) => load !== own);
  const rest = results.filter((result) => result !== main);
  return {
    name: chain.members.map(({ node }) => node.op).join(" "),
    reads: others.map(({ use }) => use),
    output: main[1],
    besides: rest.map(([, use]) => use),
    needsPlaces: rest.length > 0 || others.some(({ step }) => isElement(steps[step]!)),
    flops: chain.elements * chain.members.length,
    start: (fn, operands, target) => {
      const sourceOf = new Map(others.map(({ step }, index) => [step, operands[index]!]));
      const linked = steps.map((step, index) =>
        step.kind === "load" ? { ...step, source: sourceOf.get(index) ?? operands[0]! } : step,
      );
      const emitter = new ChainEmitter(fn, { rows: 1, cols: columns, steps: linked, stores: [] });
      emitter.compute([0], ({ source, dtype }) => loadSplat(placeOf(source), dtype));
      const placesOf = new Map(
        others
          .filter(({ step }) => isElement(steps[step]!))
          .map(({ step }) => [step, besideResults(fn, sourceOf.get(step)!, target)]),
      );
      const stores = rest.map(([id, { type }], index) => ({
        step: stepOf.get(id)!,
        dtype: type.dtype,
        placeAt: besideResults(fn, operands[others.length + index]!, target),
      }));
      return (column) =>
        (sum, { place, offset, count }) => {
          emitter.compute([2], ({ dtype, source }, index) => {
            if (index === own.step) {
              return sum;
            }
            const at = placesOf.get(index)?.(place) ?? atColumn(source, column, offset);
            return loadLanes(at, dtype, count);
          });
          for (const { step, dtype, placeAt } of stores) {
            storeLanes(fn, placeAt(place), emitter.value(step), { dtype, count });
          }
          return emitter.value(stepOf.get(main[0])!);
        };
    },
  };
}
