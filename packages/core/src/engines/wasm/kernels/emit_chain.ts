import { bytesPerElement, type DType } from "../../../graph/tensor_type.ts";
import type { I32, Place, V128 } from "../assembler/expression.ts";
import type { FunctionBuilder } from "../assembler/function_builder.ts";
import { i32 } from "../assembler/scalar_instructions.ts";
import { v128 } from "../assembler/vector_instructions.ts";
import { applyElementwise } from "./apply_elementwise.ts";
import type { Chain, ChainAccess, ChainStep } from "./chain.ts";
import {
  constantLanes,
  type LaneCount,
  loadLanes,
  loadSplat,
  storeLanes,
  tailOf,
} from "./lanes_in_memory.ts";
import type { Operand } from "./operand.ts";
import { placeOf } from "./place_of.ts";
import { simplifyChain } from "./simplify_chain.ts";
import type { TargetFeatures } from "./target_features.ts";

type LoadStep = Extract<ChainStep, { kind: "load" }>;

/** How often a step must be computed: once, once a row, or for each vector. */
type Level = 0 | 1 | 2;

const LEVELS: Readonly<Record<ChainAccess, Level>> = { scalar: 0, row: 1, column: 2, element: 2 };

function levelsOf(steps: readonly ChainStep[]): readonly Level[] {
  const levels: Level[] = [];
  for (const step of steps) {
    switch (step.kind) {
      case "constant":
        levels.push(0);
        break;
      case "load":
        levels.push(LEVELS[step.access]);
        break;
      case "apply":
        levels.push(Math.max(...step.inputs.map((input) => levels[input]!)) as Level);
    }
  }
  return levels;
}

/** Where in a tensor: elements from its start, counted in units of 4 bytes. */
type Position = I32 | number;

/** The place of an element, given four times its index. */
function elementPlace(operand: Operand, dtype: DType, fourfold: Position): Place {
  if (bytesPerElement(dtype) === 4) {
    return placeOf(operand, fourfold);
  }
  return placeOf(
    operand,
    typeof fourfold === "number" ? fourfold / 4 : i32.shrUnsigned(fourfold, i32.constant(2)),
  );
}

/** Elements that are computed at once. */
interface Lanes {
  readonly count: LaneCount;
  /** Four times the index of the first. */
  readonly element: Position;
  readonly load: (step: LoadStep, index: number) => V128;
}

class ChainEmitter {
  readonly #fn: FunctionBuilder;
  readonly #chain: Chain;
  readonly #levels: readonly Level[];
  /** Values of steps, as variables. */
  readonly #values: V128[] = [];

  constructor(fn: FunctionBuilder, chain: Chain) {
    this.#fn = fn;
    this.#chain = chain;
    this.#levels = levelsOf(chain.steps);
  }

  emit(): void {
    const { rows, cols } = this.#chain;
    this.#compute([0], (step) => loadSplat(placeOf(step.source), step.dtype));
    if (rows === 1) {
      this.#emitRow((at) => at);
    } else if (cols < 4) {
      this.#emitNarrowRows();
    } else {
      this.#fn.range({ to: rows }, (row) => this.#emitWideRow(row));
    }
  }

  #compute(levels: readonly Level[], load: Lanes["load"]): void {
    for (const [index, step] of this.#chain.steps.entries()) {
      if (levels.includes(this.#levels[index]!)) {
        this.#values[index] = this.#evaluate(step, index, load);
      }
    }
  }

  #evaluate(step: ChainStep, index: number, load: Lanes["load"]): V128 {
    switch (step.kind) {
      case "load":
        return this.#fn.let(load(step, index));
      case "constant":
        return this.#fn.let(constantLanes(step.value, step.dtype));
      case "apply": {
        const { dtype } = this.#chain.steps[step.inputs[0]!]!;
        const inputs = step.inputs.map((input) => this.#values[input]!);
        return this.#fn.let(applyElementwise(this.#fn, { ...step, dtype }, inputs));
      }
    }
  }

  /** All loads come before the first store, as a target may be a source. */
  #emitLanes(levels: readonly Level[], { count, element, load }: Lanes): void {
    this.#compute(levels, load);
    for (const { step, target } of this.#chain.stores) {
      const { dtype } = this.#chain.steps[step]!;
      storeLanes(this.#fn, elementPlace(target, dtype, element), this.#values[step]!, { dtype, count });
    }
  }

