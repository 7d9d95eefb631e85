import type { TensorData } from "../graph/tensor_type.ts";
import type { Tolerance } from "./op_tolerances.ts";

const bits = new DataView(new ArrayBuffer(4));

/** Place of a float32 among all of them in order; zeros of both signs share one. */
function rank(value: number): number {
  bits.setFloat32(0, value);
  const magnitude = bits.getInt32(0) & 0x7fff_ffff;
  return bits.getInt32(0) < 0 ? -magnitude : magnitude;
}

/** How many float32 numbers lie between two, plus 1; 0 if they are equal or both NaN. */
export function ulpDistance(a: number, b: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) {
    return Number.isNaN(a) && Number.isNaN(b) ? 0 : Number.POSITIVE_INFINITY;
  }
  return Math.abs(rank(a) - rank(b));
}

function isClose(actual: number, expected: number, tolerance: Tolerance): boolean {
  if ("ulps" in tolerance || !Number.isFinite(expected)) {
    return ulpDistance(actual, expected) <= ("ulps" in tolerance ? tolerance.ulps : 0);
  }
  return Math.abs(actual - expected) <= tolerance.relative * Math.max(1, Math.abs(expected));
}

/**
 * Fails unless two tensors agree.
 * @throws {Error} With the first element that is too far, and how many are.
 */
export function checkClose(actual: TensorData, expected: TensorData, tolerance: Tolerance): void {
  if (actual.constructor.name !== expected.constructor.name || actual.length !== expected.length) {
    throw new Error(
      `Cannot accept a tensor as it must be a ${expected.constructor.name} of ${expected.length}: current value is a ${actual.constructor.name} of ${actual.length}`,
    );
  }
  const far = [...expected.keys()].filter((i) => !isClose(actual[i]!, expected[i]!, tolerance));
  if (far.length > 0) {
    const [i] = far as [number];
    throw new Error(
      `Cannot accept a tensor as element ${i} must be within ${JSON.stringify(tolerance)} of ${expected[i]}: current value is ${actual[i]} (${far.length} of ${expected.length} elements are too far)`,
    );
  }
}
