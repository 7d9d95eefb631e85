import type { LayerSpecInput } from "@convzoo/core";

/** A layer with other parameters beside its own. */
export function withParameters(layer: LayerSpecInput, parameters: object): LayerSpecInput {
  const [id, own] = Object.entries(layer)[0]!;
  return { [id]: { ...own, ...parameters } } as unknown as LayerSpecInput;
}
