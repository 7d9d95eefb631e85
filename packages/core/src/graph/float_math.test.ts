import { describe, expect, test } from "vitest";
import { ulpDistance } from "../testing/check_close.ts";
import { cos, exp, log, sin, tanh } from "./float_math.ts";
import { philoxBits } from "./philox.ts";

/** Float32 numbers of every sign and size, each bit pattern as likely, and numbers near 1 and 0. */
function samples(): number[] {
  const bits = philoxBits({ seed: 1, stream: 0, step: 0 }, 200_000);
  const any = [...new Float32Array(bits.buffer)].filter(Number.isFinite);
  const near = [...bits.subarray(0, 100_000)].map((word) => Math.fround((word / 2 ** 32) * 4 - 2));
  return [
    ...any,
    ...near,
    ...near.map((x) => Math.fround(1 + x / 1000)),
    ...near.map((x) => Math.fround(x * 50)),
  ];
}

describe.each([
  { name: "exp()", ours: exp, theirs: Math.exp },
  { name: "log()", ours: log, theirs: Math.log },
  { name: "tanh()", ours: tanh, theirs: Math.tanh },
])("$name", ({ name, ours, theirs }) => {
  test(`${name} is within 1e-15 of this machine's own, relatively`, () => {
    const worst = samples().reduce((error, x) => {
      const [a, b] = [ours(x), theirs(x)];
      return a === b || (Number.isNaN(a) && Number.isNaN(b))
        ? error
        : Math.max(error, Math.abs(a - b) / Math.abs(b));
    }, 0);
    expect(worst).toBeLessThan(1e-15);
  });

  test(`${name} rounds to the same float32 as this machine's own, or a neighbour in one of a million`, () => {
    const distances = samples().map((x) => ulpDistance(ours(x), theirs(x)));
    expect(distances.reduce((most, distance) => Math.max(most, distance), 0)).toBeLessThanOrEqual(1);
    expect(distances.filter((distance) => distance > 0).length).toBeLessThanOrEqual(1);
  });

  test.each([0, -0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN, 710, -746, 5e-324])(
    `${name} gives what this machine gives for %s`,
    (x) => {
      expect(ours(x)).toBe(theirs(x));
    },
  );
});

describe.each([
  { name: "sin()", ours: sin, theirs: Math.sin },
  { name: "cos()", ours: cos, theirs: Math.cos },
])("$name", ({ name, ours, theirs }) => {
  const angles = samples().filter((x) => Math.abs(x) <= 1e6);

  test(`${name} is within 1e-15 of this machine's own, relatively, up to a million radians`, () => {
    const worst = angles.reduce((error, x) => {
      const [a, b] = [ours(x), theirs(x)];
      return a === b ? error : Math.max(error, Math.abs(a - b) / Math.abs(b));
    }, 0);
    expect(worst).toBeLessThan(1e-15);
  });

  test(`${name} is exact near multiples of a quarter turn`, () => {
    for (let quarter = -1000; quarter <= 1000; quarter++) {
      const x = (quarter * Math.PI) / 2;
      expect(Math.abs(ours(x) - theirs(x))).toBeLessThanOrEqual(1e-15 * Math.abs(theirs(x)));
    }
  });

  test(`${name} stays between -1 and 1 beyond a million, and has no value at infinity`, () => {
    for (const x of [1e7, -1e15, 1e300]) {
      expect(Math.abs(ours(x))).toBeLessThanOrEqual(1);
    }
    expect(ours(Number.POSITIVE_INFINITY)).toBeNaN();
    expect(ours(Number.NaN)).toBeNaN();
    expect(ours(-0)).toBe(theirs(-0));
  });
});
