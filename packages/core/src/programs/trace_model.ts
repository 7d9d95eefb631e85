import type { GraphBuilder } from "../graph/graph_builder.ts";
import { cast, constant, div, mul, placeholder, randomUniform, sub, variable } from "../graph/ops/mod.ts";
import type { StateVariable } from "../graph/program.ts";
import type { Shape } from "../graph/tensor_type.ts";
import type { Value } from "../graph/value.ts";
import { type LayerShape, layerShapes } from "../spec/layer_shapes.ts";
import type { ModelSpec, PreprocessSpec } from "../spec/model_spec.ts";

/** Where random numbers of a training step come from: two int32 scalars. */
export interface RandomSource {
  readonly seed: Value;
  readonly step: Value;
}

/** A model traced into a graph. */
export interface TracedModel {
  /** The fed pixels, `uint8[batch, height, width, channels]`. */
  readonly images: Value;
  /** What the last layer gives, `float32[batch, classes]`. */
  readonly scores: Value;
  /** The learned weights, in the order of the layers. */
  readonly weights: readonly { readonly name: string; readonly value: Value }[];
}

/** The weights of a model as state variables, in the order of the layers: `layers.0.kernel`, `layers.0.bias`, ... */
export function modelState(model: ModelSpec): readonly StateVariable[] {
  return layerShapes(model).flatMap(({ path, weights }) =>
    weights.map(({ name, shape, initializer }) => ({
      name: `${path}.${name}`,
      type: { dtype: "float32", shape } as const,
      initializer,
    })),
  );
}

function perChannel(builder: GraphBuilder, values: readonly number[]): Value {
  const uniform = values.every((value) => value === values[0]);
  return uniform ? constant(builder, values[0]!) : constant(builder, values);
}

function normalise(pixels: Value, preprocess: PreprocessSpec): Value {
  const { scale, mean, standardDeviation } = preprocess;
  const scaled = mul(cast(pixels, "float32"), scale);
  const centred = mean.every((value) => value === 0) ? scaled : sub(scaled, perChannel(pixels.builder, mean));
  const plain = standardDeviation.every((value) => value === 1);
  return plain ? centred : div(centred, perChannel(pixels.builder, standardDeviation));
}

/**
 * Traces a model: pixels in, scores out.
 * @param builder The graph to append to.
 * @param model A parsed spec.
 * @param options `batch`: images a run. `random`: given while training, left out otherwise.
 */
export function traceModel(
  builder: GraphBuilder,
  model: ModelSpec,
  options: { readonly batch: number; readonly random?: RandomSource },
): TracedModel {
  const { batch, random } = options;
  const { height, width, channels } = model.input;
  const images = placeholder(builder, "images", { dtype: "uint8", shape: [batch, height, width, channels] });
  const weights: { name: string; value: Value }[] = [];
  let x = normalise(images, model.preprocess);
  for (const layer of layerShapes(model)) {
    const own = layerWeights(builder, layer);
    weights.push(...own.values());
    x = layer.definition.build(
      {
        training: random !== undefined,
        weight: (name) => requireWeight(own, name, layer.path),
        randomUniform: (shape: Shape) => {
          if (random === undefined) {
            throw new RangeError(
              `Cannot draw random numbers in ${layer.path} as they are there only while training`,
            );
          }
          return randomUniform(random.seed, random.step, shape);
        },
      },
      x,
      layer.parameters,
    );
  }
  return { images, scores: x, weights };
}

function layerWeights(
  builder: GraphBuilder,
  { path, weights }: LayerShape,
): Map<string, { name: string; value: Value }> {
  return new Map(
    weights.map(({ name, shape }) => {
      const full = `${path}.${name}`;
      return [name, { name: full, value: variable(builder, full, { dtype: "float32", shape }) }];
    }),
  );
}

function requireWeight(weights: ReadonlyMap<string, { value: Value }>, name: string, path: string): Value {
  const weight = weights.get(name);
  if (weight === undefined) {
    throw new RangeError(
      `Cannot find a weight of ${path} as it must be one of ${[...weights.keys()].join(", ")}: current value is ${name}`,
    );
  }
  return weight.value;
}
