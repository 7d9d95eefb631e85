import { describe, expect, test } from "vitest";
import type { I32 } from "./expression.ts";
import { FunctionBuilder } from "./function_builder.ts";
import { ModuleBuilder } from "./module_builder.ts";
import { f32, i32, i64 } from "./scalar_instructions.ts";
import { f32x4, i32x4, splatLane, v128 } from "./vector_instructions.ts";

/** Runs one function of two numbers over a memory. */
async function run(
  build: (fn: FunctionBuilder, a: I32, b: I32) => void,
  parameters: readonly [number, number] = [0, 0],
): Promise<DataView> {
  const fn = new FunctionBuilder(2);
  build(fn, fn.parameter(0), fn.parameter(1));
  const module = new ModuleBuilder();
  module.add(fn, "run");
  const bytes = module.encode({ pages: 1 });
  expect(WebAssembly.validate(bytes)).toBe(true);
  const memory = new WebAssembly.Memory({ initial: 1 });
  const { instance } = await WebAssembly.instantiate(bytes, { host: { memory } });
  (instance.exports["run"] as (a: number, b: number) => void)(...parameters);
  return new DataView(memory.buffer);
}

describe("FunctionBuilder", () => {
  test("range() runs from its start to its end in its steps", async () => {
    const memory = await run((fn) => {
      const sum = fn.local("i32");
      fn.range({ from: 3, to: 12, step: 4 }, (counter) => fn.increase(sum, counter));
      fn.store({ address: i32.constant(0) }, sum);
    });
    // 3 + 7 + 11
    expect(memory.getInt32(0, true)).toBe(21);
  });

  test.each([
    [0, 5, 10],
    [2, 5, 9],
    [5, 5, 0],
    [6, 5, 0],
  ])("range() from %i to %i, both known at the run only, adds up to %i", async (from, to, sum) => {
    const memory = await run(
      (fn, a, b) => {
        const total = fn.local("i32");
        fn.range({ from: a, to: b }, (counter) => fn.increase(total, counter));
        fn.store({ address: i32.constant(0) }, total);
      },
      [from, to],
    );
    expect(memory.getInt32(0, true)).toBe(sum);
  });

  test("range() leaves no code for an empty range of numbers", () => {
    const fn = new FunctionBuilder();
    const empty = fn.encode();
    fn.range({ to: 0 }, () => {
      throw new Error("Cannot be reached");
    });
    expect(fn.encode()).toEqual(empty);
  });

  test("when() runs its body only if the condition holds", async () => {
    const memory = await run(
      (fn, a, b) => {
        fn.when(i32.lessSigned(a, b), () => fn.store({ address: i32.constant(0) }, i32.constant(1)));
        fn.when(i32.lessSigned(b, a), () => fn.store({ address: i32.constant(4) }, i32.constant(1)));
      },
      [-1, 1],
    );
    expect([memory.getInt32(0, true), memory.getInt32(4, true)]).toEqual([1, 0]);
  });

  test("store(), storeByte() and storeLane() write what they say and not a byte more", async () => {
    const memory = await run((fn) => {
      fn.fill(i32.constant(0), 0xee, 64);
      fn.store({ address: i32.constant(0), offset: 4 }, f32.constant(1.5));
      fn.storeByte({ address: i32.constant(8) }, i32.constant(0x1ff));
      fn.storeLane({ address: i32.constant(16) }, f32x4.constant([1, 2, 3, 4]), 2);
      fn.copy(i32.constant(32), i32.constant(4), 4);
    });
    expect(memory.getUint32(0, true)).toBe(0xeeee_eeee);
    expect(memory.getFloat32(4, true)).toBe(1.5);
    expect(memory.getUint32(8, true)).toBe(0xeeee_eeff);
    expect(memory.getFloat32(16, true)).toBe(3);
    expect(memory.getUint32(20, true)).toBe(0xeeee_eeee);
    expect(memory.getFloat32(32, true)).toBe(1.5);
  });
});

describe("ModuleBuilder", () => {
  test("ModuleBuilder lets functions call one another and hides those without a name", async () => {
    const module = new ModuleBuilder();
    const store = new FunctionBuilder(2);
    store.store({ address: store.parameter(0) }, store.parameter(1));
    const reference = module.add(store);
    const main = new FunctionBuilder();
    main.call(reference, [i32.constant(8), i32.constant(42)]);
    module.add(main, "main");
    const memory = new WebAssembly.Memory({ initial: 1 });
    const { instance } = await WebAssembly.instantiate(module.encode({ pages: 1 }), { host: { memory } });
    expect(Object.keys(instance.exports)).toEqual(["main"]);
    (instance.exports["main"] as () => void)();
    expect(new DataView(memory.buffer).getInt32(8, true)).toBe(42);
  });
});

describe("instructions", () => {
  test("i64 multiplies and shifts what i32 cannot hold", async () => {
    const memory = await run(
      (fn, a, b) => {
        const product = i64.mul(i64.extendUnsigned(a), i64.extendUnsigned(b));
        fn.store({ address: i32.constant(0) }, i32.wrap(i64.shrUnsigned(product, i64.constant(32n))));
      },
      [-1, -1],
    );
    // (2^32 - 1)^2 = 2^64 - 2^33 + 1
    expect(memory.getUint32(0, true)).toBe(0xffff_fffe);
  });

  test("vectors compare, select and shuffle lane by lane", async () => {
    const memory = await run((fn) => {
      const a = f32x4.constant([1, 5, Number.NaN, -0]);
      const b = f32x4.constant([2, 4, 1, 0]);
      const chosen = v128.bitSelect(a, b, f32x4.greater(a, b));
      fn.store({ address: i32.constant(0) }, chosen);
      fn.store({ address: i32.constant(16) }, splatLane(b, 1));
      fn.store({ address: i32.constant(32) }, i32x4.truncSat(f32x4.constant([1.9, -1.9, 3e9, Number.NaN])));
    });
    const floats = (at: number): number[] =>
      [0, 4, 8, 12].map((offset) => memory.getFloat32(at + offset, true));
    expect(floats(0)).toEqual([2, 5, 1, 0]);
    expect(floats(16)).toEqual([4, 4, 4, 4]);
    expect([0, 4, 8, 12].map((offset) => memory.getInt32(32 + offset, true))).toEqual([
      1, -1, 0x7fff_ffff, 0,
    ]);
  });
});
