import { expect, test } from "vitest";
import { FunctionBuilder } from "../../packages/core/src/engines/wasm/assembler/function_builder.ts";
import { ModuleBuilder } from "../../packages/core/src/engines/wasm/assembler/module_builder.ts";
import { i32 } from "../../packages/core/src/engines/wasm/assembler/scalar_instructions.ts";
import { exportFunctions } from "./export_functions.ts";

test("exportFunctions() makes functions callable that the module keeps to itself", () => {
  const module = new ModuleBuilder();
  const hidden = new FunctionBuilder();
  hidden.store({ address: i32.constant(4) }, i32.constant(7));
  const { index } = module.add(hidden);
  module.add(new FunctionBuilder(), "main");
  const bytes = exportFunctions(module.encode({ pages: 1 }), [index]);
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 1 });
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { host: { memory } });
  expect(Object.keys(exports).sort()).toEqual([`f${index}`, "main"]);
  (exports[`f${index}`] as () => void)();
  expect(new Int32Array(memory.buffer)[1]).toBe(7);
});
