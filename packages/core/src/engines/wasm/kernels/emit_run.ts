import type { I32, Place, V128 } from "../assembler/expression.ts";
import type { FunctionBuilder } from "../assembler/function_builder.ts";
import { i32 } from "../assembler/scalar_instructions.ts";
import { i32x4, v128 } from "../assembler/vector_instructions.ts";
import { further } from "./lanes_in_memory.ts";

/** Bytes that one instruction moves, and where they start. */
interface Piece {
  readonly at: number;
  readonly size: 16 | 4 | 1;
}

/** Bytes of one turn of a loop. */
const TURN = 64;
/** From here on the machine's own copying is faster than a loop. */
const LONGEST_LOOP = 512;

/** Pieces that cover a number of bytes; the last vector may overlap the one before it. */
function piecesOf(bytes: number): readonly Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const size of [16, 4, 1] as const) {
    for (; at + size <= bytes; at += size) {
      pieces.push({ at, size });
    }
    if (size === 16 && at > 0 && at < bytes) {
      pieces.push({ at: bytes - 16, size });
      at = bytes;
    }
  }
  return pieces;
}

function emitPieces(
  fn: FunctionBuilder,
  bytes: number,
  move: (piece: Piece, shift: (place: Place) => Place) => void,
): void {
  const turns = bytes > 2 * TURN ? Math.floor(bytes / TURN) : 0;
  const whole = turns * TURN;
  fn.range({ to: whole, step: TURN }, (counter) => {
    for (const piece of piecesOf(TURN)) {
      move(piece, ({ address, offset = 0 }) => ({ address: i32.add(address, counter), offset }));
    }
  });
  for (const piece of piecesOf(bytes - whole)) {
    move(piece, (place) => further(place, whole));
  }
}

/** Bytes that are copied in one go. */
export interface CopiedRun {
  readonly source: Place;
  readonly target: Place;
  readonly bytes: number;
}

function addressOf({ address, offset = 0 }: Place): I32 {
  return offset === 0 ? address : i32.add(address, i32.constant(offset));
}

/** Emits copying a number of bytes that is known, between places that do not overlap. */
export function emitCopiedRun(fn: FunctionBuilder, { source, target, bytes }: CopiedRun): void {
  if (bytes > LONGEST_LOOP) {
    fn.copy(addressOf(target), addressOf(source), bytes);
    return;
  }
  emitPieces(fn, bytes, ({ at, size }, shift) => {
    const from = further(shift(source), at);
    const to = further(shift(target), at);
    switch (size) {
      case 16:
        fn.store(to, v128.load(from));
        break;
      case 4:
        fn.store(to, i32.load(from));
        break;
      case 1:
        fn.storeByte(to, i32.loadByte(from));
    }
  });
}

/** Bytes that are all set to one pattern. */
export interface FilledRun {
  /** A variable: the element in all lanes, or the byte in all bytes. */
  readonly pattern: V128;
  readonly target: Place;
  readonly bytes: number;
}

/** Emits repeating an element over a number of bytes that is known. */
export function emitFilledRun(fn: FunctionBuilder, { pattern, target, bytes }: FilledRun): void {
  emitPieces(fn, bytes, ({ at, size }, shift) => {
    const to = further(shift(target), at);
    switch (size) {
      case 16:
        fn.store(to, pattern);
        break;
      case 4:
        fn.storeLane(to, pattern, 0);
        break;
      case 1:
        fn.storeByte(to, i32x4.extractLane(pattern, 0));
    }
  });
}
