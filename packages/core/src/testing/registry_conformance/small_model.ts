import type { ArchitectureTask } from "../../architectures/architecture_definition.ts";
import { SpecError } from "../../errors/spec_error.ts";
import type { Shape } from "../../graph/tensor_type.ts";
import type { ActivationId } from "../../layers/activations/registry.ts";
import type { LayerSpecInput } from "../../layers/registry.ts";
import { placeLayers } from "../../spec/layer_shapes.ts";
import type { ModelSpec } from "../../spec/model_spec.ts";
import { parseLayer, parseModelSpec } from "../../spec/parse_model_spec.ts";

/** What small networks are made for: odd sizes, colours, few classes. */
export const SMALL_TASK: ArchitectureTask = { input: { height: 10, width: 9, channels: 3 }, classes: 4 };

/** Filters of the layer before the one that is looked at; groups of 1, 2, 4 and 8 divide them. */
export const CHANNELS = 8;

/** Smooth, and never dead, so that whatever stands behind it has something to learn. */
const FIRST: LayerSpecInput = { conv2d: { filters: CHANNELS, padding: "same", activation: "tanh" } };

/** Shape of one example behind a layer; null if the layer does not take that input. @throws {SpecError} If the layer itself is not valid. */
function shapeBehind(layer: LayerSpecInput, input: Shape): Shape | null {
  const parsed = parseLayer(layer, "layers[1]");
  try {
    return placeLayers([parsed], input, { path: "layers", location: "layers" })[0]!.output;
  } catch (error) {
    if (error instanceof SpecError) {
      return null;
    }
    throw error;
  }
}

/** What can be changed of a small network. */
export interface SmallModelOptions {
  /** Activation of the last layer. @default {"softmax"} */
  readonly ending?: ActivationId;
  /** Columns of its images. @default {those of the small task} */
  readonly width?: number;
}

/** A small network that has a layer as its second: behind an image, or behind a row if it does not take images. */
export function modelAround(layer: LayerSpecInput, options: SmallModelOptions = {}): ModelSpec {
  const { ending = "softmax", width = SMALL_TASK.input.width } = options;
  const { height } = SMALL_TASK.input;
  const behindImage = shapeBehind(layer, [height, width, CHANNELS]);
  const first: LayerSpecInput = behindImage === null ? { flatten: {} } : FIRST;
  const flat: readonly LayerSpecInput[] = behindImage?.length === 3 ? [{ flatten: {} }] : [];
  const last: LayerSpecInput = { dense: { units: SMALL_TASK.classes, activation: ending } };
  return parseModelSpec({
    ...SMALL_TASK,
    input: { ...SMALL_TASK.input, width },
    layers: [first, layer, ...flat, last],
  });
}

/** A small network of convolution, pooling and a dense layer. */
export function smallModel(options: SmallModelOptions = {}): ModelSpec {
  return modelAround({ maxPool2d: {} }, options);
}
