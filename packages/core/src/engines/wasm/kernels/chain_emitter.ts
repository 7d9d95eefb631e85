import { bytesPerElement, type DType } from "../../../graph/tensor_type.ts";
import type { I32, Place, V128 } from "../assembler/expression.ts";
import type { FunctionBuilder } from "../assembler/function_builder.ts";
import { i32 } from "../assembler/scalar_instructions.ts";
import { applyElementwise } from "./apply_elementwise.ts";
import type { Chain, ChainAccess, ChainStep } from "./chain.ts";
import { constantLanes, type LaneCount, storeLanes } from "./lanes_in_memory.ts";
import type { Operand } from "./operand.ts";
import { placeOf } from "./place_of.ts";

/** A step that reads memory. */
type LoadStep = Extract<ChainStep, { kind: "load" }>;

/** How often a step must be computed: once, once a row, or for each vector. */
export type ChainLevel = 0 | 1 | 2;

/** Four times the index of an element of a tensor: its place in bytes, if elements have four. */
export type Position = I32 | number;

/** Gives a load's value, whose index among the steps is given too. */
export type LoadLanes = (step: LoadStep, index: number) => V128;

/** Elements that are computed at once. */
export interface ChainLanes {
  readonly count: LaneCount;
  /** Of the first of them. */
  readonly element: Position;
  readonly load: LoadLanes;
}

const LEVELS: Readonly<Record<ChainAccess, ChainLevel>> = { scalar: 0, row: 1, column: 2, element: 2 };

function levelsOf(steps: readonly ChainStep[]): readonly ChainLevel[] {
  const levels: ChainLevel[] = [];
  for (const step of steps) {
    switch (step.kind) {
      case "constant":
        levels.push(0);
        break;
      case "load":
        levels.push(LEVELS[step.access]);
        break;
      case "apply":
        levels.push(Math.max(...step.inputs.map((input) => levels[input]!)) as ChainLevel);
    }
  }
  return levels;
}

/** The place of an element of a tensor. */
export function elementPlace(operand: Operand, dtype: DType, position: Position): Place {
  if (bytesPerElement(dtype) === 4) {
    return placeOf(operand, position);
  }
  return placeOf(
    operand,
    typeof position === "number" ? position / 4 : i32.shrUnsigned(position, i32.constant(2)),
  );
}

/** Emits steps of a chain, each into a variable that later steps read. */
export class ChainEmitter {
  readonly fn: FunctionBuilder;
  readonly chain: Chain;
  readonly #levels: readonly ChainLevel[];
  readonly #values: V128[] = [];

  /**
   * @param fn Where to emit.
   * @param chain What to emit.
   */
  constructor(fn: FunctionBuilder, chain: Chain) {
    this.fn = fn;
    this.chain = chain;
    this.#levels = levelsOf(chain.steps);
  }

  /** Emits the steps of some levels; steps of lower levels must have been emitted. */
  compute(levels: readonly ChainLevel[], load: LoadLanes): void {
    for (const [index, step] of this.chain.steps.entries()) {
      if (levels.includes(this.#levels[index]!)) {
        this.#values[index] = this.fn.let(this.#evaluate(step, index, load));
      }
    }
  }

  #evaluate(step: ChainStep, index: number, load: LoadLanes): V128 {
    switch (step.kind) {
      case "load":
        return load(step, index);
      case "constant":
        return constantLanes(step.value, step.dtype);
      case "apply": {
        const { dtype } = this.chain.steps[step.inputs[0]!]!;
        const inputs = step.inputs.map((input) => this.#values[input]!);
        return applyElementwise(this.fn, { ...step, dtype }, inputs);
      }
    }
  }

  /** What a step gave that has been emitted. */
  value(step: number): V128 {
    return this.#values[step]!;
  }

  /** Emits the steps of some levels and then the stores: all loads come before the first store, as a target may be a source. */
  emitLanes(levels: readonly ChainLevel[], { count, element, load }: ChainLanes): void {
    this.compute(levels, load);
    for (const { step, target } of this.chain.stores) {
      const { dtype } = this.chain.steps[step]!;
      const place = elementPlace(target, dtype, element);
      storeLanes(this.fn, place, this.#values[step]!, { dtype, count });
    }
  }
}
