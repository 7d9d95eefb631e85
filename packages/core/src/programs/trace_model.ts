import type { GraphBuilder } from "../graph/graph_builder.ts";
import {
  cast,
  constant,
  div,
  mul,
  placeholder,
  randomNormal,
  randomUniform,
  sub,
  variable,
} from "../graph/ops/mod.ts";
import type { StateVariable } from "../graph/program.ts";
import type { Shape } from "../graph/tensor_type.ts";
import type { Value } from "../graph/value.ts";
import type { LayerContext } from "../layers/layer_definition.ts";
import { headIndex } from "../spec/head_index.ts";
import { allLayers, type LayerShape, layerShapes } from "../spec/layer_shapes.ts";
import type { ModelSpec, PreprocessSpec } from "../spec/model_spec.ts";
import { type FrozenPart, NOTHING_FROZEN } from "../techniques/gradients/frozen_part.ts";

/** Where random numbers of a training step come from: two int32 scalars. */
export interface RandomSource {
  readonly seed: Value;
  readonly step: Value;
}

/** Layers traced into a graph. */
export interface TracedLayers {
  /** The fed pixels, `uint8[batch, height, width, channels]`. */
  readonly images: Value;
  /** What the optimizer moves, in the order of the layers. */
  readonly weights: readonly { readonly name: string; readonly value: Value }[];
  /** Names of the weights that the optimizer would move if they were not frozen. */
  readonly frozen: readonly string[];
  /** Scalars that layers add to the loss while training. */
  readonly penalties: readonly Value[];
  /** What layers keep of a training step, such as moving statistics: the new value by the weight's name. */
  readonly kept: ReadonlyMap<string, Value>;
}

/** A model traced into a graph. */
export interface TracedModel extends TracedLayers {
  /** What the head is given, `float32[batch, ...]`: the normalised pixels if nothing stands before it. */
  readonly features: Value;
  /** What the last layer gives, `float32[batch, classes]`. */
  readonly scores: Value;
}

/** What stands before a model's head, traced into a graph. */
export interface TracedEncoder extends TracedLayers {
  /** What the head would be given: `float32[batch, ...]`. */
  readonly features: Value;
}

/** How a model is traced. */
export interface TraceOptions {
  /** Images a run. */
  readonly batch: number;
  /** Given while training, left out otherwise. */
  readonly random?: RandomSource | undefined;
  /** The state variable that is read in place of a trained weight. @default {the weight itself} */
  readonly served?: ((weight: string) => string) | undefined;
  /** What stays as it is while the rest trains. @default {nothing} */
  readonly frozen?: FrozenPart | undefined;
}

