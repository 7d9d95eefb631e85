import type { EvaluationResult } from "../store/evaluation_result.ts";

/** The most bytes that the features of one evaluation take. */
const mostBytes = 64 * 2 ** 20;

/** Collects features batch by batch. */
export interface FeatureCollector {
  /** Takes the features of the next images on. */
  add(features: Float32Array): void;
  readonly result: EvaluationResult["features"];
}

/**
 * Makes a collector for a number of images.
 *
 * @param length Numbers an image; null if the model has no features.
 */
export function createFeatureCollector(count: number, length: number | null): FeatureCollector {
  if (length === null || count * length * 4 > mostBytes) {
    const result = { state: length === null ? "NO_LAYER" : "TOO_LARGE", features: null } as const;
    return { add: () => undefined, result };
  }
  const vectors = new Float32Array(count * length);
  let filled = 0;
  return {
    add(features) {
      for (let start = 0; start < features.length; start += length) {
        vectors.set(unit(features.subarray(start, start + length)), filled);
        filled += length;
      }
    },
    result: { state: "KEPT", features: { length, vectors } },
  };
}

/** The vector of length 1 in the same direction; one without a direction stays as it is. */
function unit(vector: Float32Array): Float32Array {
  // Squares of large numbers would overflow.
  const largest = vector.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const norm = largest * Math.sqrt(vector.reduce((sum, value) => sum + (value / largest) ** 2, 0));
  return largest === 0 ? vector : vector.map((value) => value / norm);
}
