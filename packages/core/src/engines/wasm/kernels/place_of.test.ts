import { describe, expect, test } from "vitest";
import { FunctionBuilder } from "../assembler/function_builder.ts";
import { i32 } from "../assembler/scalar_instructions.ts";
import { placeOf } from "./place_of.ts";

const type = { dtype: "float32", shape: [4] } as const;
const counter = new FunctionBuilder(2).parameter(1);

describe("placeOf()", () => {
  test.each([0, 1, 63, 64, 8191, 8192, 0x7fff_ffff, 0x8000_0000, 0xffff_fff0])(
    "placeOf() puts the constant address %i into the instruction",
    (address) => {
      expect(placeOf({ address: i32.constant(address), type }, counter, 8)).toEqual({
        address: counter,
        offset: address + 8,
      });
    },
  );

  test("placeOf() adds a counter to an address that is computed", () => {
    const address = new FunctionBuilder(2).parameter(0);
    expect(placeOf({ address, type }, counter, 8)).toEqual({ address: i32.add(address, counter), offset: 8 });
    const sum = i32.add(i32.constant(5), address);
    expect(placeOf({ address: sum, type }, counter)).toEqual({ address: i32.add(sum, counter), offset: 0 });
  });

  test("placeOf() takes a number of bytes as the instruction's offset", () => {
    const address = i32.constant(100);
    expect(placeOf({ address, type }, 12, 8)).toEqual({ address, offset: 20 });
  });
});