/** The weights of a model as state variables, in the order of the layers: `layers.0.kernel`, `layers.0.bias`, ... */
export function modelState(model: ModelSpec): readonly StateVariable[] {
  return allLayers(layerShapes(model)).flatMap(({ path, weights }) =>
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

/** Pixels as the first layer sees them. */
export function normalise(pixels: Value, preprocess: PreprocessSpec): Value {
  const { scale, mean, standardDeviation } = preprocess;
  const scaled = mul(cast(pixels, "float32"), scale);
  const centred = mean.every((value) => value === 0) ? scaled : sub(scaled, perChannel(pixels.builder, mean));
  const plain = standardDeviation.every((value) => value === 1);
  return plain ? centred : div(centred, perChannel(pixels.builder, standardDeviation));
}

function traceLayers(
  builder: GraphBuilder,
  model: ModelSpec,
  options: TraceOptions & { readonly layers: readonly LayerShape[] },
): TracedLayers & { readonly features: Value; readonly last: Value } {
  const { height, width, channels } = model.input;
  const shape = [options.batch, height, width, channels];
  const images = placeholder(builder, "images", { dtype: "uint8", shape });
  const tracer = new LayerTracer(builder, options);
  const head = Math.max(headIndex(options.layers), 0);
  const features = tracer.traceAll(options.layers.slice(0, head), normalise(images, model.preprocess));
  const last = tracer.traceAll(options.layers.slice(head), features);
  const { weights, frozen, penalties, kept } = tracer;
  return { images, features, last, weights, frozen, penalties, kept };
}

/** Traces a model: pixels in, scores out. */
export function traceModel(builder: GraphBuilder, model: ModelSpec, options: TraceOptions): TracedModel {
  const { last, ...traced } = traceLayers(builder, model, { ...options, layers: layerShapes(model) });
  return { ...traced, scores: last };
}

/** Traces what stands before a model's head: pixels in, features out. */
export function traceEncoder(builder: GraphBuilder, model: ModelSpec, options: TraceOptions): TracedEncoder {
  const layers = layerShapes(model);
  const encoder = layers.slice(0, headIndex(layers));
  const { last, features: _inner, ...traced } = traceLayers(builder, model, { ...options, layers: encoder });
  return { ...traced, features: last };
}

/** Appends layers, and those within them, to a graph. */
export class LayerTracer {
  readonly weights: { readonly name: string; readonly value: Value }[] = [];
  readonly frozen: string[] = [];
  readonly penalties: Value[] = [];
  readonly kept: Map<string, Value> = new Map();
  readonly #builder: GraphBuilder;
  readonly #random: RandomSource | undefined;
  readonly #served: (weight: string) => string;
  readonly #frozen: FrozenPart;

  constructor(builder: GraphBuilder, options: Omit<TraceOptions, "batch"> = {}) {
    this.#builder = builder;
    this.#random = options.random;
    this.#served = options.served ?? ((weight) => weight);
    this.#frozen = options.frozen ?? NOTHING_FROZEN;
  }

  traceAll(layers: readonly LayerShape[], x: Value): Value {
    return layers.reduce((value, layer) => this.#trace(layer, value), x);
  }

  #trace({ path, definition, parameters, weights, nested }: LayerShape, x: Value): Value {
    // `layers.3.branches.0.layers.1` is within the top-level layer 3
    const isFrozen = Number(path.split(".")[1]) < this.#frozen.layers;
    const { statistics } = this.#frozen;
    const own = new Map(
      weights.map(({ name, shape, trainable = true }) => {
        const full = `${path}.${name}`;
        const value = variable(this.#builder, trainable ? this.#served(full) : full, {
          dtype: "float32",
          shape,
        });
        if (trainable && isFrozen) {
          this.frozen.push(full);
        } else if (trainable) {
          this.weights.push({ name: full, value });
        }
        return [name, value];
      }),
    );
    const random = this.#random;
    const require = (name: string): Value => {
      const weight = own.get(name);
      if (weight === undefined) {
        throw new RangeError(
          `Cannot find a weight of ${path} as it must be one of ${[...own.keys()].join(", ")}: current value is ${name}`,
        );
      }
      return weight;
    };
    const requireTraining = (what: string): RandomSource => {
      if (random === undefined) {
        throw new RangeError(`Cannot ${what} in ${path} as that is possible only while training`);
      }
      return random;
    };
    const context: LayerContext = {
      training: random !== undefined,
      keepsStatistics: statistics === "allLayers" || (statistics === "frozenLayers" && isFrozen),
      weight: require,
      assign: (name, value) => {
        requireTraining("set a weight");
        require(name);
        this.kept.set(`${path}.${name}`, value);
      },
      penalize: (penalty) => {
        if (random !== undefined) {
          this.penalties.push(penalty);
        }
      },
      nested: (index, value) => this.traceAll(nested[index]!, value),
      randomUniform: (shape: Shape) => {
        const { seed, step } = requireTraining("draw random numbers");
        return randomUniform(seed, step, shape);
      },
      randomNormal: (shape: Shape) => {
        const { seed, step } = requireTraining("draw random numbers");
        return randomNormal(seed, step, shape);
      },
    };
    return definition.build(context, x, parameters);
  }
}
