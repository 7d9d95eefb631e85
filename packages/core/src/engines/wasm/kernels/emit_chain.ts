import type { I32 } from "../assembler/expression.ts";
import type { FunctionBuilder } from "../assembler/function_builder.ts";
import { i32 } from "../assembler/scalar_instructions.ts";
import type { Chain } from "./chain.ts";
import { ChainEmitter, elementPlace, type Position } from "./chain_emitter.ts";
import { emitNarrowRows } from "./emit_narrow_rows.ts";
import { type LaneCount, loadLanes, loadSplat, tailOf } from "./lanes_in_memory.ts";
import { placeOf } from "./place_of.ts";
import { simplifyChain } from "./simplify_chain.ts";
import type { TargetFeatures } from "./target_features.ts";

/** Rows of up to so many vectors are emitted without a loop. */
const STRAIGHT_VECTORS = 4;

/**
 * Emits the vectors of one row, and what is left of it.
 * @param start The position of the row's first element, null if it is the only row.
 */
function emitRow(emitter: ChainEmitter, start: I32 | null): void {
  const { fn, chain } = emitter;
  const emitAt = (column: Position, count: LaneCount): void => {
    const offset = typeof column === "number" ? i32.constant(column) : column;
    const element = start === null ? column : fn.let(i32.add(start, offset));
    emitter.emitLanes([2], {
      count,
      element,
      load: ({ source, dtype, access }) =>
        loadLanes(elementPlace(source, dtype, access === "column" ? column : element), dtype, count),
    });
  };
  const vectors = Math.floor(chain.cols / 4);
  if (vectors <= STRAIGHT_VECTORS) {
    for (let vector = 0; vector < vectors; vector++) {
      emitAt(vector * 16, 4);
    }
  } else {
    fn.range({ to: vectors * 16, step: 16 }, (column) => emitAt(column, 4));
  }
  const tail = tailOf(chain.cols);
  if (tail !== null) {
    emitAt(vectors * 16, tail);
  }
}

function emitWideRows(emitter: ChainEmitter): void {
  const { fn, chain } = emitter;
  fn.range({ to: chain.rows }, (row) => {
    const position = fn.let(i32.shl(row, i32.constant(2)));
    emitter.compute([1], ({ source, dtype }) => loadSplat(elementPlace(source, dtype, position), dtype));
    emitRow(emitter, fn.let(i32.mul(row, i32.constant(chain.cols * 4))));
  });
}

/**
 * Emits a chain of element-wise ops as one loop, four elements at a time.
 * What depends on scalars alone is computed once before the loop, what depends on the row once a row. Nothing is read or written outside the
 * tensors, and every element is read before it is written, so a target may be the source of an `element` load.
 */
export function emitChain(fn: FunctionBuilder, chain: Chain, _features: TargetFeatures): void {
  const emitter = new ChainEmitter(fn, simplifyChain(chain));
  const { rows, cols } = emitter.chain;
  emitter.compute([0], ({ source, dtype }) => loadSplat(placeOf(source), dtype));
  if (rows === 1) {
    emitRow(emitter, null);
  } else if (cols < 4) {
    emitNarrowRows(emitter);
  } else {
    emitWideRows(emitter);
  }
}
