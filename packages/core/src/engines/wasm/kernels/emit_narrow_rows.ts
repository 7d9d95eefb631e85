import type { V128 } from "../assembler/expression.ts";
import type { FunctionBuilder } from "../assembler/function_builder.ts";
import { i32 } from "../assembler/scalar_instructions.ts";
import { v128 } from "../assembler/vector_instructions.ts";
import type { ChainAccess } from "./chain.ts";
import { type ChainEmitter, elementPlace, type LoadLanes, type Position } from "./chain_emitter.ts";
import { type LaneCount, loadLanes, tailOf } from "./lanes_in_memory.ts";

/** A position times a number that is known, computed once. */
function scaled(fn: FunctionBuilder, position: Position, factor: number): Position {
  return typeof position === "number" ? position * factor : fn.let(i32.mul(position, i32.constant(factor)));
}

function shifted(fn: FunctionBuilder, position: Position, bytes: number): Position {
  return typeof position === "number" ? position + bytes : fn.let(i32.add(position, i32.constant(bytes)));
}

/** Lane `i` of the result is lane `laneOf(i)` of `a`. */
function pickLanes(a: V128, laneOf: (lane: number) => number): V128 {
  const bytes = [0, 1, 2, 3].flatMap((lane) => [0, 1, 2, 3].map((byte) => (laneOf(lane) % 4) * 4 + byte));
  return v128.shuffle(a, a, bytes);
}

/** Reads up to four neighbours of each load with an access: its value by step, null for all other steps. */
function loadAll(
  { fn, chain }: ChainEmitter,
  access: ChainAccess,
  { position, count }: { readonly position: Position; readonly count: LaneCount },
): readonly (V128 | null)[] {
  return chain.steps.map((step) =>
    step.kind === "load" && step.access === access
      ? fn.let(loadLanes(elementPlace(step.source, step.dtype, position), step.dtype, count))
      : null,
  );
}

/** Emits a chain over rows of two or three columns: four rows are that many whole vectors, in which rows and columns lie in a fixed pattern. */
export function emitNarrowRows(emitter: ChainEmitter): void {
  const { fn, chain } = emitter;
  const { rows, cols } = chain;
  const byColumn = loadAll(emitter, "column", { position: 0, count: cols as LaneCount });
  const emitRows = (row: Position, count: LaneCount): void => {
    const byRow = loadAll(emitter, "row", { position: scaled(fn, row, 4), count });
    const start = scaled(fn, row, 4 * cols);
    const total = count * cols;
    for (let first = 0; first < total; first += 4) {
      const element = shifted(fn, start, 4 * first);
      const laneCount = Math.min(4, total - first) as LaneCount;
      const load: LoadLanes = ({ source, dtype, access }, index) => {
        switch (access) {
          case "row":
            return pickLanes(byRow[index]!, (lane) => Math.floor((first + lane) / cols));
          case "column":
            return pickLanes(byColumn[index]!, (lane) => (first + lane) % cols);
          default:
            return loadLanes(elementPlace(source, dtype, element), dtype, laneCount);
        }
      };
      emitter.emitLanes([1, 2], { count: laneCount, element, load });
    }
  };
  const whole = rows - (rows % 4);
  fn.range({ to: whole, step: 4 }, (row) => emitRows(row, 4));
  const tail = tailOf(rows);
  if (tail !== null) {
    emitRows(whole, tail);
  }
}
