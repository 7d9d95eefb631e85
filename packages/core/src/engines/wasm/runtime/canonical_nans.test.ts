import { describe, expect, test } from "vitest";
import { GraphBuilder } from "../../../graph/graph_builder.ts";
import * as t from "../../../graph/ops/mod.ts";
import type { Program } from "../../../graph/program.ts";
import type { TensorData } from "../../../graph/tensor_type.ts";
import type { Value } from "../../../graph/value.ts";
import { createWasmEngine } from "../create_wasm_engine.ts";
import { canonicalNans } from "./canonical_nans.ts";

/** Quiet and signalling, of both signs, with payloads. */
const NANS = [0x7fc0_0000, 0xffc0_0000, 0x7fa0_0001, 0xffff_ffff, 0x7f80_0001] as const;
const SIZE = 16;

/** Numbers with a NaN of these bits at every other place. */
function withNans(bits: number): Float32Array {
  const data = Float32Array.from({ length: SIZE }, (_unused, index) => index - 7.5);
  const words = new Uint32Array(data.buffer);
  for (let index = 0; index < SIZE; index += 2) {
    words[index] = bits;
  }
  return data;
}

function bytesOf(data: TensorData): Uint8Array {
  return new Uint8Array(data.buffer.slice(data.byteOffset, data.byteOffset + data.byteLength));
}

/** What ops make of a NaN; those that compare, convert or read bits could tell one from another. */
const OPS: Readonly<Record<string, (x: Value, y: Value) => Value>> = {
  neg: (x) => t.neg(x),
  abs: (x) => t.abs(x),
  sign: (x) => t.sign(x),
  floor: (x) => t.floor(x),
  sqrt: (x) => t.sqrt(x),
  exp: (x) => t.exp(x),
  log: (x) => t.log(x),
  tanh: (x) => t.tanh(x),
  erf: (x) => t.erf(x),
  relu: (x) => t.relu(x),
  addLeft: (x, y) => t.add(x, y),
  addRight: (x, y) => t.add(y, x),
  divide: (x, y) => t.div(y, x),
  maximumLeft: (x, y) => t.maximum(x, y),
  maximumRight: (x, y) => t.maximum(y, x),
  minimumLeft: (x, y) => t.minimum(x, y),
  minimumRight: (x, y) => t.minimum(y, x),
  greater: (x, y) => t.greater(x, y),
  equal: (x) => t.equal(x, x),
  castToInteger: (x) => t.cast(x, "int32"),
  select: (x, y) => t.select(t.greater(y, 0), x, y),
  sum: (x) => t.sum(x),
  largest: (x) => t.max(x),
  argMax: (x) => t.argMax(x, 0),
};

/** A program whose state takes over a fed tensor, and that fetches an op of it. */
function programOf(op: (x: Value, y: Value) => Value): Program {
  const builder = new GraphBuilder();
  const type = { dtype: "float32", shape: [SIZE] } as const;
  const x = t.placeholder(builder, "x", type);
  const y = t.placeholder(builder, "y", type);
  const result = op(x, y);
  const kept = t.add(x, y);
  return {
    name: "nans",
    state: [{ name: "kept", type, initializer: { kind: "constant", value: 0 } }],
    entries: {
      main: {
        graph: builder.build(),
        feeds: { x: x.id, y: y.id },
        fetches: { result: result.id },
        updates: { kept: kept.id },
      },
    },
  };
}

describe("canonicalNans()", () => {
  test.each(NANS)("gives a NaN of bits %i those of JavaScript's, and leaves numbers", (bits) => {
    const data = withNans(bits);
    expect(bytesOf(canonicalNans(data))).toEqual(bytesOf(withNans(NANS[0])));
    expect(data[1]).toBe(-6.5);
  });

  test("leaves integers, whatever their bits", () => {
    const data = Int32Array.of(0x7fa0_0001, -1);
    expect([...canonicalNans(data)]).toEqual([0x7fa0_0001, -1]);
  });

  test.each(Object.entries(OPS))("no bits of a NaN reach what %s gives, nor the state", async (_name, op) => {
    const executable = await createWasmEngine().compile(programOf(op));
    const seen = new Set<string>();
    const y = Float32Array.from({ length: SIZE }, (_unused, index) => 3 - index);
    for (const bits of NANS) {
      const { result } = await executable.run("main", { x: withNans(bits), y });
      const { kept } = await executable.readState();
      seen.add(`${bytesOf(result!)} ${bytesOf(kept!)}`);
      await executable.writeState({ kept: withNans(bits) });
      expect(bytesOf((await executable.readState())["kept"]!)).toEqual(bytesOf(withNans(NANS[0])));
    }
    executable.dispose();
    expect(seen.size).toBe(1);
  });
});
