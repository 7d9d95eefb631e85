import { FunctionBuilder } from "../assembler/function_builder.ts";
import { ModuleBuilder } from "../assembler/module_builder.ts";
import { i32 } from "../assembler/scalar_instructions.ts";
import { f32x4 } from "../assembler/vector_instructions.ts";

/** Whether this runtime has relaxed SIMD: asked by a module that uses it, since Node 20 and some browsers refuse it. */
export function detectRelaxedSimd(): boolean {
  const zero = f32x4.constant(0);
  const fn = new FunctionBuilder();
  fn.store({ address: i32.constant(0) }, f32x4.relaxedMadd(zero, zero, zero));
  const module = new ModuleBuilder();
  module.add(fn, "probe");
  return WebAssembly.validate(module.encode({ pages: 1 }));
}
