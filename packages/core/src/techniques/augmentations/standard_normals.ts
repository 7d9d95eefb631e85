import { normalQuantile } from "../../graph/normal_quantile.ts";

let normals: Float64Array | undefined;

/** Standard normal numbers by 16 random bits: at the middles of 2^16 equal parts of the probability, so none is beyond 4.3; made when they are first needed. */
export function standardNormals(): Float64Array {
  normals ??= Float64Array.from({ length: 0x1_0000 }, (_unused, part) =>
    normalQuantile((part + 0.5) / 0x1_0000),
  );
  return normals;
}
