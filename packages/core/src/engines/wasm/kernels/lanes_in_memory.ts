import type { DType } from "../../../graph/tensor_type.ts";
import type { I32, Place, V128 } from "../assembler/expression.ts";
import type { FunctionBuilder } from "../assembler/function_builder.ts";
import { i32 } from "../assembler/scalar_instructions.ts";
import { f32x4, i32x4, lanes, v128 } from "../assembler/vector_instructions.ts";

/** How many elements are read or written at once: a vector, or what is left at the end of a row. */
export type LaneCount = 1 | 2 | 3 | 4;

/** The counts from 1 to 3, or null for 0 and 4: how a row of `cols` elements ends. */
export function tailOf(cols: number): LaneCount | null {
  return [null, 1, 2, 3][cols % 4] as LaneCount | null;
}

/** A place some bytes further on. */
export function further({ address, offset = 0 }: Place, bytes: number): Place {
  return { address, offset: offset + bytes };
}

function loadWords(place: Place, count: LaneCount): V128 {
  switch (count) {
    case 1:
      return v128.load32Zero(place);
    case 2:
      return v128.load64Zero(place);
    case 3:
      return v128.shuffle(
        v128.load64Zero(place),
        v128.load32Zero(further(place, 8)),
        [0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23],
      );
    case 4:
      return v128.load(place);
  }
}

function loadBytes(place: Place, count: LaneCount): V128 {
  if (count === 4) {
    return i32x4.extendLow16(lanes.extendLow8(v128.load32Zero(place)));
  }
  let word: I32 = i32.loadByte(place);
  for (let i = 1; i < count; i++) {
    word = i32.or(word, i32.shl(i32.loadByte(further(place, i)), i32.constant(8 * i)));
  }
  return i32x4.extendLow16(lanes.extendLow8(i32x4.splat(word)));
}

/** Bytes of memory as lanes of a chain: `uint8` as int32, `bool` as all ones where it is not 0. */
function fromBytes(widened: V128, dtype: DType): V128 {
  return dtype === "bool" ? i32x4.notEqual(widened, i32x4.constant(0)) : widened;
}

/** Reads the next `count` elements into the first lanes, and nothing behind them; what the other lanes hold is open. */
export function loadLanes(place: Place, dtype: DType, count: LaneCount): V128 {
  return dtype === "float32" || dtype === "int32"
    ? loadWords(place, count)
    : fromBytes(loadBytes(place, count), dtype);
}

/** Reads one element into all lanes. */
export function loadSplat(place: Place, dtype: DType): V128 {
  return dtype === "float32" || dtype === "int32"
    ? v128.load32Splat(place)
    : fromBytes(i32x4.splat(i32.loadByte(place)), dtype);
}

/** A number in all lanes. */
export function constantLanes(value: number, dtype: DType): V128 {
  switch (dtype) {
    case "float32":
      return f32x4.constant(value);
    case "int32":
    case "uint8":
      return i32x4.constant(value);
    case "bool":
      return i32x4.constant(value === 0 ? 0 : -1);
  }
}

/** Writes the first `count` lanes, and nothing behind them: the reverse of `loadLanes`. */
export function storeLanes(fn: FunctionBuilder, place: Place, value: V128, form: StoredForm): void {
  const { dtype, count } = form;
  if (dtype === "float32" || dtype === "int32") {
    if (count === 4) {
      fn.store(place, value);
    }
    for (let lane = 0; count < 4 && lane < count; lane++) {
      fn.storeLane(further(place, 4 * lane), value, lane);
    }
    return;
  }
  const lowest = v128.shuffle(value, value, [0, 4, 8, 12, 0, 4, 8, 12, 0, 4, 8, 12, 0, 4, 8, 12]);
  const bytes = dtype === "bool" ? v128.and(lowest, fn.early(i32x4.constant(0x0101_0101))) : lowest;
  if (count === 4) {
    fn.storeLane(place, bytes, 0);
    return;
  }
  const word = fn.let(i32x4.extractLane(bytes, 0));
  for (let i = 0; i < count; i++) {
    fn.storeByte(further(place, i), i32.shrUnsigned(word, i32.constant(8 * i)));
  }
}

/** What `storeLanes` writes. */
export interface StoredForm {
  readonly dtype: DType;
  readonly count: LaneCount;
}
