import type { NamedTensors } from "../graph/program.ts";
import type { LayerSpec } from "../layers/registry.ts";
import type { LayerShape } from "../spec/layer_shapes.ts";

/** A layer of the new network, with its own weights by name. */
export interface ServedLayer {
  readonly spec: LayerSpec;
  readonly weights: Readonly<Record<string, Float32Array>>;
  /** The lists of layers within it, by their path in it. */
  readonly nested: readonly { readonly path: string; readonly layers: readonly ServedLayer[] }[];
}

/** The weights of a layer by their names in it. */
export function ownWeights({ path, weights }: LayerShape, all: NamedTensors): Record<string, Float32Array> {
  return Object.fromEntries(weights.map(({ name }) => [name, all[`${path}.${name}`] as Float32Array]));
}
