import { sizeOf } from "../../../graph/tensor_type.ts";
import type { I32, V128 } from "../assembler/expression.ts";
import type { FunctionBuilder } from "../assembler/function_builder.ts";
import { i32 } from "../assembler/scalar_instructions.ts";
import { f32x4, i32x4, lanes, v128 } from "../assembler/vector_instructions.ts";
import { emitTransposedLanes } from "./emit_transpose.ts";
import type { Operand } from "./operand.ts";

/** Uniform random numbers of one random op. */
export interface RandomUniform {
  /** int32 scalars. */
  readonly seed: Operand;
  readonly step: Operand;
  /** float32: the op's whole result or some neighbours of it. */
  readonly target: Operand;
  readonly stream: number;
  /** Which element of the op's result is the target's first. */
  readonly firstElement: I32;
}

type Four = readonly [V128, V128, V128, V128];
/** Keys of each round. */
type Keys = readonly (readonly [V128, V128])[];

const ROUNDS = 10;
const MULTIPLIERS = [0xd251_1f53, 0xcd9e_8d57] as const;
const WEYL = [0x9e37_79b9, 0xbb67_ae85] as const;
const BLOCK = 4;
/** Elements of four blocks, one a lane. */
const GROUP = 4 * BLOCK;

const LOWER_WORDS = [0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 19, 24, 25, 26, 27];
const UPPER_WORDS = LOWER_WORDS.map((byte) => byte + 4);

/** Lower and upper words of four products with a constant. */
function emitProduct(
  fn: FunctionBuilder,
  x: V128,
  multiplier: V128,
): { readonly low: V128; readonly high: V128 } {
  const first = fn.let(lanes.multiplyLowUnsigned(x, multiplier));
  const second = fn.let(lanes.multiplyHighUnsigned(x, multiplier));
  return { low: v128.shuffle(first, second, LOWER_WORDS), high: v128.shuffle(first, second, UPPER_WORDS) };
}

/** Philox4x32-10 of four counters, one a lane, the same function as `philox4x32`. */
function emitPhilox(fn: FunctionBuilder, keys: Keys, counter: Four): Four {
  const multipliers = MULTIPLIERS.map((multiplier) => fn.early(i32x4.constant(multiplier)));
  let [c0, c1, c2, c3] = counter;
  for (const [k0, k1] of keys) {
    const product0 = emitProduct(fn, c0, multipliers[0]!);
    const product1 = emitProduct(fn, c2, multipliers[1]!);
    c0 = fn.let(v128.xor(v128.xor(product1.high, c1), k0));
    c2 = fn.let(v128.xor(v128.xor(product0.high, c3), k1));
    c1 = fn.let(product1.low);
    c3 = fn.let(product0.low);
  }
  return [c0, c1, c2, c3];
}

function emitKeys(fn: FunctionBuilder, seed: V128, stream: number): Keys {
  const [weyl0, weyl1] = WEYL;
  return Array.from({ length: ROUNDS }, (_unused, round) => [
    fn.let(i32x4.add(seed, i32x4.constant(Math.imul(weyl0, round)))),
    fn.let(i32x4.constant(stream + Math.imul(weyl1, round))),
  ]);
}

/** The upper 24 bits as a number in [0, 1). */
function toUniform(word: V128): V128 {
  return f32x4.mul(f32x4.convertSigned(i32x4.shrUnsigned(word, i32.constant(8))), f32x4.constant(2 ** -24));
}

/** Emits uniform numbers, to the bit those of `philoxUniform`, four blocks at a time. */
export function emitRandomUniform(fn: FunctionBuilder, random: RandomUniform): void {
  const { seed, step, target, stream, firstElement } = random;
  const size = sizeOf(target.type.shape);
  const keys = emitKeys(fn, fn.let(v128.load32Splat({ address: seed.address })), stream);
  const stepLanes = fn.let(v128.load32Splat({ address: step.address }));
  const first = fn.let(firstElement);
  const zero = fn.let(i32x4.constant(0));
  // From the start of the first element's block: up to three elements in front of the target
  const ahead = fn.let(i32.and(first, i32.constant(BLOCK - 1)));
  fn.range({ from: i32.sub(i32.constant(0), ahead), to: size, step: GROUP }, (index) => {
    const block = i32.shrUnsigned(i32.add(first, index), i32.constant(2));
    const blocks = fn.let(i32x4.add(i32x4.splat(block), i32x4.constant([0, 1, 2, 3])));
    const words = emitPhilox(fn, keys, [blocks, zero, stepLanes, zero]);
    const uniform = emitTransposedLanes(fn, words.map((word) => fn.let(toUniform(word))) as unknown as Four);
    const isWhole = fn.let(
      i32.and(
        i32.greaterEqualSigned(index, i32.constant(0)),
        i32.greaterEqualSigned(i32.constant(size - GROUP), index),
      ),
    );
    fn.when(isWhole, () => {
      const address = fn.let(i32.add(target.address, i32.shl(index, i32.constant(2))));
      for (const [number, lanesOfBlock] of uniform.entries()) {
        fn.store({ address, offset: 16 * number }, lanesOfBlock);
      }
    });
    fn.when(i32.isZero(isWhole), () => {
      for (let element = 0; element < GROUP; element++) {
        const at = fn.let(i32.add(index, i32.constant(element)));
        fn.when(i32.lessUnsigned(at, i32.constant(size)), () => {
          const address = i32.add(target.address, i32.shl(at, i32.constant(2)));
          fn.storeLane({ address }, uniform[Math.floor(element / BLOCK)]!, element % BLOCK);
        });
      }
    });
  });
}
