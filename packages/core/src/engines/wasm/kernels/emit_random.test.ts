import { describe, expect, test } from "vitest";
import { philoxUniform } from "../../../graph/philox.ts";
import { ints } from "../../../testing/case_tensor.ts";
import { i32 } from "../assembler/scalar_instructions.ts";
import { runKernel } from "../testing/run_kernel.ts";
import { emitRandomUniform } from "./emit_random.ts";

const PLACES = [
  { seed: 0, step: 0, stream: 0 },
  { seed: 123_456_789, step: 42, stream: 5 },
  { seed: -1, step: -2, stream: 1 },
  { seed: 0x7fff_ffff, step: -0x8000_0000, stream: 0x7fff_ffff },
];

const RANGES = [0, 1, 2, 3, 4, 5, 14, 16, 27, 4096].flatMap((first) =>
  [1, 2, 3, 4, 5, 12, 15, 16, 17, 18, 19, 20, 31, 32, 33, 100].map((size) => ({ first, size })),
);

interface Drawn {
  readonly seed: number;
  readonly step: number;
  readonly stream: number;
  readonly first: number;
  readonly size: number;
}

function draw({ seed, step, stream, first, size }: Drawn): Float32Array {
  const { target } = runKernel({
    tensors: {
      seed: ints([], [seed]),
      step: ints([], [step]),
      target: { type: { dtype: "float32", shape: [size] }, data: new Float32Array(size).fill(77) },
    },
    targets: ["target"],
    emit: (fn, operands) => emitRandomUniform(fn, { ...operands, stream, firstElement: i32.constant(first) }),
  });
  return target as Float32Array;
}

describe("emitRandomUniform()", () => {
  test.each(PLACES)("emitRandomUniform() gives the bits of philoxUniform() at %j", (place) => {
    expect(draw({ ...place, first: 0, size: 1000 })).toEqual(philoxUniform(place, 1000));
  });

  test.each(RANGES)("emitRandomUniform() gives $size elements from $first on", ({ first, size }) => {
    const place = PLACES[1]!;
    expect(draw({ ...place, first, size })).toEqual(philoxUniform(place, first + size).slice(first));
  });
});
