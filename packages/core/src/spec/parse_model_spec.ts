import { SpecError } from "../errors/spec_error.ts";
import { LAYER_IDS, LAYERS, type LayerSpec } from "../layers/registry.ts";
import type { FloatParameter, IntParameter, ParameterSchema } from "../parameters/parameter_definition.ts";
import { joinPath, parseObject, parseOneKey, type SpecLocation } from "../parameters/parse_object.ts";
import { parseParameters } from "../parameters/parse_parameters.ts";
import { layerShapes } from "./layer_shapes.ts";
import type { InputSpec, ModelSpec, PreprocessSpec } from "./model_spec.ts";

const ACTION = "Cannot read the model spec";

/** Parameters of a model's input: the size of one image. */
export const INPUT_PARAMETERS: ParameterSchema<InputSpec> = {
  height: { kind: "int", summary: "Rows of an image.", minimum: 1, maximum: 4096 },
  width: { kind: "int", summary: "Columns of an image.", minimum: 1, maximum: 4096 },
  channels: { kind: "int", summary: "1 (grey) or 3 (RGB).", minimum: 1, maximum: 3 },
};

const CLASSES: { readonly classes: IntParameter } = {
  classes: { kind: "int", summary: "Number of classes.", minimum: 2, maximum: 65536 },
};

const SCALE: { readonly scale: FloatParameter } = {
  scale: {
    kind: "float",
    summary: "Factor of each pixel.",
    minimum: 0,
    exclusiveMinimum: true,
    default: 1 / 255,
  },
};

/** The longest list of layers that is read. */
const MAXIMUM_LAYERS = 1024;

function parseChannelValues(
  value: unknown,
  options: { channels: number; fallback: number; positive: boolean; path: string },
): readonly number[] {
  const { channels, fallback, positive, path } = options;
  const list = value ?? [fallback];
  const valid = (entry: unknown): boolean =>
    typeof entry === "number" && Number.isFinite(entry) && (!positive || entry > 0);
  if (!Array.isArray(list) || (list.length !== 1 && list.length !== channels) || !list.every(valid)) {
    const kind = positive ? "positive" : "finite";
    throw new SpecError({
      action: ACTION,
      path,
      rule: `${path} must be a list of 1 or ${channels} ${kind} numbers`,
      received: value,
    });
  }
  return list.length === channels ? [...list] : Array.from({ length: channels }, () => list[0] as number);
}

function parsePreprocess(value: unknown, channels: number): PreprocessSpec {
  const path = "preprocess";
  const object = parseObject(value ?? {}, ["scale", "mean", "standardDeviation"], { action: ACTION, path });
  const { scale } = parseParameters<{ scale: number }>({ scale: object["scale"] }, SCALE, {
    action: ACTION,
    path,
  });
  return {
    scale,
    mean: parseChannelValues(object["mean"], {
      channels,
      fallback: 0,
      positive: false,
      path: joinPath(path, "mean"),
    }),
    standardDeviation: parseChannelValues(object["standardDeviation"], {
      channels,
      fallback: 1,
      positive: true,
      path: joinPath(path, "standardDeviation"),
    }),
  };
}

/** Reads one layer, and those within it. @throws {SpecError} At the first thing that is not valid, with its path and value. */
export function parseLayer(value: unknown, path: string): LayerSpec {
  const [id, parameters] = parseOneKey(value, LAYER_IDS, {
    action: `Cannot read the layer at ${path}`,
    path,
  });
  const location: SpecLocation = {
    action: `Cannot build layer "${id}" at ${path}`,
    path: joinPath(path, id),
  };
  const schema = LAYERS[id as keyof typeof LAYERS].parameters;
  return { [id]: parseParameters(parameters, schema, location, parseLayer) } as unknown as LayerSpec;
}

/**
 * Reads a model spec: fills in defaults and checks that the layers fit one another, the input and the classes.
 * @param value Anything, such as parsed JSON.
 * @throws {SpecError} At the first thing that is not valid, with its path and value.
 */
export function parseModelSpec(value: unknown): ModelSpec {
  const top: SpecLocation = { action: ACTION, path: "" };
  const object = parseObject(value, ["input", "preprocess", "layers", "classes"], top);
  const input = parseParameters<InputSpec>(object["input"], INPUT_PARAMETERS, {
    action: ACTION,
    path: "input",
  });
  if (input.channels === 2) {
    throw new SpecError({
      action: ACTION,
      path: "input.channels",
      rule: "channels must be 1 or 3",
      received: 2,
    });
  }
  const { classes } = parseParameters<{ classes: number }>({ classes: object["classes"] }, CLASSES, top);
  const layers = object["layers"];
  if (!Array.isArray(layers) || layers.length === 0 || layers.length > MAXIMUM_LAYERS) {
    throw new SpecError({
      action: ACTION,
      path: "layers",
      rule: `layers must be a list of 1 to ${MAXIMUM_LAYERS} layers`,
      received: layers,
    });
  }
  const model: ModelSpec = {
    input,
    preprocess: parsePreprocess(object["preprocess"], input.channels),
    layers: layers.map((layer, index) => parseLayer(layer, `layers[${index}]`)),
    classes,
  };
  const output = layerShapes(model).at(-1)!.output;
  if (output.length !== 1 || output[0] !== classes) {
    throw new SpecError({
      action: ACTION,
      path: `layers[${layers.length - 1}]`,
      rule: `the last layer must give one number for each of the ${classes} classes`,
      received: output,
    });
  }
  return model;
}