  #emitWideRow(row: I32): void {
    const { cols } = this.#chain;
    this.#compute([1], ({ source, dtype }) =>
      loadSplat(elementPlace(source, dtype, i32.shl(row, i32.constant(2))), dtype),
    );
    const start = this.#fn.let(i32.mul(row, i32.constant(cols * 4)));
    this.#emitRow((at) => i32.add(start, typeof at === "number" ? i32.constant(at) : at));
  }

  /** @param elementAt Four times the index of an element, given four times its column. */
  #emitRow(elementAt: (at: Position) => Position): void {
    const { cols } = this.#chain;
    const emitAt = (at: Position, count: LaneCount): void => {
      const position = elementAt(at);
      const element = typeof position === "number" || position === at ? position : this.#fn.let(position);
      this.#emitLanes([2], {
        count,
        element,
        load: ({ source, dtype, access }) =>
          loadLanes(elementPlace(source, dtype, access === "column" ? at : element), dtype, count),
      });
    };
    const vectors = Math.floor(cols / 4);
    this.#fn.range({ to: vectors * 16, step: 16 }, (at) => emitAt(at, 4));
    const tail = tailOf(cols);
    if (tail !== null) {
      emitAt(vectors * 16, tail);
    }
  }

  /** Two or three columns: four rows are that many whole vectors, in which rows and columns lie in a fixed pattern. */
  #emitNarrowRows(): void {
    const { rows, cols } = this.#chain;
    const columns = this.#chain.steps.map((step) =>
      step.kind === "load" && step.access === "column"
        ? this.#fn.let(loadLanes(placeOf(step.source), step.dtype, cols as LaneCount))
        : null,
    );
    const emitRows = (row: Position, count: LaneCount): void => {
      const rowAt = typeof row === "number" ? row * 4 : this.#fn.let(i32.shl(row, i32.constant(2)));
      const start =
        typeof row === "number" ? row * 4 * cols : this.#fn.let(i32.mul(row, i32.constant(4 * cols)));
      const inRow = this.#chain.steps.map((step) =>
        step.kind === "load" && step.access === "row"
          ? this.#fn.let(loadLanes(elementPlace(step.source, step.dtype, rowAt), step.dtype, count))
          : null,
      );
      const total = count * cols;
      for (let first = 0; first < total; first += 4) {
        const element =
          typeof start === "number" ? start + 4 * first : i32.add(start, i32.constant(4 * first));
        const laneCount = Math.min(4, total - first) as LaneCount;
        this.#emitLanes([1, 2], {
          count: laneCount,
          element,
          load: ({ source, dtype, access }, index) => {
            const pick = (of: (position: number) => number): number[] =>
              [0, 1, 2, 3].map((lane) => of(first + lane) % 4);
            switch (access) {
              case "row":
                return pickLanes(
                  inRow[index]!,
                  pick((position) => Math.floor(position / cols)),
                );
              case "column":
                return pickLanes(
                  columns[index]!,
                  pick((position) => position % cols),
                );
              default:
                return loadLanes(elementPlace(source, dtype, element), dtype, laneCount);
            }
          },
        });
      }
    };
    const whole = rows - (rows % 4);
    this.#fn.range({ to: whole, step: 4 }, (row) => emitRows(row, 4));
    const tail = tailOf(rows);
    if (tail !== null) {
      emitRows(whole, tail);
    }
  }
}

function pickLanes(a: V128, picked: readonly number[]): V128 {
  return v128.shuffle(
    a,
    a,
    picked.flatMap((lane) => [0, 1, 2, 3].map((byte) => lane * 4 + byte)),
  );
}

/**
 * Emits a chain of element-wise ops as one loop, four elements at a time.
 * What depends on scalars alone is computed once before the loop, what depends on the row once a row. Nothing is read or written outside the
 * tensors, and every element is read before it is written, so a target may be the source of an `element` load.
 */
export function emitChain(fn: FunctionBuilder, chain: Chain, _features: TargetFeatures): void {
  new ChainEmitter(fn, simplifyChain(chain)).emit();
}
