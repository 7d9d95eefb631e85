import { SpecError } from "../../errors/spec_error.ts";
import { GraphBuilder } from "../../graph/graph_builder.ts";
import type { Shape } from "../../graph/tensor_type.ts";
import { CHANNELS } from "./small_model.ts";
import { traceLayer } from "./trace_layer.ts";

/** Images of even and odd sizes. */
export const IMAGES: readonly Shape[] = [
  [8, 8, CHANNELS],
  [7, 9, CHANNELS],
  [9, 6, CHANNELS],
  [5, 12, CHANNELS],
];

/** What layers take that take no images. */
export const ROWS: readonly Shape[] = [[CHANNELS], [3 * CHANNELS]];

/** Whether a layer is valid and takes an input of a shape. */
export function isTaken(layer: unknown, input: Shape): boolean {
  try {
    traceLayer(new GraphBuilder(), layer, { input, training: false });
    return true;
  } catch (error) {
    if (error instanceof SpecError) {
      return false;
    }
    throw error;
  }
}

/** The inputs, of all that are tried, that a layer takes. */
export function inputsOf(layer: unknown): readonly Shape[] {
  return [...IMAGES, ...ROWS].filter((input) => isTaken(layer, input));
}
