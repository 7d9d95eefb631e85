import type { EngineMode } from "@convzoo/core";
import type { V128 } from "../../packages/core/src/engines/wasm/assembler/expression.ts";
import { FunctionBuilder } from "../../packages/core/src/engines/wasm/assembler/function_builder.ts";
import { ModuleBuilder } from "../../packages/core/src/engines/wasm/assembler/module_builder.ts";
import { i32 } from "../../packages/core/src/engines/wasm/assembler/scalar_instructions.ts";
import { f32x4, v128 } from "../../packages/core/src/engines/wasm/assembler/vector_instructions.ts";
import { detectRelaxedSimd } from "../../packages/core/src/engines/wasm/runtime/detect_relaxed_simd.ts";

/** Vectors that are loaded in a turn, each multiplied by each factor: so many sums hide how long an addition takes, and 16 registers hold all. */
const LOADED = 5;
const FACTORS = 2;
const UNROLLED = 8;
/** Four lanes, a multiplication and an addition each. */
const FLOPS = 8;

function multiplyAdd(mode: EngineMode): (a: V128, b: V128, sum: V128) => V128 {
  return mode === "fast" && detectRelaxedSimd()
    ? f32x4.relaxedMadd
    : (a, b, sum) => f32x4.add(f32x4.mul(a, b), sum);
}

/** What computes as fast as a thread of this machine can: little but multiply-adds of registers. */
export interface PeakLoop {
  /** Floating-point operations of a turn. */
  readonly flops: number;
  run(turns: number): void;
}

/** Makes the loop of a mode: relaxed multiply-adds in `fast` where the runtime has them, otherwise products and sums. */
export async function peakLoop(mode: EngineMode): Promise<PeakLoop> {
  const next = multiplyAdd(mode);
  const fn = new FunctionBuilder(1);
  const factors = Array.from({ length: FACTORS }, (_unused, index) => fn.let(f32x4.constant(index + 1)));
  const sums = Array.from({ length: LOADED * FACTORS }, (_unused, index) => fn.let(f32x4.constant(index)));
  fn.range({ to: fn.parameter(0) }, () => {
    for (let turn = 0; turn < UNROLLED; turn++) {
      for (let index = 0; index < LOADED; index++) {
        // loaded anew, as else a compiler would see that all turns have the same products; memory is zero, so that no sum becomes huge
        const x = fn.let(v128.load({ address: i32.constant(0), offset: 16 * (turn * LOADED + index) }));
        for (const [at, factor] of factors.entries()) {
          const sum = sums[index * FACTORS + at]!;
          fn.set(sum, next(x, factor, sum));
        }
      }
    }
  });
  fn.store(
    { address: i32.constant(0), offset: 16 * UNROLLED * LOADED },
    sums.reduce<V128>(f32x4.add, f32x4.constant(0)),
  );
  const module = new ModuleBuilder();
  module.add(fn, "run");
  const memory = new WebAssembly.Memory({ initial: 1 });
  const { instance } = await WebAssembly.instantiate(module.encode({ pages: 1 }), { host: { memory } });
  return {
    flops: LOADED * FACTORS * UNROLLED * FLOPS,
    run: instance.exports["run"] as (turns: number) => void,
  };
}
