import { describe, expect, test } from "vitest";
import { erf } from "../../../graph/error_function.ts";
import { exp, log, tanh } from "../../../graph/float_math.ts";
import { ulpDistance } from "../../../testing/check_close.ts";
import type { V128 } from "../assembler/expression.ts";
import type { FunctionBuilder } from "../assembler/function_builder.ts";
import { i32 } from "../assembler/scalar_instructions.ts";
import { v128 } from "../assembler/vector_instructions.ts";
import { runKernel } from "../testing/run_kernel.ts";
import { emitErf } from "./error_function.ts";
import { emitExp, emitLog, emitTanh } from "./float_math.ts";

type Emit = (fn: FunctionBuilder, x: V128) => V128;

const PRIME = 2039;

/** Every 2039th of all bit patterns, so that each sign and exponent has thousands. */
function spread(): Float32Array {
  const count = Math.floor(2 ** 32 / PRIME);
  const bits = new Uint32Array(count);
  for (let i = 0; i < count; i++) {
    bits[i] = i * PRIME;
  }
  return new Float32Array(bits.buffer);
}

/** Neighbouring float32 numbers around each of `centers`, of both signs. */
function around(centers: readonly number[]): Float32Array {
  const half = 4096;
  const bits = new Int32Array(centers.length * 4 * half);
  const center = new DataView(new ArrayBuffer(4));
  for (const [index, value] of centers.entries()) {
    center.setFloat32(0, value);
    const first = Math.max(0, center.getInt32(0) - half);
    for (let i = 0; i < 2 * half; i++) {
      bits[index * 4 * half + i] = first + i;
      bits[index * 4 * half + 2 * half + i] = (first + i) | 0x8000_0000;
    }
  }
  return new Float32Array(bits.buffer);
}

const { POSITIVE_INFINITY: infinity, NaN: nan } = Number;

/** Where a formula changes, a result overflows or gets denormal, and the largest and smallest numbers. */
const BORDERS = [
  0,
  2 ** -149,
  2 ** -126,
  2 ** -24,
  2 ** -12,
  2 ** -3,
  0.346_573_6,
  0.5,
  0.625,
  0.927_734_375,
  Math.SQRT1_2,
  1,
  Math.SQRT2,
  2,
  3.832_506_9,
  4,
  9.010_913,
  10,
  87.336_54,
  88.722_84,
  89,
  103.278_93,
  103.972_08,
  104,
  3.402_823_4e38,
];

const INPUTS = [spread(), around(BORDERS)];

function apply(emit: Emit, x: Float32Array): Float32Array {
  const type = { dtype: "float32", shape: [x.length] } as const;
  const { y } = runKernel({
    tensors: { x: { type, data: x }, y: { type, data: new Float32Array(x.length) } },
    targets: ["y"],
    emit: (fn, operands) => {
      const whole = x.length - (x.length % 4);
      fn.range({ to: whole * 4, step: 16 }, (at) => {
        const value = fn.let(v128.load({ address: i32.add(operands.x.address, at) }));
        fn.store({ address: i32.add(operands.y.address, at) }, emit(fn, value));
      });
    },
  });
  return (y as Float32Array).subarray(0, x.length - (x.length % 4));
}

describe.each([
  { name: "emitExp()", emit: emitExp, exact: exp },
  { name: "emitLog()", emit: emitLog, exact: log },
  { name: "emitTanh()", emit: emitTanh, exact: tanh },
  { name: "emitErf()", emit: emitErf, exact: erf },
])("$name", ({ name, emit, exact }) => {
  test(`${name} is within 1 ulp for millions of numbers of every size, and keeps the sign of 0`, () => {
    for (const x of INPUTS) {
      const y = apply(emit, x);
      const far: string[] = [];
      for (let i = 0; i < y.length; i++) {
        const expected = Math.fround(exact(x[i]!));
        const actual = y[i]!;
        if (ulpDistance(actual, expected) > 1 || (expected === 0 && !Object.is(actual, expected))) {
          far.push(`${x[i]} gives ${actual}, not ${expected}`);
        }
      }
      expect(far.slice(0, 5)).toEqual([]);
    }
  });

  test.each([0, -0, infinity, -infinity, nan, 2 ** -149, -(2 ** -149), 3.402_823_4e38, -3.402_823_4e38])(
    `${name} gives the nearest float32 at %s`,
    (x) => {
      expect(apply(emit, new Float32Array(4).fill(x))).toEqual(
        new Float32Array(4).fill(exact(Math.fround(x))),
      );
    },
  );
});
